"""Facets: how many of the hits are books, in Finnish, in Sandviken, in now.

A facet's counts ignore its own choices, so that one can see what another choice would give; they respect the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import tantivy
from tantivy import FieldType, Occur, Query

from .query import FACETS, CatalogueQuery
from .schema import FACET_FIELDS, schema

MOST_VALUES = 100  # shown of one facet; there are about 70 libraries


@dataclass(frozen=True)
class FacetValue:
    value: str
    count: int
    is_chosen: bool


def filters(query: CatalogueQuery) -> dict[str, Query]:
    """What each choice demands, by facet; the years count as one under "years"."""
    demanded = {
        facet: Query.term_set_query(schema(), FACET_FIELDS[facet], list(chosen))
        for facet in FACETS
        if (chosen := getattr(query, facet))
    }
    if query.year_from is not None or query.year_to is not None:
        demanded["years"] = Query.range_query(schema(), "year", FieldType.Integer, query.year_from, query.year_to)
    return demanded


def filtered(asked: Query, demanded: Mapping[str, Query], *, besides: str = "") -> Query:
    """`asked` within what is demanded, except by the facet `besides`. Filters add nothing to the score."""
    parts = [Query.const_score_query(each, 0.0) for facet, each in demanded.items() if facet != besides]
    if not parts:
        return asked
    return Query.boolean_query([(Occur.Must, asked), *((Occur.Must, part) for part in parts)])


def counted(
    searcher: tantivy.Searcher, asked: Query, demanded: Mapping[str, Query], query: CatalogueQuery
) -> dict[str, tuple[FacetValue, ...]]:
    """Return every facet's values, most common first; a chosen value is there even with no hits."""
    free = [facet for facet in FACETS if facet not in demanded]
    buckets = _aggregated(searcher, filtered(asked, demanded), free)
    for facet in FACETS:
        if facet in demanded:
            buckets |= _aggregated(searcher, filtered(asked, demanded, besides=facet), [facet])
    return {facet: _values(buckets[facet], getattr(query, facet)) for facet in FACETS}


def _aggregated(searcher: tantivy.Searcher, within: Query, facets: list[str]) -> dict[str, dict[str, int]]:
    if not facets:
        return {}
    wanted: dict[str, Any] = {facet: {"terms": {"field": FACET_FIELDS[facet], "size": MOST_VALUES}} for facet in facets}
    answer = searcher.aggregate(within, wanted)
    return {facet: {str(each["key"]): int(each["doc_count"]) for each in answer[facet]["buckets"]} for facet in facets}


def _values(counts: Mapping[str, int], chosen: tuple[str, ...]) -> tuple[FacetValue, ...]:
    known = {**dict.fromkeys(chosen, 0), **counts}
    ordered = sorted(known.items(), key=lambda each: (-each[1], each[0]))
    return tuple(FacetValue(value, count, value in chosen) for value, count in ordered)
