"""What the doors ask: a page of hits with live availability, and what completes a beginning.

Words that were searched for are never stored and never logged.
"""

import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from .document import IndexDocument
from .engine import IndexMissing, IndexReader
from .facets import FacetValue
from .finding import FoundRecord, find
from .gathering import Availability, availability_now
from .labels import decade_label, facet_label, value_labels
from .query import FACETS, CatalogueQuery, address_key
from .suggestions import Suggestion
from .suggestions import suggest as suggest_in

SHOWN_OF_A_FACET = 60


@dataclass(frozen=True)
class Hit:
    """A title as the index knows it, with its copies as they are now. `why` is one line, or ""."""

    document: IndexDocument
    now: Availability
    why: str

    @property
    def record_id(self) -> int:
        return self.document.record_id


@dataclass(frozen=True)
class FacetChoice:
    """`url` is the query string with the choice made or taken back."""

    value: str
    label: str
    count: int
    is_chosen: bool
    url: str


@dataclass(frozen=True)
class Facet:
    """`key` is its name in addresses and forms."""

    name: str
    key: str
    label: str
    choices: tuple[FacetChoice, ...]

    @property
    def chosen(self) -> tuple[FacetChoice, ...]:
        return tuple(choice for choice in self.choices if choice.is_chosen)


@dataclass(frozen=True)
class SearchPage:
    """One page of an answer.

    `stage` is "exact", "without_kind" (without words such as "bok"), "spelling" (words spelt nearly so) or "most_words"
    (all words but one): the screen says so.
    `is_ready` is False while the index is being built for the first time.
    """

    query: CatalogueQuery
    hits: tuple[Hit, ...] = ()
    total: int = 0
    page: int = 1
    page_size: int = 20
    facets: tuple[Facet, ...] = ()
    did_you_mean: str = ""
    stage: str = "exact"
    took_ms: float = 0.0
    is_ready: bool = True

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.page_size))

    @property
    def first(self) -> int:
        """The number of the first hit on the page, from 1; 0 when there is none."""
        return (self.page - 1) * self.page_size + 1 if self.hits else 0

    @property
    def last(self) -> int:
        return self.first + len(self.hits) - 1 if self.hits else 0

    @property
    def chosen(self) -> tuple[FacetChoice, ...]:
        """Everything chosen in the facets, for the row of choices that can be taken back."""
        return tuple(choice for facet in self.facets for choice in facet.chosen)

    @property
    def did_you_mean_url(self) -> str:
        return self.query.with_words(self.did_you_mean).to_url()


def search(query: CatalogueQuery, *, page_size: int = 20, typing: bool = False, facets: bool = True) -> SearchPage:
    """Return the page of titles that `query` asks for, with every shown title's availability read from the database.

    `typing` completes the last word, for answers shown while somebody writes. Never raises for what people type.
    """
    started = time.perf_counter()
    try:
        searcher = _reader().searcher()
    except IndexMissing:
        return SearchPage(query, page_size=page_size, is_ready=False)
    found = find(searcher, query, page_size=page_size, typing=typing, facets=facets)
    return SearchPage(
        query=query,
        hits=with_availability(found.records),
        total=found.total,
        page=found.page,
        page_size=page_size,
        facets=tuple(_facet(name, found.facets[name], query) for name in FACETS) if facets else (),
        did_you_mean=found.did_you_mean,
        stage=found.stage.value,
        took_ms=(time.perf_counter() - started) * 1000,
    )


def suggest(beginning: str, *, limit: int = 8) -> list[Suggestion]:
    """Return titles, people, subjects and series that `beginning` may become; none while there is no index."""
    try:
        searcher = _reader().searcher()
    except IndexMissing:
        return []
    return suggest_in(searcher, beginning, limit=limit)


def look_again() -> None:
    """Let the next search see what was committed since, without waiting out the second."""
    _reader().refresh()


def forget_readers() -> None:
    """Let go of open indexes: for stories, and before the folder is moved."""
    _reader_of.cache_clear()


def with_availability(records: tuple[FoundRecord, ...]) -> tuple[Hit, ...]:
    if not records:
        return ()
    now = availability_now([each.document.record_id for each in records])
    return tuple(
        Hit(each.document, now[each.document.record_id], " · ".join(reason.line() for reason in each.why))
        for each in records
    )


def _reader() -> IndexReader:
    return _reader_of(Path(settings.SEARCH_INDEX))


@cache
def _reader_of(root: Path) -> IndexReader:
    """One reader per process and folder."""
    return IndexReader(root)


def _facet(name: str, values: tuple[FacetValue, ...], query: CatalogueQuery) -> Facet:
    labels = value_labels(name)
    shown = values if name != "decade" else tuple(sorted(values, key=lambda each: each.value, reverse=True))
    return Facet(
        name=name,
        key=address_key(name),
        label=facet_label(name),
        choices=tuple(
            FacetChoice(
                value=each.value,
                label=decade_label(each.value) if name == "decade" else labels.get(each.value, each.value),
                count=each.count,
                is_chosen=each.is_chosen,
                url=query.toggled(name, each.value).to_url(),
            )
            for each in shown[:SHOWN_OF_A_FACET]
        ),
    )
