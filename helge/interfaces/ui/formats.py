"""Days, times and numbers as people write them, in the language of the page.

Django knows month names, but neither the Swedish short forms used on library signs ("tors 26 nov") nor days told in
words ("om 3 dagar"). Swedish abbreviations follow Svenska skrivregler: no full stop in dates.
"""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from helge.foundation.isbn import isbn13

SWEDISH_DAYS = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
SWEDISH_LONG_DAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
SWEDISH_MONTHS = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
SWEDISH_LONG_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip
ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ENGLISH_LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ENGLISH_LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

# How many digits the publisher's number has, by the digits that follow 978-91 (Sweden) or 978-951 and 952 (Finland),
# read as upper bounds of the next five digits: (highest, length); length 0 was not in use. Source: International ISBN
# Agency, RangeMessage of 19 June 2014. Ranges opened since then are shown undivided rather than guessed.
PUBLISHER_RANGES = {
    "91": ((19999, 1), (49999, 2), (64999, 3), (69999, 0), (79999, 4), (84999, 0), (94999, 5), (96999, 0), (99999, 6)),
    "951": ((19999, 1), (54999, 2), (88999, 3), (94999, 4), (99999, 5)),
    "952": ((19999, 2), (49999, 3), (59999, 4), (65999, 2), (66999, 4), (69999, 5), (79999, 4), (94999, 2), (98999, 4),
            (99999, 5)),
}  # fmt: skip


def local_day(moment: date | datetime) -> date:
    """Return the day in Sweden; a plain date is one already."""
    if isinstance(moment, datetime):
        return (timezone.localtime(moment) if timezone.is_aware(moment) else moment).date()
    return moment


def short_day(weekday: int) -> str:
    """Write "tors" or "Thu"; Monday is 0."""
    return (ENGLISH_DAYS if _english() else SWEDISH_DAYS)[weekday]


def short_date(moment: date | datetime, *, today: date | None = None) -> str:
    """Write "tors 26 nov" or "Thu 26 Nov"; the year follows when it is not the one of `today`."""
    day = local_day(moment)
    days, months = (ENGLISH_DAYS, ENGLISH_MONTHS) if _english() else (SWEDISH_DAYS, SWEDISH_MONTHS)
    year = f" {day.year}" if today is not None and today.year != day.year else ""
    return f"{days[day.weekday()]} {day.day} {months[day.month - 1]}{year}"


def long_date(moment: date | datetime) -> str:
    """Write "torsdag 26 november 2026" or "Thursday 26 November 2026"."""
    day = local_day(moment)
    days, months = (ENGLISH_LONG_DAYS, ENGLISH_LONG_MONTHS) if _english() else (SWEDISH_LONG_DAYS, SWEDISH_LONG_MONTHS)
    return f"{days[day.weekday()]} {day.day} {months[day.month - 1]} {day.year}"


def from_now_words(moment: date | datetime, *, today: date) -> str:
    """Tell a day as people do: "i dag", "i morgon", "om 3 dagar", "för 2 dagar sedan"."""
    days = (local_day(moment) - today).days
    match days:
        case 0:
            return _("i dag")
        case 1:
            return _("i morgon")
        case -1:
            return _("i går")
    if days > 0:
        return ngettext("om %(days)d dag", "om %(days)d dagar", days) % {"days": days}
    return ngettext("för %(days)d dag sedan", "för %(days)d dagar sedan", -days) % {"days": -days}


def isbn_pretty(text: str) -> str:
    """Write an ISBN with its hyphens: "978-91-29-68831-3".

    Swedish and Finnish numbers are divided fully; others only where it is certain, after the prefix. What is not a
    correct ISBN comes back as it was.
    """
    digits = isbn13(text or "")
    if digits is None:
        return text or ""
    prefix, rest, check = digits[:3], digits[3:12], digits[12]
    for group, ranges in PUBLISHER_RANGES.items():
        if prefix == "978" and rest.startswith(group):
            following = rest[len(group) :]
            length = next(length for highest, length in ranges if int(following[:5].ljust(5, "0")) <= highest)
            if length:
                return "-".join((prefix, group, following[:length], following[length:], check))
    return f"{prefix}-{rest}{check}"


def _english() -> bool:
    return (get_language() or "sv").startswith("en")
