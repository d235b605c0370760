"""Similar words that the catalogue really has: pipi is Pippi, astird is Astrid.

The engine finds records with a similar word but does not say which word it was, so the words of the most wanted of
those records are compared here.
"""

from collections import Counter
from dataclasses import dataclass

import tantivy
from tantivy import Query

from .analysis import other_writings, plain_letters, words
from .document import IndexDocument
from .schema import schema, spelt_texts

SAMPLE = 120  # records whose words are compared
MOST_SIMILAR = 4
SHORTEST_MENDED = 4  # letters; shorter words are similar to everything
LONG_WORD = 9  # letters; from here two errors are forgiven
SHORTEST_HALF = 3
MOST_GUESSED = 6  # words of one search; a pasted page of unknown words must not cost a second


@dataclass(frozen=True)
class Similar:
    word: str
    distance: int
    records: int


class Guesses:
    """What the words of one search may have been meant to be. Looks each word up once, and only a few of them."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self.searcher = searcher
        self.known: dict[str, list[Similar]] = {}

    def similar(self, word: str) -> list[Similar]:
        if word not in self.known:
            if len(self.known) >= MOST_GUESSED:
                return []
            self.known[word] = similar_words(self.searcher, word)
        return self.known[word]

    def words_for(self, word: str) -> tuple[str, ...]:
        return tuple(each.word for each in self.similar(word))


def similar_words(searcher: tantivy.Searcher, word: str) -> list[Similar]:
    """Return known words like `word`, the nearest and commonest first; the word itself is not among them."""
    forgiven = errors_forgiven(word)
    if not forgiven:
        return []
    plain = plain_letters(word)
    query = Query.fuzzy_term_query(schema(), "vocabulary", plain, distance=forgiven)
    hits = searcher.search(query, SAMPLE, count=False, weight_by_field="weight").hits
    seen: Counter[str] = Counter()
    for _score, address in hits:
        document = IndexDocument.from_json(str(searcher.doc(address).get_first("source")))
        seen.update({each for text in spelt_texts(document) for each in (*words(text), *other_writings(text))})
    near = [
        Similar(each, distance, searcher.doc_freq("vocabulary", each))
        for each in seen
        if each != word and (distance := errors_between(plain, plain_letters(each), forgiven)) <= forgiven
    ]
    return sorted(near, key=lambda each: (each.distance, -each.records, each.word))[:MOST_SIMILAR]


def split_word(searcher: tantivy.Searcher, word: str) -> tuple[str, str] | None:
    """Return the two known words that `word` is made of ("pippilångstrump"), or None; the commonest pair wins."""
    pairs = [(word[:place], word[place:]) for place in range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1)]
    known = [
        (min(searcher.doc_freq("vocabulary", first), searcher.doc_freq("vocabulary", second)), (first, second))
        for first, second in pairs
    ]
    commonest, pair = max(known, default=(0, ("", "")))
    return pair if commonest else None


def errors_forgiven(word: str) -> int:
    """How many wrong, missing, extra or swapped letters a word of this length may have. Numbers are as typed."""
    if len(word) < SHORTEST_MENDED or any(sign.isdigit() for sign in word):
        return 0
    return 2 if len(word) >= LONG_WORD else 1


def errors_between(one: str, other: str, most: int) -> int:
    """Return the number of wrong, missing, extra or swapped letters between two words, or `most` + 1 when more.

    Optimal string alignment: two letters that changed places are one error.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        earlier, before, row = before, row, [place]
        for there, another in enumerate(other, 1):
            least = min(before[there] + 1, row[-1] + 1, before[there - 1] + (letter != another))
            if place > 1 < there and letter == other[there - 2] and one[place - 2] == another:
                least = min(least, earlier[there - 2] + 1)
            row.append(least)
        if min(row) > most:
            return most + 1
    return row[-1]
