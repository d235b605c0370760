"""Still needed: a waiting hold gets a later last day, counted from today (requirement 64)."""

from datetime import date, timedelta

from django.db import transaction

from helge.consortium.occasion import Occasion
from helge.holds.facts import shelf_rule
from helge.holds.locking import locked_active_hold, refuse_unless_waiting
from helge.holds.models import Hold
from helge.journal.commands.record import record
from helge.policies import queries as policies


@transaction.atomic
def extend_hold(hold_id: int, *, occasion: Occasion) -> Hold:
    """Let the hold be needed for the rule's number of days from today; never a shorter time than it has.

    The place in the queue is kept. `needed_until` becomes blank where the rule of the pickup library sets no limit.
    Raises HoldRefused with `no_such_hold`, `hold_ended` or `already_under_way`.
    """
    policies.refresh_if_moved()
    hold = locked_active_hold(hold_id)
    refuse_unless_waiting(hold)
    later = _needed_until(hold, occasion.today)
    if hold.needed_until is None or (later is not None and later <= hold.needed_until):
        return hold
    was, hold.needed_until = hold.needed_until, later
    hold.save(update_fields=["needed_until"])
    record(
        "HoldExtended",
        occasion,
        patron_id=hold.patron_id,
        record_id=hold.record_id,
        work_id=hold.work_id,
        hold_id=hold.pk,
        why={"was": was.isoformat(), "until": later.isoformat() if later else None},
    )
    return hold


def _needed_until(hold: Hold, today: date) -> date | None:
    """As when a hold is placed: the pickup library's rule for normal loans of the title's media type."""
    municipality_id = hold.pickup_library.municipality_id
    rule = shelf_rule(hold.pickup_library_id, municipality_id, hold.record.media_type, "normal", today)
    return None if rule["needed_days"] is None else today + timedelta(days=rule["needed_days"])
