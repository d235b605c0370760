"""Take a hold away; also the one way in which every hold ends unserved."""

from dataclasses import dataclass

from django.db import transaction

from helge.consortium.occasion import Occasion
from helge.foundation.statements import write
from helge.holds.locking import locked_active_hold
from helge.holds.models import Hold, HoldState
from helge.inventory.sql import DROP_HOLD_OF_ITEM
from helge.journal.sql import FORGET_HOLD, event_params, record_event

END_HOLD = """
    ended_hold AS (
        UPDATE holds_hold SET state = %(end_state)s, patron_id = NULL, captured_item_id = NULL, ended_at = %(end_at)s
        WHERE id = %(end_hold_id)s
    ), ended_slips AS (
        UPDATE holds_pullslip SET state = 'withdrawn', answered_at = %(end_at)s
        WHERE hold_id = %(end_hold_id)s AND state IN ('open', 'claimed')
    )"""


@dataclass(frozen=True)
class HoldEnded:
    """What the desk shows: the copy that now waits to be scanned, and whether somebody else is next."""

    hold_id: int
    item_id: int | None
    others_waiting: int


@transaction.atomic
def cancel_hold(hold_id: int, *, occasion: Occasion) -> HoldEnded:
    """Take the hold away and forget its patron. A captured copy stays where it is until it is scanned.

    Raises HoldRefused with `no_such_hold` or `hold_ended`.
    """
    return end_hold(locked_active_hold(hold_id), HoldState.CANCELLED, "HoldCancelled", occasion)


def end_hold(hold: Hold, state: HoldState, event: str, occasion: Occasion) -> HoldEnded:
    """End a locked, active hold. Only a scan moves the copy, so it lands on the "clear the hold shelf" list."""
    pieces = [END_HOLD, record_event(), FORGET_HOLD]
    params = {
        "end_hold_id": hold.pk,
        "end_state": state.value,
        "end_at": occasion.at,
        "forget_hold_id": hold.pk,
        **event_params(
            event,
            occasion,
            item_id=hold.captured_item_id,
            record_id=hold.record_id,
            work_id=hold.work_id,
            hold_id=hold.pk,
            why={"was": hold.state},
        ),
    }
    if hold.captured_item_id is not None:
        pieces.append(DROP_HOLD_OF_ITEM)
        params["drop_item_id"] = hold.captured_item_id
    write(pieces, "(SELECT id FROM new_event) AS event_id", params)
    others = Hold.objects.filter(record_id=hold.record_id, state=HoldState.WAITING).exclude(pk=hold.pk).count()
    return HoldEnded(hold.pk, hold.captured_item_id, others)
