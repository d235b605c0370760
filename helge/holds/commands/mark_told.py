"""The patron was told that the hold is ready: from here the shelf days count."""

from datetime import date, datetime

from django.db import transaction

from helge.consortium import queries as consortium
from helge.consortium.occasion import STOCKHOLM, Occasion
from helge.holds.facts import shelf_rule
from helge.holds.locking import locked_hold
from helge.holds.models import Hold, HoldState


@transaction.atomic
def mark_told(hold_id: int, at: datetime, *, occasion: Occasion) -> date | None:
    """Note that the patron was told at `at`; returns the last day to fetch it.

    None when the hold is not ready any more. Told once: a second message does not give more days.
    Raises HoldRefused with `no_such_hold`.
    """
    hold = locked_hold(hold_id)
    if hold.state != HoldState.READY:
        return None
    if hold.told_at is None:
        hold.told_at = at
        hold.shelf_until = last_shelf_day(hold, occasion)
        hold.save(update_fields=["told_at", "shelf_until"])
    return hold.shelf_until


def last_shelf_day(hold: Hold, occasion: Occasion) -> date | None:
    """The day of telling plus the rule's number of open days of the pickup library; None: no limit."""
    item = hold.captured_item
    if item is None or hold.told_at is None:
        return None
    rule = shelf_rule(
        hold.pickup_library_id,
        hold.pickup_library.municipality_id,
        item.media_type_id,
        item.loan_kind,
        occasion.today,
    )
    if rule["shelf_days"] is None:
        return None
    told_date = hold.told_at.astimezone(STOCKHOLM).date()
    return consortium.calendar_of(hold.pickup_library_id).add_open_days(told_date, rule["shelf_days"])
