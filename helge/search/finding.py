"""Finding: from a query to a page of hits with facets and, when it helps, "menade du".

Four reaches, the next only when the one before finds nothing: what was typed, in all its forms; the same without words
such as "bok"; words spelt nearly so; all words but one. The answer says which one it was, so that no screen presents a
guess as a match.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import tantivy
from tantivy import Order, Query

from .analysis import words
from .clauses import Clauses, Stage
from .document import IndexDocument
from .facets import FacetValue, counted, filtered, filters
from .parsing import parse, wanted_words
from .query import FACETS, CatalogueQuery
from .schema import schema
from .spelling import Guesses, split_word
from .why import Reason, reasons

FEW_HITS = 5  # below this a commoner spelling is suggested
MUCH_COMMONER = 10  # times
DEEPEST_HIT = 10_000

_SORTED_BY = {
    "newest": ("newest", Order.Desc),
    "title": ("title_sort", Order.Asc),
    "author": ("author_sort", Order.Asc),
    "year": ("by_year", Order.Desc),
    "oldest": ("by_year", Order.Asc),
    "popular": ("popular", Order.Desc),
}


def _no_facets() -> dict[str, tuple[FacetValue, ...]]:
    return dict.fromkeys(FACETS, ())


@dataclass(frozen=True)
class FoundRecord:
    document: IndexDocument
    score: float
    why: tuple[Reason, ...]


@dataclass(frozen=True)
class Found:
    """One page of hits. `page` may be lower than asked for: the last one there is.

    `did_you_mean` is a whole new text for the search field, or "".
    """

    records: tuple[FoundRecord, ...] = ()
    total: int = 0
    page: int = 1
    facets: dict[str, tuple[FacetValue, ...]] = field(default_factory=_no_facets)
    did_you_mean: str = ""
    stage: Stage = Stage.EXACT


def find(
    searcher: tantivy.Searcher, query: CatalogueQuery, *, page_size: int = 20, typing: bool = False, facets: bool = True
) -> Found:
    """Return the page of hits that `query` asks for.

    No words give the newest records. Words without anything to look for ("???") give nothing. `typing` completes the
    last word, for searches made while somebody writes.
    """
    return _Search(searcher, query, page_size, typing).found(with_facets=facets)


class _Search:
    def __init__(self, searcher: tantivy.Searcher, query: CatalogueQuery, page_size: int, typing: bool) -> None:
        self.searcher = searcher
        self.query = query
        self.page_size = page_size
        self.typing = typing
        self.node = parse(query.words) if query.words.strip() else None
        self.wanted = wanted_words(self.node)
        self.completed = ""
        self.guesses = Guesses(searcher)

    def found(self, *, with_facets: bool) -> Found:
        demanded = filters(self.query)
        for stage in Stage:
            clauses = self.clauses(stage)
            self.completed = clauses.completing.text if clauses.completing else ""
            asked = self.asked(clauses)
            if asked is None:
                continue
            records, total, page = self.page(filtered(asked, demanded))
            # Choices that leave nothing are the visitor's own; only words that find nothing anywhere reach further.
            if total or (demanded and _count(self.searcher.search(asked, 1))):
                return Found(
                    records=records,
                    total=total,
                    page=page,
                    facets=counted(self.searcher, asked, demanded, self.query) if with_facets else _no_facets(),
                    did_you_mean=self.better_spelling() if total < FEW_HITS or stage is not Stage.EXACT else "",
                    stage=stage,
                )
        return Found(did_you_mean=self.better_spelling())

    def asked(self, clauses: Clauses) -> Query | None:
        """What the words ask for; without words, every record there is."""
        if self.query.words.strip():
            return None if self.node is None else clauses.whole(self.node)
        return Query.term_query(schema(), "kind", "record")

    def clauses(self, stage: Stage) -> Clauses:
        last = self.wanted[-1] if self.wanted else None
        return Clauses(
            schema(),
            self.searcher,
            stage,
            completing=last if self.typing or stage is Stage.SPELLING else None,
            respell=self.guesses.words_for,
        )

    def page(self, within: Query) -> tuple[tuple[FoundRecord, ...], int, int]:
        order, direction = _SORTED_BY.get(self.query.order, (None, Order.Desc))
        page = min(self.query.page, max(1, DEEPEST_HIT // self.page_size))
        while True:
            result = self.searcher.search(
                within,
                self.page_size,
                offset=(page - 1) * self.page_size,
                order_by_field=order,
                order=direction,
                weight_by_field=None if order else "weight",
            )
            total = _count(result)
            last = max(1, -(-total // self.page_size))
            if page <= last:
                break
            page = last
        records = tuple(self.record(address, score) for score, address in result.hits)
        return records, total, page

    def record(self, address: tantivy.DocAddress, score: object) -> FoundRecord:
        document = IndexDocument.from_json(str(self.searcher.doc(address).get_first("source")))
        mended = [one for word in self.wanted for spoken in words(word.text) for one in self.mended(spoken)]
        told = float(score) if isinstance(score, int | float) else 0.0
        return FoundRecord(document, told, reasons(self.node, document, mended, self.completed))

    def mended(self, spoken: str) -> tuple[str, ...]:
        """What the search made of a word, if it came to that: similar words, else its two halves."""
        if not self.guesses.known:
            return ()
        return self.guesses.words_for(spoken) or split_word(self.searcher, spoken) or ()

    def better_spelling(self) -> str:
        """The typed text with its rare or unknown words replaced by much commoner similar ones, or ""."""
        better = self.query.words
        for word in self.wanted:
            spoken = words(word.text)
            if len(spoken) == 1 and (meant := self.meant(spoken[0])):
                better = _replaced(word.text, meant, better)
        return better if better != self.query.words else ""

    def meant(self, spoken: str) -> str:
        clauses = self.clauses(Stage.EXACT)
        common = clauses.commonness(spoken)
        if common >= FEW_HITS:
            return ""
        for each in self.guesses.similar(spoken):
            if each.records >= max(1, common * MUCH_COMMONER):
                return each.word
        halves = None if common else split_word(self.searcher, spoken)
        return " ".join(halves) if halves else ""


def _replaced(word: str, meant: str, text: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _old: meant, text, count=1)


def _count(result: Any) -> int:
    """How many records match; the engine's own type descriptions leave the attribute out."""
    return int(result.count or 0)
