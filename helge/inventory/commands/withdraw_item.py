"""Withdraw (gallra) an item: it leaves the stock, and its row stays for the statistics."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from helge.consortium.occasion import Occasion
from helge.foundation.refusals import Refusal, still_standing
from helge.inventory.commands.move import lock_item, move_item
from helge.inventory.commands.refusing import ItemRefused, not_at_rest, without_permission
from helge.inventory.models import Item, PlaceKind
from helge.journal.commands.record import record


@dataclass(frozen=True)
class Withdrawn:
    """What was withdrawn; `was_last_copy` tells that the consortium has no other copy of the title."""

    item_id: int
    record_id: int
    was_last_copy: bool


@transaction.atomic
def withdraw_item(
    item_id: int, reason: str, *, occasion: Occasion, override: frozenset[str] = frozenset()
) -> Withdrawn:
    """Take the item out of the stock for `reason` (a few words).

    Raises ItemRefused while it is lent, stands ready for somebody or travels, and for the last copy of the title, which
    staff may answer "withdraw anyway" to (`override={"last_copy"}`).
    """
    item = lock_item(item_id)
    is_last = not (
        Item.objects.filter(record_id=item.record_id, withdrawn_at__isnull=True)
        .exclude(pk=item_id)
        .exclude(whereabouts__place=PlaceKind.LOST)
        .exists()
    )
    refusals = without_permission("edit_item", occasion) + not_at_rest(item.whereabouts)
    if is_last:
        message = _("Det är konsortiets sista exemplar av titeln.")
        refusals.append(Refusal("last_copy", message, permission="edit_item"))
    if standing := still_standing(tuple(refusals), override, occasion.permissions):
        raise ItemRefused(standing)
    item.withdrawn_at, item.withdrawn_reason = occasion.at, reason[:60]
    item.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    event = record(
        "ItemWithdrawn",
        occasion,
        item_id=item_id,
        record_id=item.record_id,
        work_id=item.record.work_id,
        why={"reason": item.withdrawn_reason, "last_copy": is_last},
    )
    move_item(item_id, PlaceKind.WITHDRAWN, item.whereabouts.library_id, event=event)
    return Withdrawn(item_id, item.record_id, is_last)
