"""What the holds do by themselves at certain times (config/rounds.py)."""

from datetime import datetime

from helge.consortium.occasion import Channel, Occasion
from helge.holds.commands.assign_pulls import assign_pulls
from helge.holds.commands.expire_waiting import Expired, expire_waiting
from helge.holds.models import Hold, HoldState


def assign_all_pulls(now: datetime) -> int:
    """Assign copies for every title with waiting holds: pauses end and protection passes without a scan."""
    occasion = Occasion(at=now, library=None, channel=Channel.ROUND)
    works = Hold.objects.filter(state=HoldState.WAITING).order_by("work_id").values_list("work_id", flat=True)
    return sum(len(assign_pulls(work_id, occasion=occasion)) for work_id in works.distinct())


def expire(now: datetime) -> Expired:
    """End what was not fetched or is no longer needed."""
    return expire_waiting(occasion=Occasion(at=now, library=None, channel=Channel.ROUND))
