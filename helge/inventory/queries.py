"""The read-only questions about items that other rooms and the doors may ask."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from helge.catalogue.models import BibRecord
from helge.consortium import queries as consortium
from helge.foundation.codes import barcode_check
from helge.foundation.isbn import isbn13
from helge.foundation.swedish import sort_key
from helge.inventory.models import Item, LoanKind, PlaceKind, ShelfLocation

# Copies that nobody can hope for: they are not counted among what the consortium has.
GONE = (PlaceKind.WITHDRAWN, PlaceKind.LOST, PlaceKind.MISSING)


@dataclass(frozen=True)
class Copy:
    """One copy as a title page shows it.

    `library_*` is the owner; `at_library_*`, `department` and `placement` tell where it stands, or was last seen. The
    due date is the circulation's to tell, by `loan_id`.
    """

    item_id: int
    record_id: int
    barcode: str
    library_id: int
    library_code: str
    library_name: str
    municipality: str
    at_library_id: int
    at_library_name: str
    department: str
    placement: str
    shelf_mark: str
    media_type: str
    loan_kind: str
    place: str
    is_available: bool
    loan_id: int | None
    hold_id: int | None
    transit_id: int | None
    attention_reason: str
    since: datetime
    note: str


@dataclass
class Availability:
    """What the consortium has of one record, counted now."""

    libraries: set[str] = field(default_factory=set)
    available: set[str] = field(default_factory=set)
    copies: int = 0
    on_shelf: int = 0
    by_library: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def copies_of(record_ids: Collection[int]) -> dict[int, list[Copy]]:
    """Every copy that is not withdrawn, by record, in one query; by library in Swedish order and then by shelf."""
    libraries = consortium.libraries()
    turn = {library_id: place for place, library_id in enumerate(libraries)}
    found: dict[int, list[Copy]] = {record_id: [] for record_id in record_ids}
    rows = (
        Item.objects.filter(record_id__in=record_ids, withdrawn_at__isnull=True)
        .select_related("whereabouts")
        .order_by("shelf_key", "barcode")
    )
    for item in sorted(rows, key=lambda row: turn.get(row.owning_library_id, len(turn))):
        found[item.record_id].append(_copy(item, libraries))
    return found


def _copy(item: Item, libraries: dict[int, consortium.LibraryFacts]) -> Copy:
    where = item.whereabouts
    owner, there = libraries[item.owning_library_id], libraries[where.library_id]
    return Copy(
        item_id=item.pk,
        record_id=item.record_id,
        barcode=item.barcode,
        library_id=owner.id,
        library_code=owner.code,
        library_name=owner.name,
        municipality=owner.municipality,
        at_library_id=there.id,
        at_library_name=there.name,
        department=where.department or item.department,
        placement=where.placement if where.department else item.placement,
        shelf_mark=item.shelf_mark,
        media_type=item.media_type_id,
        loan_kind=item.loan_kind,
        place=where.place,
        is_available=where.place == PlaceKind.SHELF,
        loan_id=where.loan_id,
        hold_id=where.hold_id,
        transit_id=where.transit_id,
        attention_reason=where.attention_reason,
        since=where.since,
        note=item.note,
    )


def availability(record_ids: Collection[int]) -> dict[int, Availability]:
    """Owning libraries, libraries with a copy on the shelf now, and counts, by record, in one query."""
    codes = {facts.id: facts.code for facts in consortium.libraries().values()}
    found = {record_id: Availability() for record_id in record_ids}
    rows = Item.objects.filter(record_id__in=record_ids, withdrawn_at__isnull=True).exclude(whereabouts__place__in=GONE)
    columns = ("record_id", "owning_library_id", "whereabouts__place", "whereabouts__library_id", "loan_kind")
    for record_id, owner_id, place, library_id, loan_kind in rows.values_list(*columns):
        told = found[record_id]
        told.copies += 1
        told.libraries.add(codes[owner_id])
        if place == PlaceKind.SHELF:
            told.on_shelf += 1
            told.by_library[codes[library_id]] += 1
            if loan_kind != LoanKind.REFERENCE:
                told.available.add(codes[library_id])
    return found


def find_items(text: str, *, limit: int = 50) -> list[Item]:
    """Items by barcode, beginning of a barcode, ISBN, or beginning of a title; withdrawn ones last."""
    told = text.strip()
    rows = Item.objects.select_related("record", "whereabouts", "owning_library")
    exact = _by_barcode(rows, told)
    if exact:
        return exact
    number = isbn13(told)
    if number:
        # The records first: joined and sorted, the database would walk all titles in search of the number.
        records = list(BibRecord.objects.filter(isbns__contains=[number]).values_list("pk", flat=True))
        return _in_use_first([rows.filter(record_id__in=records)], limit)
    key = sort_key(told)
    if not key:
        return []
    by_title = rows.filter(record__title_sort__startswith=key)
    # Two questions, each with an index of its own: asked as one, every record would be read.
    return _in_use_first([by_title, rows.filter(barcode__startswith=told)] if told.isalnum() else [by_title], limit)


def _in_use_first(questions: Collection[QuerySet[Item]], limit: int) -> list[Item]:
    """The first items in order of title; withdrawn ones fill what room is left."""
    found: dict[int, Item] = {}
    for is_withdrawn in (False, True):
        rows = [
            item
            for question in questions
            for item in question.filter(withdrawn_at__isnull=not is_withdrawn).order_by(
                "record__title_sort", "barcode"
            )[: limit - len(found)]
        ]
        for item in sorted(rows, key=lambda item: (item.record.title_sort, item.barcode)):
            found.setdefault(item.pk, item)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _by_barcode(rows: QuerySet[Item], text: str) -> list[Item]:
    try:
        return list(rows.filter(barcode=barcode_check(text)))
    except ValueError:
        return []


def barcodes_taken(barcodes: Collection[str]) -> dict[str, int]:
    """Which of the barcodes are used already, and for which record."""
    # One parameter however many there are: an import asks for thousands at a time.
    asked = RawSQL("SELECT unnest(%s::text[])", [list(barcodes)])
    return dict(Item.objects.filter(barcode__in=asked).values_list("barcode", "record_id"))


def owners_of(record_ids: Collection[int]) -> set[tuple[int, int]]:
    """Which libraries own copies of the records that are not withdrawn, as (record id, library id)."""
    rows = Item.objects.filter(record_id__in=record_ids, withdrawn_at__isnull=True)
    return set(rows.values_list("record_id", "owning_library_id").distinct())


def departments() -> dict[int, frozenset[str]]:
    """The departments that each library has, by library id."""
    found: dict[int, set[str]] = defaultdict(set)
    for library_id, department in ShelfLocation.objects.values_list("library_id", "department"):
        found[library_id].add(department)
    return {library_id: frozenset(names) for library_id, names in found.items()}
