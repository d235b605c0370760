"""No copy is left for a hold: the pickup library buys one or borrows it from another library (requirement 60).

The third answer, to take the hold away and tell the patron, reaches the messages too and stands on a higher floor
(notices.commands.cancel_and_tell).
"""

from django.db import transaction

from helge.consortium.occasion import Occasion
from helge.holds.locking import HoldRefused, locked_active_hold, refuse_unless_waiting
from helge.holds.models import Hold, Outlook
from helge.holds.queries import without_copy
from helge.holds.wording import refusal
from helge.journal.commands.record import record


@transaction.atomic
def answer_hopeless(hold_id: int, answer: str, *, occasion: Occasion) -> Hold:
    """Note what is done for the one who waits; the hold keeps its place in the queue.

    `answer` is an `Outlook`; a later answer replaces an earlier one. Raises HoldRefused with `no_such_answer`,
    `no_such_hold`, `hold_ended`, `already_under_way` or `a_copy_has_come`.
    """
    if answer not in Outlook.values:
        raise HoldRefused([refusal("no_such_answer")])
    hold = locked_hopeless_hold(hold_id)
    hold.outlook, hold.outlook_at, hold.outlook_by_id = answer, occasion.at, occasion.staff_id
    hold.save(update_fields=["outlook", "outlook_at", "outlook_by"])
    record(
        "HopelessHoldAnswered",
        occasion,
        patron_id=hold.patron_id,
        record_id=hold.record_id,
        work_id=hold.work_id,
        hold_id=hold.pk,
        why={"answer": answer},
    )
    return hold


def locked_hopeless_hold(hold_id: int) -> Hold:
    """The hold with its queue locked. Refused when a copy has turned up since the list was read."""
    hold = locked_active_hold(hold_id)
    refuse_unless_waiting(hold)
    if not without_copy([hold]):
        raise HoldRefused([refusal("a_copy_has_come")])
    return hold
