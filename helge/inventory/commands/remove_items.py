"""Take items out again that never should have come in: nobody has touched them, so nothing is lost."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import ProtectedError

from helge.inventory.models import Item, Whereabouts
from helge.journal.models import Event


@transaction.atomic
def remove_untouched_items(item_ids: Collection[int], *, event_ids: Collection[int]) -> set[int]:
    """Delete the items that only the events `event_ids` have to do with; returns the ids of those that stay.

    An item stays when it was scanned, edited, lent or asked for. The caller records the event.
    """
    ids = set(item_ids)
    # Locked, so that a scan at this moment waits and then finds no item, or comes first and is seen here.
    locked = Whereabouts.objects.select_for_update().filter(item_id__in=ids).order_by("item_id")
    still = {where.item_id for where in locked if where.event_id in set(event_ids)}
    still -= set(Event.objects.filter(item_id__in=still).exclude(pk__in=event_ids).values_list("item_id", flat=True))
    gone = _delete(still)
    return set(Item.objects.filter(pk__in=ids - gone).values_list("pk", flat=True))


def _delete(ids: set[int]) -> set[int]:
    """Delete all at once; when something of a higher room holds on to one, one by one."""
    try:
        with transaction.atomic():
            Item.objects.filter(pk__in=ids).delete()
        return ids
    except ProtectedError:
        if len(ids) == 1:
            return set()
        return set().union(*(_delete({each}) for each in ids))
