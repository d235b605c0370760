"""Reading the database for the index: whole batches of records in two queries, however many there are."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from helge.catalogue.models import BibRecord
from helge.consortium import queries as consortium
from helge.holds.models import ACTIVE
from helge.inventory.models import PlaceKind

from .document import IndexDocument

NOT_HELD = [PlaceKind.WITHDRAWN, PlaceKind.LOST, PlaceKind.MISSING]

_PICTURED = (
    *("id", "work_id", "title", "subtitle", "responsibility", "author", "people", "subjects", "series", "year"),
    *("languages", "media_type", "audience", "is_fiction", "classification", "isbns", "publisher", "summary"),
    *("contents", "created_at", "title_sort", "author_sort"),
)


@dataclass(frozen=True)
class Availability:
    """What is true of a title at this moment.

    `libraries` own a copy or have one on the shelf, `available` have one on the shelf now; by code, sorted. `copies`
    counts what is not withdrawn, lost or missing, `in_now` those on a shelf, `holds` the active queue.
    """

    libraries: tuple[str, ...] = ()
    available: tuple[str, ...] = ()
    copies: int = 0
    in_now: int = 0
    holds: int = 0

    @property
    def is_in(self) -> bool:
        return self.in_now > 0


def documents_for(record_ids: Collection[int]) -> list[IndexDocument]:
    """Return documents of those records that the public may find; the missing ones are to leave the index."""
    rows = list(
        BibRecord.objects.filter(pk__in=record_ids, is_suppressed=False)
        .order_by("pk")
        .values_list(*_PICTURED, named=True)
    )
    if not rows:
        return []
    now = availability_now([row.id for row in rows])
    return [_document(row, now[row.id]) for row in rows]


def availability_now(record_ids: Collection[int]) -> dict[int, Availability]:
    """Return every record's copies and queue at this moment, in one query.

    Copies are counted by owner and place in the database: a large title has hundreds of copies and few places.
    """
    codes = {facts.id: facts.code for facts in consortium.libraries().values()}
    libraries: dict[int, set[str]] = defaultdict(set)
    available: dict[int, set[str]] = defaultdict(set)
    copies: Counter[int] = Counter()
    in_now: Counter[int] = Counter()
    holds: Counter[int] = Counter()
    for record_id, kind, owner_id, library_id, count in _counts(record_ids):
        if kind == "hold":
            holds[record_id] = count
            continue
        copies[record_id] += count
        libraries[record_id].add(_code(codes, owner_id))
        if kind == "in":
            in_now[record_id] += count
            available[record_id].add(_code(codes, library_id))
    return {
        record_id: Availability(
            libraries=tuple(sorted(libraries[record_id] | available[record_id])),
            available=tuple(sorted(available[record_id])),
            copies=copies[record_id],
            in_now=in_now[record_id],
            holds=holds[record_id],
        )
        for record_id in record_ids
    }


def _counts(record_ids: Collection[int]) -> list[tuple[int, str, int, int, int]]:
    """Rows of (record, "in", "out" or "hold", owner, place, count)."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT item.record_id, CASE whereabouts.place WHEN 'shelf' THEN 'in' ELSE 'out' END,
                   item.owning_library_id, whereabouts.library_id, count(*)
            FROM inventory_item item
            JOIN inventory_whereabouts whereabouts ON whereabouts.item_id = item.id
            WHERE item.record_id = ANY(%(records)s) AND item.withdrawn_at IS NULL AND whereabouts.place <> ALL(%(gone)s)
            GROUP BY 1, 2, 3, 4
            UNION ALL
            SELECT record_id, 'hold', 0, 0, count(*)
            FROM holds_hold
            WHERE record_id = ANY(%(records)s) AND state = ANY(%(active)s)
            GROUP BY 1
            """,
            {
                "records": list(record_ids),
                "gone": [place.value for place in NOT_HELD],
                "active": [state.value for state in ACTIVE],
            },
        )
        return cursor.fetchall()


def _code(codes: dict[int, str], library_id: int) -> str:
    """The library's code, also of one added since this process last looked."""
    return codes.get(library_id) or consortium.library(library_id).code


def _document(row: Any, now: Availability) -> IndexDocument:
    people = dict.fromkeys(name for name in (row.author, *row.people) if name)
    return IndexDocument(
        record_id=row.id,
        work_id=row.work_id,
        title=row.title,
        subtitle=row.subtitle,
        responsibility=row.responsibility,
        people=tuple(people),
        subjects=tuple(row.subjects),
        series=row.series,
        year=row.year,
        languages=tuple(row.languages),
        media_type=row.media_type,
        audience=row.audience,
        is_fiction=row.is_fiction,
        classification=row.classification,
        isbns=tuple(row.isbns),
        publisher=row.publisher,
        notes=" ".join(part for part in (row.summary, row.contents) if part),
        added_date=row.created_at.toordinal(),
        libraries=now.libraries,
        municipalities=_municipalities(now.libraries),
        available_libraries=now.available,
        copies=now.copies,
        holds=now.holds,
        title_sort=row.title_sort,
        author_sort=row.author_sort,
    )


def _municipalities(codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({consortium.library(code).municipality for code in codes}))
