"""Libraries and their hours as a sign on the door would say them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from helge.consortium import queries as consortium
from helge.consortium.queries import LibraryFacts
from helge.interfaces.ui import formats

from .wording import hours_words, open_now_words

SCHOOLS = {"upper_secondary", "compulsory"}
DAYS_AHEAD = 90  # how far ahead closed days are told


@dataclass(frozen=True)
class LibraryNow:
    """A library and what its door says at this moment. `today` is the day's hours in words."""

    library: LibraryFacts
    is_open: bool
    sentence: str
    today: str


@dataclass(frozen=True)
class DayHours:
    """One row of the week's hours, as ui/parts/hours.html reads it."""

    name: str
    text: str
    is_today: bool
    note: str


@dataclass(frozen=True)
class ClosedDays:
    """A run of days in a row that a library is closed for the same reason."""

    first: date
    last: date
    reason: str


def public_libraries(day: date) -> list[LibraryFacts]:
    """Libraries everybody may walk into; schools are listed apart."""
    return [each for each in consortium.libraries().values() if each.in_service(day) and each.kind not in SCHOOLS]


def school_libraries(day: date) -> list[LibraryFacts]:
    return [each for each in consortium.libraries().values() if each.in_service(day) and each.kind in SCHOOLS]


def library_now(library: LibraryFacts, moment: datetime) -> LibraryNow:
    calendar = consortium.calendar_of(library.id)
    is_open, sentence = open_now_words(calendar, moment)
    return LibraryNow(library, is_open, sentence, hours_words(calendar.hours_on(moment.date())))


def has_hours(library: LibraryFacts, day: date) -> bool:
    """Whether it has public hours at all; some schools and buses have none in the calendar."""
    calendar = consortium.calendar_of(library.id)
    return calendar.is_open(calendar.next_open_day(day))


def week_of(library: LibraryFacts, today: date) -> list[DayHours]:
    """The seven days from today, with the day's own exceptions."""
    calendar = consortium.calendar_of(library.id)
    days = (today + timedelta(days=step) for step in range(7))
    return [
        DayHours(
            name=_("i dag") if day == today else formats.short_date(day, today=today),
            text=hours_words(calendar.hours_on(day)),
            is_today=day == today,
            note=calendar.why_closed(day),
        )
        for day in days
    ]


def closed_days(library: LibraryFacts, today: date) -> list[ClosedDays]:
    """Days ahead that are closed by a decision or a holiday."""
    calendar = consortium.calendar_of(library.id)
    runs: list[ClosedDays] = []
    for step in range(DAYS_AHEAD + 1):
        day = today + timedelta(days=step)
        reason = calendar.why_closed(day)
        if not reason:
            continue
        if runs and runs[-1].last == day - timedelta(days=1) and runs[-1].reason == reason:
            runs[-1] = ClosedDays(runs[-1].first, day, reason)
        else:
            runs.append(ClosedDays(day, day, reason))
    return runs
