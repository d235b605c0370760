"""The figures of a month: from the frozen counts when it is closed, from the same table while it is open."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from helge.statistics.models import ClosedMonth, DailyCount


@dataclass(frozen=True)
class MonthFigures:
    """How many of each kind in a month, and split by one dimension."""

    month: date
    is_closed: bool
    totals: dict[str, int]
    rows: list[dict[str, object]]


def month_figures(month: date, *, by: str = "library_id", kind: str = "") -> MonthFigures:
    """Totals per kind and rows per (kind, `by`) of the month that `month` lies in.

    `by` is a dimension of `DailyCount`. Raises ValueError for one that does not exist.
    """
    known = {field.name for field in DailyCount._meta.get_fields()} - {"id", "number", "kind"}
    if by not in known:
        raise ValueError(f"{by} is not a dimension of the counts")
    first = month.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    counts = DailyCount.objects.filter(day__gte=first, day__lt=after)
    if kind:
        counts = counts.filter(kind=kind)
    totals = dict(counts.values_list("kind").annotate(n=Sum("number")).order_by("kind"))
    rows = list(counts.values("kind", by).annotate(n=Sum("number")).order_by("kind", "-n", by))
    return MonthFigures(first, ClosedMonth.objects.filter(month=first).exists(), totals, rows)
