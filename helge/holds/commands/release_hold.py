"""Send a captured hold back to the queue, to the place it always had: its copy is not to be had."""

from django.db import transaction

from helge.consortium.occasion import Occasion
from helge.foundation.statements import write
from helge.holds.locking import locked_active_hold
from helge.holds.models import CAPTURED, Hold
from helge.holds.sql import RELEASE_HOLD
from helge.inventory.sql import DROP_HOLD_OF_ITEM
from helge.journal.sql import event_params, record_event


@transaction.atomic
def release_hold(hold_id: int, *, occasion: Occasion, reason: str = "") -> bool:
    """Let go of the copy; False when the hold had none. The place in the queue is untouched.

    Raises HoldRefused with `no_such_hold` or `hold_ended`.
    """
    hold = locked_active_hold(hold_id)
    if hold.state not in CAPTURED:
        return False
    let_go(hold, occasion, reason)
    return True


def let_go(hold: Hold, occasion: Occasion, reason: str) -> None:
    """Release a locked, captured hold."""
    write(
        [RELEASE_HOLD, DROP_HOLD_OF_ITEM, record_event()],
        "(SELECT id FROM new_event) AS event_id",
        {
            "release_hold_id": hold.pk,
            "drop_item_id": hold.captured_item_id,
            **event_params(
                "HoldReleased",
                occasion,
                item_id=hold.captured_item_id,
                record_id=hold.record_id,
                work_id=hold.work_id,
                hold_id=hold.pk,
                patron_id=hold.patron_id,
                why={"was": hold.state, "reason": reason},
            ),
        },
    )
