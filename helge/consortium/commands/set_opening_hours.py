"""Set a library's week from a day on; the week before it stays in the past."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise

from django.db import transaction
from django.db.models import F, Min, Q, QuerySet
from django.utils.translation import gettext as _

from helge.consortium.commands.touch import touch
from helge.consortium.models import OpeningHours
from helge.consortium.occasion import Occasion
from helge.consortium.rules.permissions import require
from helge.consortium.telling import tell
from helge.foundation.refusals import Refusal, Refused


class HoursRefused(Refused):
    """The hours stay as they were."""


@dataclass(frozen=True)
class OpenStretch:
    """Open time on one weekday (Monday is 0)."""

    weekday: int
    opens: time
    closes: time
    is_staffed: bool = True
    on_holidays: bool = False


@transaction.atomic
def set_opening_hours(
    library_id: int,
    week: Sequence[OpenStretch],
    *,
    from_date: date,
    to_date: date | None = None,
    occasion: Occasion,
) -> None:
    """Replace the week from `from_date`; with `to_date` (summer hours) the old week comes back the day after.

    Without `to_date` it lasts until a week that is already decided begins. Hours for one single day stay. Raises
    `HoursRefused` for times that overlap or end before they begin. Loans already made keep their due dates.
    """
    require("edit_libraries", occasion)
    if refusals := reasons_against_week(week, from_date, to_date):
        raise HoursRefused(refusals)
    to_date = to_date or _day_before_next_week(library_id, from_date)
    _make_room(library_id, from_date, to_date)
    OpeningHours.objects.bulk_create(
        OpeningHours(
            library_id=library_id,
            weekday=stretch.weekday,
            opens=stretch.opens,
            closes=stretch.closes,
            is_staffed=stretch.is_staffed,
            on_holidays=stretch.on_holidays,
            from_date=from_date,
            to_date=to_date,
        )
        for stretch in week
    )
    touch("libraries")
    tell("OpeningHoursSet", occasion, {"library": library_id, "from": from_date.isoformat()})


def reasons_against_week(week: Sequence[OpenStretch], from_date: date, to_date: date | None) -> list[Refusal]:
    """What is wrong with a week; empty when nothing is."""
    refusals = []
    if to_date is not None and to_date <= from_date:
        refusals.append(
            Refusal("ends_before_it_begins", _("Sista dagen måste komma efter första dagen."), field="to_date")
        )
    if any(stretch.closes <= stretch.opens for stretch in week):
        refusals.append(Refusal("closes_before_it_opens", _("Biblioteket kan inte stänga innan det öppnar.")))
    in_order = sorted(week, key=lambda stretch: (stretch.weekday, stretch.opens))
    if any(one.weekday == other.weekday and other.opens < one.closes for one, other in pairwise(in_order)):
        refusals.append(Refusal("hours_overlap", _("Två tider på samma dag går över varandra.")))
    return refusals


def _ordinary(library_id: int) -> QuerySet[OpeningHours]:
    """The library's weeks, without hours for one single day."""
    return OpeningHours.objects.filter(library_id=library_id).exclude(from_date__isnull=False, from_date=F("to_date"))


def _day_before_next_week(library_id: int, from_date: date) -> date | None:
    begins = _ordinary(library_id).filter(from_date__gt=from_date).aggregate(first=Min("from_date"))["first"]
    return begins - timedelta(days=1) if begins else None


def _make_room(library_id: int, from_date: date, to_date: date | None) -> None:
    """Let the weeks that apply in the span end before it, and begin again after it."""
    rows = (
        _ordinary(library_id)
        .select_for_update()
        .filter(Q(from_date__isnull=True) | Q(from_date__lte=to_date or from_date))
        .filter(Q(to_date__isnull=True) | Q(to_date__gte=from_date))
    )
    for row in list(rows):
        if to_date is not None and (row.to_date is None or row.to_date > to_date):
            OpeningHours.objects.create(
                library_id=library_id,
                weekday=row.weekday,
                opens=row.opens,
                closes=row.closes,
                is_staffed=row.is_staffed,
                on_holidays=row.on_holidays,
                from_date=to_date + timedelta(days=1),
                to_date=row.to_date,
                is_assumed=row.is_assumed,
            )
        if row.from_date is not None and row.from_date >= from_date:
            row.delete()
        else:
            row.to_date = from_date - timedelta(days=1)
            row.save(update_fields=["to_date"])
