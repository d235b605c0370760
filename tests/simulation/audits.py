"""What is asked of the whole database now and then: every promise, fair pull lists, money and counts."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Sum

from helge.fees.queries import debt_ore
from helge.holds.models import Hold, HoldState, PullSlip
from helge.inventory.models import Item
from helge.statistics.models import ClosedMonth, DailyCount
from helge.statistics.queries import month_figures
from helge.stewardship.promises import broken_promises
from tests.simulation import scans, shadow
from tests.simulation.stage import as_copy

if TYPE_CHECKING:
    from tests.simulation.desk import RandomDesk


def audit(desk: RandomDesk) -> None:
    """Every promise of the house over the whole database, and the books against what was done."""
    desk.prove_the_ledger_now()
    broken = broken_promises()
    desk.must(not broken, "; ".join(f"{one.invariant.name}: {one.rows}" for one in broken))
    for reader in desk.readers:
        debt = debt_ore(reader.id)
        desk.must(debt == desk.debts[reader.id], f"{reader.id} owes {debt}, not {desk.debts[reader.id]}")
    for month, then in desk.closed_months.items():
        desk.must(figures(month) == then, f"the closed month {month} has changed")


def every_pull_list_is_fair(desk: RandomDesk) -> None:
    """After the worker: nobody waits without a row while a copy stands on a shelf that they may have."""
    asked = PullSlip.objects.filter(state__in=["open", "claimed"])
    taken, served = set(asked.values_list("item_id", flat=True)), set(asked.values_list("hold_id", flat=True))
    on_shelves = Item.objects.filter(whereabouts__place="shelf", withdrawn_at=None).select_related("owning_library")
    free = [as_copy(item) for item in on_shelves if item.pk not in taken]
    for record_id in Hold.objects.filter(state=HoldState.WAITING).values_list("record_id", flat=True).distinct():
        for hold in scans.waiting(record_id):
            if hold.id in served:
                continue
            able = [copy.id for copy in free if shadow.may_have(hold, copy, desk.today)]
            desk.must(not able, f"hold {hold.id} waits while copies {able} stand on a shelf and nobody is asked")


def the_month_counts_what_was_done(desk: RandomDesk, day: date) -> None:
    """Loans, renewals, returns and holds of each day of the month, counted here and counted by the house."""
    first = day.replace(day=1)
    counted = {
        (row["kind"], row["day"]): row["n"]
        for row in DailyCount.objects.filter(day__gte=first, day__lte=day)
        .exclude(kind="visit")
        .values("kind", "day")
        .annotate(n=Sum("number"))
    }
    done = {
        (kind, when): number for (kind, when), number in desk.deeds_counted.items() if first <= when <= day and number
    }
    desk.must(
        counted == done,
        f"the month has {Counter(counted) - Counter(done)} too many, {Counter(done) - Counter(counted)} too few",
    )
    desk.must(ClosedMonth.objects.filter(month=first).exists(), "the month is not closed")


def figures(month: date) -> Any:
    """All that a closed month answers."""
    return [
        month_figures(month, by=dimension)
        for dimension in ("library_id", "channel", "media_type_code", "is_child", "owning_municipality_id")
    ]
