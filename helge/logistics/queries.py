"""The read-only questions about the vans: what floats, what is on its way, what is late."""

import threading
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q, QuerySet

from helge.consortium import queries as consortium
from helge.consortium.models import CacheVersion
from helge.consortium.occasion import STOCKHOLM
from helge.consortium.rules.calendar import DAYS_TO_LOOK, ONE_DAY, LibraryCalendar
from helge.logistics.models import FloatingRule, Transit
from helge.policies.rules.deciding import RuleRow

# A journey is late when so many open days of the asking library have passed since it was last asked about.
LATE_AFTER_OPEN_DAYS = 3

_lock = threading.Lock()
_kept: tuple[int, tuple[RuleRow, ...]] | None = None


def floating_rules(day: date, number: int | None = None) -> list[RuleRow]:
    """The floating rules in force; kept per process and reloaded when `CacheVersion("rules")` (`number`) moves."""
    global _kept
    if number is None:
        number = CacheVersion.objects.filter(name="rules").values_list("number", flat=True).first() or 0
    with _lock:
        if _kept is None or _kept[0] != number:
            _kept = (number, _rows())
        return [row for row in _kept[1] if row.in_force(day)]


def forget() -> None:
    """Drop what is kept: for tests, which roll the database back behind our back."""
    global _kept
    _kept = None


def _rows() -> tuple[RuleRow, ...]:
    return tuple(
        RuleRow(
            id=row.pk,
            from_date=row.from_date,
            to_date=row.to_date,
            columns=(row.municipality_id, row.media_type_id, row.language or None, row.department or None),
            values=(row.is_floating, row.max_of_title),
            decision=str(row.decision),
            reason_sv=row.reason_sv,
            reason_en=row.reason_en,
        )
        for row in FloatingRule.objects.select_related("decision").order_by("from_date", "id")
    )


@dataclass(frozen=True)
class LateTransit:
    """One late journey as a library sees it: from its own end, in its own open days."""

    transit: Transit
    is_sender: bool
    open_days: int
    has_searched: bool


def open_transits(library_id: int) -> list[Transit]:
    """What is on its way from or to a library, oldest first."""
    return list(_open(library_id))


def _open(library_id: int) -> QuerySet[Transit]:
    return (
        Transit.objects.filter(Q(from_library_id=library_id) | Q(to_library_id=library_id), closed_at__isnull=True)
        .select_related("item__record", "from_library", "to_library")
        .defer("item__record__marc")
        .order_by("opened_at", "pk")
    )


def late_transits(library_id: int, today: date) -> list[LateTransit]:
    """Journeys from or to the library that are late by its own calendar; listed at both ends, oldest first.

    A week when the library is closed makes nothing late.
    """
    calendar = consortium.calendar_of(library_id)
    last_day = _last_day_that_is_late(calendar, today)
    if last_day is None:
        return []
    late = []
    # Every page of the staff web asks how many there are: those that are not late are not even read.
    for transit in _open(library_id).filter(asked_at__lt=_midnight_after(last_day)):
        days = calendar.open_days_between(local_date(transit.asked_at), today)
        is_sender = transit.from_library_id == library_id
        searched_at = transit.sender_searched_at if is_sender else transit.receiver_searched_at
        late.append(LateTransit(transit, is_sender, days, searched_at is not None))
    return late


def _last_day_that_is_late(calendar: LibraryCalendar, today: date) -> date | None:
    """A journey last asked about on that day or before is late; None where the library is never open."""
    open_days, day = 0, today
    for _step in range(DAYS_TO_LOOK):
        open_days += calendar.is_open(day)
        day -= ONE_DAY
        if open_days > LATE_AFTER_OPEN_DAYS:
            return day
    return None


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + ONE_DAY, time(), STOCKHOLM)


def local_date(moment: datetime) -> date:
    """The calendar day in Sweden."""
    return moment.astimezone(STOCKHOLM).date()


def is_late(transit: Transit, today: date) -> bool:
    """Late at its destination: the patron who waits sees "försenad"."""
    calendar = consortium.calendar_of(transit.to_library_id)
    return calendar.open_days_between(local_date(transit.asked_at), today) > LATE_AFTER_OPEN_DAYS
