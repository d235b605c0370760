"""Take an item out of the flow: damaged, a part missing, wanted. It waits for a person under "kräver åtgärd"."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from helge.consortium.occasion import Occasion
from helge.foundation.refusals import Refusal, Refused
from helge.foundation.statements import write
from helge.holds.commands.release_hold import release_hold
from helge.holds.locking import lock_work
from helge.holds.queries import captured_hold
from helge.holds.sql import CLOSE_SLIPS
from helge.inventory.models import AttentionReason, Item, PlaceKind, Whereabouts
from helge.inventory.sql import move_item, move_params
from helge.journal.sql import event_params, record_event
from helge.logistics.sql import CLOSE_TRANSIT


class SetAsideRefused(Refused):
    """The item stays in the flow; `refusals` tells why."""


@transaction.atomic
def set_aside(item_id: int, reason: AttentionReason, *, occasion: Occasion) -> int:
    """Put the item in hand under attention, here; a hold it stood or travelled for goes back to its old place.

    Returns the event's id. Raises SetAsideRefused with `on_loan` (check it in first) or `withdrawn`.
    """
    item = Item.objects.select_related("record").get(pk=item_id)
    lock_work(item.record.work_id)
    place = Whereabouts.objects.select_for_update(no_key=True).get(item_id=item_id)
    if place.place == PlaceKind.ON_LOAN:
        raise SetAsideRefused([Refusal("on_loan", _("Exemplaret är utlånat. Återlämna det först."))])
    if item.withdrawn_at is not None:
        raise SetAsideRefused([Refusal("withdrawn", _("Exemplaret är gallrat."))])
    hold = captured_hold(item_id)
    if hold is not None:
        release_hold(hold.pk, occasion=occasion, reason=reason.value)
    pieces = [record_event(), move_item(), CLOSE_SLIPS]
    params: dict[str, Any] = {
        **event_params(
            "ItemAttention",
            occasion,
            item_id=item_id,
            record_id=item.record_id,
            work_id=item.record.work_id,
            why={"reason": reason.value, "was": place.place},
        ),
        **move_params(
            item_id,
            PlaceKind.ATTENTION.value,
            occasion.place.id,
            occasion.at,
            department=item.department,
            placement=item.placement,
            attention=reason.value,
        ),
        "slips_item_id": item_id,
        "slips_hold_id": None,
        "slips_at": occasion.at,
    }
    if place.transit_id is not None:
        pieces.append(CLOSE_TRANSIT)
        params |= {
            "close_transit_id": place.transit_id,
            "close_at": occasion.at,
            "close_library_id": occasion.place.id,
            "close_as": "withdrawn",
        }
    return int(write(pieces, "(SELECT id FROM new_event) AS event_id", params).event_id)
