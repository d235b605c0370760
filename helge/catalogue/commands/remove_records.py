"""Take records out again that never should have come in: nobody has touched them, so nothing is lost."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import ProtectedError

from helge.catalogue.models import BibRecord, RecordVersion, Work
from helge.journal.models import Event


@transaction.atomic
def remove_untouched_records(record_ids: Collection[int]) -> set[int]:
    """Delete the records that nobody has edited, reserved or put items on; returns the ids of those that stay.

    Their works go with them when nothing else is left of them. The caller records the event.
    """
    ids = set(record_ids)
    works = set(BibRecord.objects.filter(pk__in=ids).values_list("work_id", flat=True))
    list(Work.objects.select_for_update().filter(pk__in=works).order_by("pk"))
    untouched = set(BibRecord.objects.filter(pk__in=ids).values_list("pk", flat=True))
    untouched -= set(RecordVersion.objects.filter(record_id__in=ids).values_list("record_id", flat=True))
    untouched -= set(Event.objects.filter(record_id__in=ids, item_id__isnull=True).values_list("record_id", flat=True))
    gone = _delete_records(untouched)
    for work in Work.objects.filter(pk__in=works, records__isnull=True):
        try:
            with transaction.atomic():
                work.delete()
        except ProtectedError:
            continue  # an ended hold remembers it
    return set(BibRecord.objects.filter(pk__in=ids - gone).values_list("pk", flat=True))


def _delete_records(ids: set[int]) -> set[int]:
    """Delete all at once; when something of a higher room holds on to one, one by one."""
    try:
        with transaction.atomic():
            BibRecord.objects.filter(pk__in=ids).delete()
        return ids
    except ProtectedError:
        if len(ids) == 1:
            return set()
        return set().union(*(_delete_records({each}) for each in ids))
