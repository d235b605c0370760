"""End holds that nobody fetched or that are no longer needed; their copies stay until they are scanned."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from helge.consortium import queries as consortium
from helge.consortium.occasion import Occasion
from helge.holds.commands.cancel_hold import end_hold
from helge.holds.commands.mark_told import last_shelf_day
from helge.holds.locking import locked_hold
from helge.holds.models import Hold, HoldState
from helge.policies import queries as policies


@dataclass(frozen=True)
class Expired:
    """How many holds ended, and why."""

    not_collected: int
    lapsed: int


def expire_waiting(*, occasion: Occasion) -> Expired:
    """End ready holds whose last shelf day has passed, and waiting ones past their "needed until".

    Only a hold whose patron was told runs out on the shelf; a hold on its way never does, however long the
    van stays away. One transaction per hold, so the round can be stopped and started.
    """
    consortium.refresh_if_moved()
    policies.refresh_if_moved()
    today = occasion.today
    overdue = Hold.objects.filter(state=HoldState.READY, told_at__isnull=False, shelf_until__lt=today)
    unneeded = Hold.objects.filter(state=HoldState.WAITING, needed_until__lt=today)
    return Expired(
        not_collected=sum(_expire(hold_id, occasion) for hold_id in _ids(overdue)),
        lapsed=sum(_lapse(hold_id, occasion) for hold_id in _ids(unneeded)),
    )


def _ids(holds) -> list[int]:
    return list(holds.order_by(F("id")).values_list("pk", flat=True))


@transaction.atomic
def _expire(hold_id: int, occasion: Occasion) -> bool:
    hold = locked_hold(hold_id)
    today = occasion.today
    if hold.state != HoldState.READY or hold.shelf_until is None or hold.shelf_until >= today:
        return False
    # Days the library was closed after the patron was told are given back: only in the patron's favour.
    by_calendar = last_shelf_day(hold, occasion)
    if by_calendar is not None and by_calendar >= today:
        hold.shelf_until = by_calendar
        hold.save(update_fields=["shelf_until"])
        return False
    end_hold(hold, HoldState.NOT_COLLECTED, "HoldNotCollected", occasion)
    return True


@transaction.atomic
def _lapse(hold_id: int, occasion: Occasion) -> bool:
    hold = locked_hold(hold_id)
    if hold.state != HoldState.WAITING or hold.needed_until is None or hold.needed_until >= occasion.today:
        return False
    end_hold(hold, HoldState.LAPSED, "HoldLapsed", occasion)
    return True
