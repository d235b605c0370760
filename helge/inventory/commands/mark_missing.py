"""Say that an item is not where it should be."""

from django.db import transaction

from helge.consortium.occasion import Occasion
from helge.inventory.commands.move import lock_item, move_item
from helge.inventory.commands.refusing import ItemRefused, not_at_rest
from helge.inventory.models import Item, PlaceKind
from helge.journal.commands.record import record


@transaction.atomic
def mark_missing(item_id: int, *, occasion: Occasion) -> Item:
    """The item is missing where it was last seen, until somebody scans it. Missing already: nothing happens.

    Raises ItemRefused while it is lent, stands ready for somebody, travels or is withdrawn.
    """
    item = lock_item(item_id)
    if item.whereabouts.place == PlaceKind.MISSING:
        return item
    if refusals := not_at_rest(item.whereabouts):
        raise ItemRefused(refusals)
    event = record(
        "ItemMarkedMissing", occasion, item_id=item_id, record_id=item.record_id, work_id=item.record.work_id
    )
    move_item(item_id, PlaceKind.MISSING, item.whereabouts.library_id, event=event)
    item.whereabouts.refresh_from_db()
    return item
