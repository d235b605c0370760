"""Put new MARC in place of a record's old, which is kept as a version."""

from django.db import transaction
from pymarc import Record

from helge.catalogue.marc import to_json
from helge.catalogue.models import BibRecord, RecordVersion, Work
from helge.catalogue.rules.describe import Described, describe
from helge.consortium.occasion import Occasion


def lock_record(record_id: int) -> BibRecord:
    """The record under lock, its work first as everywhere. Raises BibRecord.DoesNotExist."""
    work_id = BibRecord.objects.values_list("work_id", flat=True).get(pk=record_id)
    Work.objects.select_for_update(no_key=True).get(pk=work_id)
    return BibRecord.objects.select_for_update(no_key=True).get(pk=record_id)


@transaction.atomic
def replace_marc(
    record: BibRecord, marc: Record, *, occasion: Occasion, described: Described | None = None
) -> RecordVersion:
    """Write the MARC and its description into the locked record; returns the version that keeps the old.

    A record never leaves its work here, since a queue hangs on it; a work with this record alone follows its new title.
    The caller records the event.
    """
    told = described or describe(marc)
    version = RecordVersion.objects.create(
        record=record, marc=record.marc, replaced_at=occasion.at, staff_member_id=occasion.staff_id
    )
    record.marc = to_json(marc)
    for name, value in told.columns().items():
        setattr(record, name, value)
    record.changed_at = occasion.at
    record.save(update_fields=["marc", "changed_at", *told.columns()])
    if not BibRecord.objects.filter(work_id=record.work_id).exclude(pk=record.pk).exists():
        Work.objects.filter(pk=record.work_id).update(key=told.work_key)
    return version
