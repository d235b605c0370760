"""What completes a beginning while somebody types: titles, people, subjects and series that the catalogue has."""

from dataclasses import dataclass

import tantivy

from .analysis import words
from .schema import BETWEEN

SHORTEST_BEGINNING = 3  # letters; with two, too much of a large catalogue must be read (about 40 ms in 100,000 records)
_KINDS = {"t": "title", "p": "person", "s": "subject", "r": "series"}
_TURNS = "tptpstprst"  # titles and people first, but always room for the others


@dataclass(frozen=True)
class Suggestion:
    """`kind` is title, person, subject or series; `text` is shown and searched for; `records` have it."""

    kind: str
    text: str
    records: int


def suggest(searcher: tantivy.Searcher, beginning: str, *, limit: int = 8) -> list[Suggestion]:
    """Return what `beginning` may become, each text once. Nothing for fewer than three letters."""
    typed = " ".join(words(beginning))
    if len(typed) < SHORTEST_BEGINNING:
        return []
    if beginning[-1:].isspace():
        typed += " "  # "pippi " wants more words, not pippin
    queues = {kind: _of_kind(searcher, kind, typed, limit) for kind in _KINDS}
    found: dict[str, Suggestion] = {}
    for kind in _TURNS * limit:
        if len(found) >= limit or not any(queues.values()):
            break
        if queues[kind]:
            next_one = queues[kind].pop(0)
            found.setdefault(next_one.text.casefold(), next_one)
    return sorted(found.values(), key=lambda each: list(_KINDS.values()).index(each.kind))


def _of_kind(searcher: tantivy.Searcher, kind: str, typed: str, limit: int) -> list[Suggestion]:
    counts: dict[str, int] = {}
    # One text has several keys (from each of its words), so more than the limit must be read.
    for term, records in searcher.terms_with_prefix("suggestion", f"{kind}:{typed}", limit=limit * 3):
        text = term.partition(BETWEEN)[2]
        counts[text] = max(records, counts.get(text, 0))
    return [Suggestion(_KINDS[kind], text, records) for text, records in list(counts.items())[:limit]]
