"""The counts of the history: every day counted, every month that has ended closed."""

from typing import Any

from helge.consortium.models import StaffMember
from helge.consortium.occasion import Channel, Occasion
from helge.demo.chance import between
from helge.demo.history.cast import clock
from helge.demo.history.days import days_of_history
from helge.demo.plan import Plan
from helge.demo.progress import Progress
from helge.statistics.commands.close_month import close_month
from helge.statistics.commands.count_day import count_day
from helge.statistics.commands.count_visit import count_visit

VISITS_A_DAY = (8, 22)


def count_everything(plan: Plan, progress: Progress) -> dict[str, Any]:
    """Count visits and deeds of each day up to yesterday; today is counted by the round of the night."""
    days = days_of_history(plan.first_day, plan.today)[:-1]
    for day in progress.each(days, total=len(days), unit="days"):
        for visit in range(between(*VISITS_A_DAY, plan.seed, day, "visits")):
            count_visit(clock(day, between(7, 22, plan.seed, day, visit)))
    closer = StaffMember.objects.filter(roles__kind="system_librarian").first()
    occasion = Occasion(
        at=plan.now, library=None, channel=Channel.DESK, staff_id=closer.pk if closer else None,
        permissions=frozenset({"close_month"}),
    )  # fmt: skip
    ended = sorted({day.replace(day=1) for day in days if day.replace(day=1) < plan.today.replace(day=1)})
    for month in ended:
        close_month(month, occasion=occasion)
    for day in days:
        if day.replace(day=1) not in ended:
            count_day(day)
    return {"days": len(days), "months_closed": len(ended)}
