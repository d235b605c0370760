"""Somebody has seen to the item: it may be lent again."""

from django.db import transaction
from django.utils.translation import gettext as _

from helge.consortium.occasion import Occasion
from helge.foundation.refusals import Refusal
from helge.inventory.commands.move import lock_item, move_item, shelve
from helge.inventory.commands.refusing import ItemRefused
from helge.inventory.models import AttentionReason, Item, PlaceKind
from helge.journal.commands.record import record


@transaction.atomic
def clear_attention(item_id: int, *, occasion: Occasion) -> Item:
    """The item is back on a shelf of the library where it is; the next scan sends it on if it belongs elsewhere.

    An item registered in haste counts as mended; one that was withdrawn before it turned up stays withdrawn. Raises
    ItemRefused without `clear_attention`, or when the item does not wait for attention.
    """
    item = lock_item(item_id)
    was = item.whereabouts
    refusals = []
    if "clear_attention" not in occasion.permissions:
        refusals.append(Refusal("may_not_clear_attention", _("Du har inte behörighet att kvittera åtgärder.")))
    if was.place != PlaceKind.ATTENTION:
        refusals.append(Refusal("not_in_attention", _("Exemplaret väntar inte på någon åtgärd.")))
    if refusals:
        raise ItemRefused(refusals)
    if was.attention_reason == AttentionReason.QUICK_ADD and item.is_quick_add:
        item.is_quick_add = False
        item.save(update_fields=["is_quick_add"])
    event = record(
        "ItemAttention",
        occasion,
        item_id=item_id,
        record_id=item.record_id,
        work_id=item.record.work_id,
        why={"cleared": was.attention_reason},
    )
    if item.withdrawn_at is not None:
        move_item(item_id, PlaceKind.WITHDRAWN, was.library_id, event=event)
    else:
        shelve(item, was.library_id, event=event)
    was.refresh_from_db()
    return item
