"""Put an item aside: damaged, a part missing, wanted by a colleague."""

from django.db import transaction
from django.utils.translation import gettext as _

from helge.consortium.occasion import Occasion
from helge.foundation.refusals import Refusal
from helge.inventory.commands.move import lock_item, move_item
from helge.inventory.commands.refusing import ItemRefused, not_at_rest
from helge.inventory.models import AttentionReason, Item, PlaceKind
from helge.journal.commands.record import record


@transaction.atomic
def mark_attention(item_id: int, reason: str, *, occasion: Occasion) -> Item:
    """The item waits for somebody to see to it, at the library of the occasion. `reason` is an `AttentionReason`.

    Raises ItemRefused while it is lent, stands ready for somebody, travels or is withdrawn.
    """
    item = lock_item(item_id)
    refusals = not_at_rest(item.whereabouts)
    if reason not in AttentionReason.values:
        refusals.append(Refusal("no_such_reason", _("Orsaken finns inte."), field="reason"))
    if refusals:
        raise ItemRefused(refusals)
    event = record(
        "ItemAttention",
        occasion,
        item_id=item_id,
        record_id=item.record_id,
        work_id=item.record.work_id,
        why={"reason": reason},
    )
    move_item(item_id, PlaceKind.ATTENTION, occasion.place.id, event=event, attention=reason)
    item.whereabouts.refresh_from_db()
    return item
