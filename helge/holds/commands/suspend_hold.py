"""Pause a hold, or all of a patron's, and take the pause away; the place in the queue is kept (requirement 63)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from helge.consortium.occasion import Occasion
from helge.holds.commands.withdraw_slips import withdraw_slips_of_hold
from helge.holds.locking import HoldRefused, locked_active_hold, refuse_unless_waiting
from helge.holds.models import ACTIVE, Hold, HoldState
from helge.holds.wording import refusal
from helge.journal.commands.record import record


@dataclass(frozen=True)
class AllAnswered:
    """How many holds were changed, and how many could not be: on their way, ready to fetch, or ended meanwhile."""

    changed: int
    left: int


@transaction.atomic
def suspend_hold(hold_id: int, from_date: date, until_date: date | None, *, occasion: Occasion) -> Hold:
    """Let no copy be fetched for the hold from `from_date` to `until_date` (both included; None: till resumed).

    Raises HoldRefused with `hold_ended`, `already_under_way` or `pause_ends_before_start`.
    """
    hold = locked_active_hold(hold_id)
    refuse_unless_waiting(hold)
    from_date = _first_day(from_date, until_date, occasion)
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


def suspend_all(patron_id: int, from_date: date, until_date: date | None, *, occasion: Occasion) -> AllAnswered:
    """Pause every hold of the patron that still waits; each keeps its place.

    Each hold is a transaction of its own: what was paused stays paused. Raises HoldRefused with
    `pause_ends_before_start`, and then nothing was changed.
    """
    _first_day(from_date, until_date, occasion)
    waiting = Hold.objects.filter(patron_id=patron_id, state=HoldState.WAITING).order_by("placed_at", "pk")
    changed = 0
    for hold_id in list(waiting.values_list("pk", flat=True)):
        try:
            suspend_hold(hold_id, from_date, until_date, occasion=occasion)
        except HoldRefused:
            continue
        changed += 1
    return AllAnswered(changed, Hold.objects.filter(patron_id=patron_id, state__in=ACTIVE).count() - changed)


def resume_all(patron_id: int, *, occasion: Occasion) -> AllAnswered:
    """Take the pause away from every paused hold of the patron, each in a transaction of its own."""
    paused = Hold.objects.filter(patron_id=patron_id, state=HoldState.WAITING, suspended_from__isnull=False)
    changed = left = 0
    for hold_id in list(paused.order_by("placed_at", "pk").values_list("pk", flat=True)):
        try:
            resume_hold(hold_id, occasion=occasion)
        except HoldRefused:
            left += 1
            continue
        changed += 1
    return AllAnswered(changed, left)


def _first_day(from_date: date, until_date: date | None, occasion: Occasion) -> date:
    """The day the pause begins, today at the earliest. Raises HoldRefused when it would end before that."""
    from_date = max(from_date, occasion.today)
    if until_date is not None and until_date < from_date:
        raise HoldRefused([refusal("pause_ends_before_start", field="until")])
    return from_date


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
