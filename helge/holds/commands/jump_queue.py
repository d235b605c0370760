"""Move a hold to the front. Needs permission and a reason, and shows in a list for all heads."""

from django.db import transaction

from helge.consortium.occasion import Occasion
from helge.holds.locking import HoldRefused, locked_active_hold, refuse_unless_waiting
from helge.holds.models import Hold
from helge.holds.wording import refusal
from helge.journal.commands.record import record


@transaction.atomic
def jump_queue(hold_id: int, reason: str, *, occasion: Occasion) -> Hold:
    """Serve this hold before all that wait, after those that jumped earlier. Copies under way are not turned.

    Raises HoldRefused with `may_not_jump`, `jump_needs_a_reason`, `hold_ended` or `already_under_way`.
    """
    refusals = []
    if "jump_queue" not in occasion.permissions:
        refusals.append(refusal("may_not_jump"))
    if not reason.strip():
        refusals.append(refusal("jump_needs_a_reason", field="reason"))
    if refusals:
        raise HoldRefused(refusals)
    hold = locked_active_hold(hold_id)
    refuse_unless_waiting(hold)
    hold.jumped_at, hold.jumped_by_id, hold.jump_reason = occasion.at, occasion.staff_id, reason.strip()[:200]
    hold.save(update_fields=["jumped_at", "jumped_by", "jump_reason"])
    # The reason stays with the hold: people write names in such fields, and the journal keeps none.
    record(
        "HoldJumped",
        occasion,
        patron_id=hold.patron_id,
        record_id=hold.record_id,
        work_id=hold.work_id,
        hold_id=hold.pk,
    )
    return hold
