"""When a library is open: the one answer behind due dates, shelf days, late fees and the page with opening hours.

A day is open when the library has hours that day, no closed day is decided, and it is no holiday. A day with
unstaffed hours only (meröppet) is open: patrons can return and fetch. Sundays are days like others; they are closed
only where the library has no hours on Sundays.

Public holidays come from the package `holidays`, with Midsummer Eve, Christmas Eve and New Year's Eve, which Swedish
libraries keep closed as well (3 a § semesterlagen counts the three with the Sundays). Easter Eve is an ordinary
Saturday until a library decides to close. A library that does open on a holiday says so with hours for that day alone,
or, when it is open all days of the year, with hours that hold on holidays too.

One calendar is built per library and process, and asked thousands of times a minute: each day is worked out once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

import holidays as holiday_package

# Longer than any summer closing. Past it the library is taken to be never open, as a school library without hours.
DAYS_TO_LOOK = 400

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class OpenSpan:
    """Hours on one weekday (Monday is 0) while they apply; both dates are included, None means no limit.

    A span for one single day (`from_date` equal to `to_date`) replaces the week's hours that day, also on a holiday.
    `on_holidays` is for the library that keeps its week's hours every day of the year.
    """

    weekday: int
    opens: time
    closes: time
    from_date: date | None = None
    to_date: date | None = None
    is_staffed: bool = True
    on_holidays: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise ValueError(f"Monday is 0 and Sunday is 6; {self.weekday} is no weekday")
        if self.opens >= self.closes:
            raise ValueError(f"a library cannot close at {self.closes} before it opens at {self.opens}")
        if self.from_date and self.to_date and self.from_date > self.to_date:
            raise ValueError("hours cannot end before they begin to apply")

    @property
    def is_for_one_day(self) -> bool:
        return self.from_date is not None and self.from_date == self.to_date

    def covers(self, day: date) -> bool:
        return (
            day.weekday() == self.weekday
            and (self.from_date is None or self.from_date <= day)
            and (self.to_date is None or day <= self.to_date)
        )


@dataclass(frozen=True)
class Closure:
    """A day the library is closed although it has hours, and why, as the public reads it."""

    date: date
    reason: str = ""


@dataclass(frozen=True)
class Hours:
    """One stretch of open time on a certain day."""

    opens: time
    closes: time
    is_staffed: bool


@dataclass(frozen=True)
class OpenStatus:
    """What the sign on the door would say at a moment.

    Open: `closes` tells until when, without a break, and `is_staffed` whether somebody is there now. Closed: `opens_at`
    is the next opening, None when none is in sight; `reason` tells why today is closed: a decision or a holiday.
    """

    is_open: bool
    is_staffed: bool = False
    closes: time | None = None
    opens_at: datetime | None = None
    reason: str = ""


class LibraryCalendar:
    """The open days of one library. Takes plain rows; days are the library's own, so moments must be local time."""

    def __init__(
        self,
        spans: Iterable[OpenSpan],
        closures: Iterable[Closure] = (),
        holidays: Mapping[date, str] | None = None,
    ) -> None:
        """`holidays` maps days to names; None means the Swedish ones of whatever year is asked for, {} means none."""
        self._spans = tuple(sorted(spans, key=lambda span: (span.opens, span.closes)))
        self._days_of_their_own = frozenset(span.from_date for span in self._spans if span.is_for_one_day)
        self._closures = {closure.date: closure.reason for closure in closures}
        self._holidays = holidays
        self._is_open: dict[date, bool] = {}

    def is_open(self, day: date) -> bool:
        known = self._is_open.get(day)
        if known is None:
            known = self._is_open[day] = bool(self.hours_on(day))
        return known

    def hours_on(self, day: date) -> tuple[Hours, ...]:
        """The hours of that day in order of opening; empty when closed."""
        if day in self._closures:
            return ()
        has_own_hours = day in self._days_of_their_own
        is_holiday = not has_own_hours and bool(self._holiday(day))
        return tuple(
            Hours(span.opens, span.closes, span.is_staffed)
            for span in self._spans
            if span.covers(day) and span.is_for_one_day == has_own_hours and (span.on_holidays or not is_holiday)
        )

    def why_closed(self, day: date) -> str:
        """The reason of a decided closing or the name of the holiday; "" when open, or simply without hours."""
        if self.is_open(day):
            return ""
        return self._closures.get(day) or self._holiday(day)

    def next_open_day(self, day: date) -> date:
        """The day itself if open, else the first open day after it; the day itself when none is in sight."""
        candidate = day
        for _step in range(DAYS_TO_LOOK + 1):
            if self.is_open(candidate):
                return candidate
            candidate += ONE_DAY
        return day

    def add_open_days(self, day: date, n: int) -> date:
        """The n-th open day after `day` (which does not count itself); `day` for 0.

        A library that is never open counts every day as one, so that nothing waits for ever. Raises ValueError below 0.
        """
        if n < 0:
            raise ValueError("open days are only counted forward")
        reached = day
        for _counted in range(n):
            reached = self.next_open_day(reached + ONE_DAY)
        return reached

    def open_days_between(self, after: date, until: date) -> int:
        """How many open days lie after `after`, up to and including `until`; 0 when there are none."""
        return sum(self.is_open(after + timedelta(days=step)) for step in range(1, (until - after).days + 1))

    def status_at(self, moment: datetime) -> OpenStatus:
        """Open until when, or closed until when. `moment` is local time; the answer has the same time zone."""
        day, clock = moment.date(), moment.time()
        hours = self.hours_on(day)
        now = [stretch for stretch in hours if stretch.opens <= clock < stretch.closes]
        if now:
            closes = max(stretch.closes for stretch in now)
            for later in hours:
                # Staffed hours often follow straight on unstaffed ones: the door stays open.
                if later.opens <= closes:
                    closes = max(closes, later.closes)
            return OpenStatus(is_open=True, is_staffed=any(stretch.is_staffed for stretch in now), closes=closes)
        return OpenStatus(is_open=False, opens_at=self._next_opening(moment, hours), reason=self.why_closed(day))

    def _next_opening(self, moment: datetime, hours_today: tuple[Hours, ...]) -> datetime | None:
        later_today = [stretch.opens for stretch in hours_today if stretch.opens > moment.time()]
        if later_today:
            return datetime.combine(moment.date(), min(later_today), tzinfo=moment.tzinfo)
        tomorrow = moment.date() + ONE_DAY
        day = self.next_open_day(tomorrow)
        hours = self.hours_on(day)
        return datetime.combine(day, hours[0].opens, tzinfo=moment.tzinfo) if hours else None

    def _holiday(self, day: date) -> str:
        known = swedish_holidays(day.year) if self._holidays is None else self._holidays
        return known.get(day, "")


@cache
def swedish_holidays(year: int) -> Mapping[date, str]:
    """The days of the year that libraries keep closed by default, with their Swedish names. Do not change the answer.

    Public holidays and the three eves, whatever weekday they fall on; a Sunday is no holiday in itself.
    """
    found = holiday_package.country_holidays(
        "SE", years=year, language="sv", categories=("public", "de_facto"), include_sundays=False
    )
    return dict(sorted(found.items()))
