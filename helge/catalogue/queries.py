"""The read-only questions about records that other rooms and the doors may ask."""

from collections.abc import Iterable

from django.db.models import F

from helge.catalogue.marc import Fields, from_json
from helge.catalogue.models import BibRecord, Redirect
from helge.catalogue.rules.people import Person, people_of


def find_record(record_id: int) -> BibRecord | None:
    """The record with this number, or the one its old number leads to; None when there never was one.

    Compare the answer's `pk`: when it differs, the address has moved.
    """
    found = BibRecord.objects.filter(pk=record_id).first()
    if found is None:
        redirect = Redirect.objects.select_related("record").filter(old_id=record_id).first()
        found = redirect.record if redirect else None
    return found


def records_of_work(work_id: int) -> list[BibRecord]:
    """Every edition of a work that the public may see, the newest first."""
    return list(
        BibRecord.objects.filter(work_id=work_id, is_suppressed=False)
        .defer("marc")
        .order_by(F("year").desc(nulls_last=True), "title_sort", "pk")
    )


def people_with_roles(record: BibRecord) -> tuple[Person, ...]:
    """Who made it, with MARC relator codes, from the record's MARC."""
    return people_of(Fields(from_json(record.marc)))


def titles_of(record_ids: Iterable[int]) -> dict[int, str]:
    """Titles by record number, for lists that name many."""
    return dict(BibRecord.objects.filter(pk__in=list(record_ids)).values_list("pk", "title"))
