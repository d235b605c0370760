"""Pause a hold and take the pause away; the place in the queue is kept all the while (requirement 63)."""

from datetime import date

from django.db import transaction

from helge.consortium.occasion import Occasion
from helge.holds.commands.withdraw_slips import withdraw_slips_of_hold
from helge.holds.locking import HoldRefused, locked_active_hold, refuse_unless_waiting
from helge.holds.models import Hold
from helge.holds.wording import refusal
from helge.journal.commands.record import record


@transaction.atomic
def suspend_hold(hold_id: int, from_date: date, until_date: date | None, *, occasion: Occasion) -> Hold:
    """Let no copy be fetched for the hold from `from_date` to `until_date` (both included; None: till resumed).

    Raises HoldRefused with `hold_ended`, `already_under_way` or `pause_ends_before_start`.
    """
    hold = locked_active_hold(hold_id)
    refuse_unless_waiting(hold)
    from_date = max(from_date, occasion.today)
    if until_date is not None and until_date < from_date:
        raise HoldRefused([refusal("pause_ends_before_start", field="until")])
    hold.suspended_from, hold.suspended_until = from_date, until_date
    hold.save(update_fields=["suspended_from", "suspended_until"])
    if from_date <= occasion.today:
        withdraw_slips_of_hold(hold.pk, occasion)
    why = {"from": from_date.isoformat(), "until": until_date.isoformat() if until_date else None}
    _tell("HoldSuspended", hold, occasion, why)
    return hold


@transaction.atomic
def resume_hold(hold_id: int, *, occasion: Occasion) -> Hold:
    """Take the pause away at once. Raises HoldRefused with `hold_ended`."""
    hold = locked_active_hold(hold_id)
    hold.suspended_from = hold.suspended_until = None
    hold.save(update_fields=["suspended_from", "suspended_until"])
    _tell("HoldResumed", hold, occasion, {})
    return hold


def _tell(kind: str, hold: Hold, occasion: Occasion, why: dict[str, str | None]) -> None:
    record(
        kind,
        occasion,
        patron_id=hold.patron_id,
        record_id=hold.record_id,
        work_id=hold.work_id,
        hold_id=hold.pk,
        why=why,
    )
