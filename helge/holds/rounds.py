"""What the holds do by themselves at certain times (config/rounds.py)."""

from helge.consortium.occasion import Occasion
from helge.holds.commands.assign_pulls import assign_pulls
from helge.holds.commands.expire_waiting import Expired
from helge.holds.commands.expire_waiting import expire_waiting as end_the_overdue
from helge.holds.models import Hold, HoldState


def assign_all_pulls(occasion: Occasion) -> int:
    """Assign copies for every title with waiting holds; returns how many rows were added to the pull lists.

    Pauses end and new books stop being protected without a scan that the reader could hear of.
    """
    works = Hold.objects.filter(state=HoldState.WAITING).order_by("work_id").values_list("work_id", flat=True)
    return sum(len(assign_pulls(work_id, occasion=occasion)) for work_id in works.distinct())


def expire_waiting(occasion: Occasion) -> Expired:
    """End what was not fetched or is no longer needed."""
    return end_the_overdue(occasion=occasion)
