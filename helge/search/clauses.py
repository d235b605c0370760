"""From what was asked to a query of the engine, built from its query classes.

The engine's own query parser is never used: its lenient form can read a malformed line as "all records".

Scores are fixed per area and closeness, and not by how rare a word is: "mans" must find Mans before Måns although Måns
may be rarer, and staff must be able to say why one title stands above another. A little of the engine's usual score
(BM25, which prefers short titles) parts the rest.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum

import tantivy
from tantivy import Occur, Query

from .analysis import KIND_WORDS, STOP_WORDS, looked_up, words
from .parsing import Both, Either, Node, Not, Number, Phrase, Shelf, Word, Years, wanted_words
from .schema import AREAS, END, PEOPLE, SPELT_AREAS, START, TITLE, Area
from .spelling import split_word

OPENS_TITLE = 3.0
IS_TITLE = 5.0
PHRASE_IN_TITLE = 2.0
NAME_TOGETHER = 2.0
IS_NUMBER = 30.0
IS_SHELF = 3.0
COMPLETED = 0.5
RESPELT = 0.5
SHORT_TITLES_FIRST = 0.05
ALSO_ELSEWHERE = 0.1  # of the score of a second area where the word stands too
SHORTEST_SHELF = 3  # letters; "He" is a class, and a word people type
SHORTEST_COMPLETED = 2


class Stage(Enum):
    """How far the search reaches. A later stage is tried only when the one before it finds nothing at all."""

    EXACT = "exact"
    WITHOUT_KIND = "without_kind"  # "böcker om hästar": as "hästar"
    SPELLING = "spelling"
    MOST_WORDS = "most_words"


@dataclass
class Clauses:
    """Builds queries against one moment of the index. `respell` gives similar known words for one word."""

    schema: tantivy.Schema
    searcher: tantivy.Searcher
    stage: Stage = Stage.EXACT
    completing: Word | None = None
    respell: Callable[[str], Sequence[str]] = lambda _word: ()
    _frequency: dict[tuple[str, str], int] = field(default_factory=dict)

    def whole(self, node: Node) -> Query | None:
        """The query for everything that was asked, ranked; None when no record can match."""
        needed = self.most_of(node) if self.stage is Stage.MOST_WORDS and isinstance(node, Both) else self.of(node)
        if needed is None:
            return None
        return _boolean([(Occur.Must, needed), *((Occur.Should, bonus) for bonus in self.bonuses(node))])

    def of(self, node: Node) -> Query | None:
        match node:
            case Word():
                return self.word(node)
            case Phrase(text, area):
                return self.phrase(words(text), area)
            case Number(digits, text):
                return _any([self.term("number", digits, IS_NUMBER), self.all_words(words(text), None)])
            case Shelf(code):
                return self.term("shelf", code, IS_SHELF)
            case Years(first, last):
                years = Query.range_query(self.schema, "year", tantivy.FieldType.Integer, first, last)
                return Query.const_score_query(years, 1.0)
            case Either(nodes):
                return _any([self.of(each) for each in nodes])
            case Both(nodes):
                return self.both(nodes)
            case Not():
                return None  # nothing is wanted here; `both` handles exclusions beside something wanted

    def both(self, nodes: Sequence[Node]) -> Query | None:
        wanted = [each for each in nodes if not isinstance(each, Not)]
        must, may = self.needed(wanted)
        parts = [self.of(each) for each in must]
        normal = None if None in parts else _all([part for part in parts if part is not None])
        whole = _any([normal, *self.written_together(must)])
        if whole is None:
            return None
        optional = [(Occur.Should, query) for each in may if (query := self.of(each)) is not None]
        return _boolean([(Occur.Must, whole), *optional, *self.exclusions(nodes)])

    def most_of(self, node: Both) -> Query | None:
        """All wanted words but one; rarer words count more."""
        must, _may = self.needed([each for each in node.nodes if not isinstance(each, Not)])
        parts = [(query, each) for each in must if (query := self.of(each)) is not None]
        least = len(must) - 1
        if len(must) < 2 or len(parts) < least:
            return None
        ranked = [(Occur.Should, Query.boost_query(query, self.rarity(each))) for query, each in parts]
        most = Query.boolean_query(ranked, minimum_number_should_match=least)
        return _boolean([(Occur.Must, most), *self.exclusions(node.nodes)])

    def needed(self, nodes: Sequence[Node]) -> tuple[list[Node], list[Node]]:
        """Part what a record must have from words it may lack. Small words alone are what was asked for ("Det")."""
        lesser = STOP_WORDS if self.stage is Stage.EXACT else STOP_WORDS | KIND_WORDS

        def may_lack(node: Node) -> bool:
            if not isinstance(node, Word) or node.area or node.is_cut:
                return False
            return lesser.issuperset(words(node.text))

        needed = [node for node in nodes if not may_lack(node)]
        return (needed, [node for node in nodes if may_lack(node)]) if needed else (list(nodes), [])

    def exclusions(self, nodes: Sequence[Node]) -> list[tuple[Occur, Query]]:
        """What must not match. Always as it was typed: an exclusion that reaches too far hides what was wanted."""
        exact = Clauses(self.schema, self.searcher)
        unwanted = [exact.of(each.node) for each in nodes if isinstance(each, Not)]
        return [(Occur.MustNot, query) for query in unwanted if query is not None]

    def written_together(self, nodes: Sequence[Node]) -> list[Query]:
        """Two words that are one: "häst böcker" for hästböcker. One pair at a time."""
        found: list[Query] = []
        for place in range(len(nodes) - 1):
            pair = nodes[place : place + 2]
            spoken = [words(each.text) for each in pair if isinstance(each, Word) and each.area is None]
            if len(spoken) == 2 and all(len(each) == 1 for each in spoken):
                joined = "".join(spoken[0] + spoken[1])
                if self.commonness(joined):
                    parts = [self.of(each) for each in (*nodes[:place], Word(joined), *nodes[place + 2 :])]
                    if None not in parts:
                        found.append(Query.boost_query(_all([part for part in parts if part]), 0.9))
        return found[:3]

    # --- Words and phrases ----------------------------------------------------------------------------------------

    def word(self, word: Word) -> Query | None:
        """One written word; with a joint in it ("spider-man"), its parts or the parts as one word."""
        spoken = words(word.text)
        is_cut = word.is_cut or word is self.completing
        parts: list[Query | None] = []
        if len(spoken) == 1:
            parts.append(self.spoken_word(spoken[0], word.area, is_cut=is_cut))
        else:
            parts += [self.all_words(spoken, word.area, is_cut=is_cut), self.exact_word("".join(spoken), word.area)]
        if word.area is None:
            code = word.text.strip(",;.").lower()
            if len(code) >= SHORTEST_SHELF:
                parts.append(self.term("shelf", f"w:{code}", IS_SHELF))
            if sum(sign.isdigit() for sign in code) >= 8:
                parts.append(self.term("number", code.replace("-", "").upper(), IS_NUMBER))
        return _any(parts)

    def all_words(self, spoken: Sequence[str], area: str | None, *, is_cut: bool = False) -> Query | None:
        last = len(spoken) - 1
        parts = [self.spoken_word(each, area, is_cut=is_cut and n == last) for n, each in enumerate(spoken)]
        return _all([part for part in parts if part is not None]) if parts and None not in parts else None

    def spoken_word(self, spoken: str, area: str | None, *, is_cut: bool = False) -> Query | None:
        parts = [self.exact_word(spoken, area)]
        if self.stage in (Stage.SPELLING, Stage.MOST_WORDS):
            similar = [self.exact_word(each, area) for each in self.respell(spoken)]
            parts += [
                Query.boost_query(query, RESPELT * 0.9**place)
                for place, query in enumerate(similar)
                if query is not None
            ]
            halves = None if any(parts) else split_word(self.searcher, spoken)
            parts.append(self.written_apart(halves, area) if halves else None)
        if is_cut and len(spoken) >= SHORTEST_COMPLETED:
            parts.append(self.beginning(spoken, area))
        return _any(parts)

    def written_apart(self, halves: Sequence[str], area: str | None) -> Query | None:
        parts = [self.exact_word(half, area) for half in halves]
        return Query.boost_query(_all([part for part in parts if part is not None]), RESPELT) if all(parts) else None

    def exact_word(self, spoken: str, area: str | None) -> Query | None:
        """The word and its forms, wherever it may stand; the best place counts, the others a little."""
        parts: list[Query] = []
        for each in _areas(area):
            here = [
                self.term(each.name, spoken, each.weight),
                *(self.term(each.forms, form, _form_weight(each, form, near)) for form, near in looked_up(spoken)),
            ]
            known = [query for query in here if query is not None]
            if known:
                parts.append(known[0] if len(known) == 1 else Query.disjunction_max_query(known))
        return Query.disjunction_max_query(parts, ALSO_ELSEWHERE) if parts else None

    def beginning(self, spoken: str, area: str | None) -> Query | None:
        """Every word that begins so."""
        parts = []
        for each in _areas(area):
            if each in SPELT_AREAS or area:
                begins = Query.fuzzy_term_query(self.schema, each.name, spoken, distance=0, prefix=True)
                parts.append(Query.const_score_query(begins, each.weight * COMPLETED))
        if area is None:  # typed without å ä ö
            begins = Query.fuzzy_term_query(self.schema, "vocabulary", spoken, distance=0, prefix=True)
            parts.append(Query.const_score_query(begins, COMPLETED))
        return Query.disjunction_max_query(parts, ALSO_ELSEWHERE)

    def phrase(self, spoken: Sequence[str], area: str | None) -> Query | None:
        # The engine stops the whole process when a phrase has fewer than two words.
        if len(spoken) < 2:
            return self.exact_word(spoken[0], area) if spoken else None
        return _any([self.together(each, spoken, each.weight * len(spoken)) for each in _areas(area)])

    def together(self, area: Area, spoken: Sequence[str], score: float, slop: int = 0) -> Query | None:
        if len(spoken) < 2 or not all(self.frequency(area.name, each) for each in spoken):
            return None
        return Query.const_score_query(Query.phrase_query(self.schema, area.name, list(spoken), slop), score)

    def bonuses(self, node: Node) -> list[Query]:
        """What lifts the right title to the top: it begins so, it is exactly so, the name stands together."""
        asked = [each for each in wanted_words(node) if each.area in (None, TITLE.name)]
        spoken = [self.likeliest(one) for each in asked for one in words(each.text)][:12]
        if not spoken or isinstance(node, Either):
            return []
        opening = [START, *spoken]
        found = [
            self.opening(opening, OPENS_TITLE),
            self.opening([*opening, END], IS_TITLE),
            self.together(TITLE, spoken, PHRASE_IN_TITLE),
            self.together(PEOPLE, spoken, NAME_TOGETHER),
            self.together(PEOPLE, spoken[::-1], NAME_TOGETHER),
            *(
                Query.boost_query(Query.term_query(self.schema, TITLE.name, each), SHORT_TITLES_FIRST)
                for each in spoken
                if self.frequency(TITLE.name, each)
            ),
        ]
        return [query for query in found if query is not None]

    def likeliest(self, spoken: str) -> str:
        """The word itself, or what it was most likely meant to be once the search guesses."""
        if self.stage in (Stage.EXACT, Stage.WITHOUT_KIND) or self.commonness(spoken):
            return spoken
        return next(iter(self.respell(spoken)), spoken)

    def opening(self, marked: Sequence[str], score: float) -> Query | None:
        if not all(self.frequency("opening", each) for each in marked):
            return None
        return Query.const_score_query(Query.phrase_query(self.schema, "opening", list(marked)), score)

    # --- The index's own words ------------------------------------------------------------------------------------

    def term(self, field_name: str, value: str, score: float) -> Query | None:
        """One word in one field, or None when no record has it: most combinations fall away here."""
        if not value or not self.frequency(field_name, value):
            return None
        return Query.const_score_query(Query.term_query(self.schema, field_name, value), score)

    def frequency(self, field_name: str, value: str) -> int:
        known = self._frequency.get((field_name, value))
        if known is None:
            known = self._frequency[field_name, value] = self.searcher.doc_freq(field_name, value)
        return known

    def commonness(self, spoken: str) -> int:
        """About how many records hold the word in some form; 0 when none does."""
        places = [(area.name, spoken) for area in AREAS]
        places += [(area.forms, form) for area in AREAS for form, _near in looked_up(spoken)]
        return max(self.frequency(name, value) for name, value in places)

    def rarity(self, node: Node) -> float:
        spoken = words(node.text) if isinstance(node, Word) else []
        if not spoken:
            return 1.0
        return 1.0 + 0.2 * math.log(1 + self.searcher.num_docs / (1 + max(self.commonness(each) for each in spoken)))


def _areas(area: str | None) -> tuple[Area, ...]:
    return tuple(each for each in AREAS if area is None or each.name == area)


def _form_weight(area: Area, form: str, near: float) -> float:
    return area.weight * near * (1.0 if form.startswith("p:") else area.stems)


def _any(queries: Sequence[Query | None]) -> Query | None:
    known = [query for query in queries if query is not None]
    if len(known) < 2:
        return known[0] if known else None
    return Query.disjunction_max_query(known)


def _all(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


def _boolean(parts: Sequence[tuple[Occur, Query]]) -> Query:
    return parts[0][1] if len(parts) == 1 else Query.boolean_query(list(parts))
