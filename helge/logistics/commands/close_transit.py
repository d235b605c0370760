"""Close a journey: the item was scanned, given up, or never left."""

from django.db.models import Value
from django.db.models.functions import Greatest

from helge.consortium.occasion import Occasion
from helge.logistics.models import Transit


def close_transit(transit_id: int, closed_as: str, *, occasion: Occasion) -> bool:
    """Close an open journey as `closed_as` (see `Transit`); False when it was closed already.

    The item's queue is locked by the caller, who also moves the item.
    """
    closed = Transit.objects.filter(pk=transit_id, closed_at__isnull=True).update(
        closed_at=Greatest(Value(occasion.at), "opened_at"),
        closed_library_id=occasion.library.id if occasion.library else None,
        closed_as=closed_as,
    )
    return bool(closed)
