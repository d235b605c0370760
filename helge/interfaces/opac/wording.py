"""Sentences of the public web that are made from facts: availability, queues, opening hours."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helge.consortium.queries import LibraryFacts
from helge.consortium.rules.calendar import Hours, LibraryCalendar
from helge.interfaces.ui import formats
from helge.search.queries import Hit


def where_it_is(hit: Hit, names: Mapping[str, LibraryFacts], mine: LibraryFacts | None) -> tuple[str, str]:
    """Return (voice, sentence): "Inne på Edsbyns bibliotek och 3 till", "Alla utlånade · 2 i kö"."""
    now = hit.now
    if not now.copies:
        return "plain", _("Inga exemplar att låna just nu")
    if not now.is_in:
        out = _("Utlånad") if now.copies == 1 else _("Alla utlånade")
        return "wait", f"{out} · {queue_words(now.holds)}"
    codes = sorted(now.available, key=lambda code: nearness(names.get(code), mine))
    first = names.get(codes[0])
    name = first.name if first else codes[0]
    others = len(codes) - 1
    if not others:
        return "done", _("Inne på %(library)s") % {"library": name}
    more = ngettext("Inne på %(library)s och %(count)d till", "Inne på %(library)s och %(count)d till", others)
    return "done", more % {"library": name, "count": others}


def nearness(library: LibraryFacts | None, mine: LibraryFacts | None) -> tuple[int, int]:
    """Sort key: my library, my municipality, then main libraries before branches and schools."""
    if library is None:
        return (9, 0)
    rank = {"main": 0, "branch": 1, "bookmobile": 2, "upper_secondary": 3, "compulsory": 4}.get(library.kind, 5)
    if mine and library.id == mine.id:
        return (0, 0)
    if mine and library.municipality_id == mine.municipality_id:
        return (1, rank)
    return (2, rank)


def queue_words(waiting: int) -> str:
    return ngettext("%(count)d i kö", "%(count)d i kö", waiting) % {"count": waiting} if waiting else _("ingen kö")


def place_words(place: int, copies: int) -> str:
    """Where somebody stands: "Du är nummer 3 i kön. Titeln har 5 exemplar."."""
    have = ngettext("Titeln har %(count)d exemplar.", "Titeln har %(count)d exemplar.", copies) % {"count": copies}
    if place == 1:
        return _("Du står först i kön.") + " " + have
    return _("Du är nummer %(place)d i kön.") % {"place": place} + " " + have


def outlook_words(outlook: str) -> str:
    """What happens when no copy is left, instead of a promise: "none", "buying" or "interlibrary"."""
    return {
        "buying": _("Inget exemplar finns kvar. Biblioteket köper in titeln, och du behåller din plats i kön."),
        "interlibrary": _("Inget exemplar finns kvar. Biblioteket lånar in titeln från ett annat bibliotek åt dig."),
    }.get(outlook, _("Inget exemplar finns just nu. Biblioteket återkommer till dig."))


def hours_words(hours: tuple[Hours, ...]) -> str:
    """One day's hours: "10–18", "8–10 utan personal, 10–18"."""
    if not hours:
        return _("Stängt")
    spans = []
    for stretch in hours:
        told = f"{_clock(stretch.opens)}–{_clock(stretch.closes)}"
        spans.append(told if stretch.is_staffed else _("%(hours)s utan personal") % {"hours": told})
    return ", ".join(spans)


def open_now_words(calendar: LibraryCalendar, at: datetime) -> tuple[bool, str]:
    """Return (is open, sentence): "Öppet till 18", "Stängt, öppnar i morgon 10"."""
    status = calendar.status_at(at)
    if status.is_open and status.closes:
        told = _("Öppet till %(time)s") if status.is_staffed else _("Öppet utan personal till %(time)s")
        return True, told % {"time": _clock(status.closes)}
    if status.opens_at is None:
        return False, _("Inga öppettider just nu")
    day = opens_on(status.opens_at.date(), at.date())
    closed = _("Stängt (%(reason)s)") % {"reason": status.reason} if status.reason else _("Stängt")
    return False, _("%(closed)s, öppnar %(day)s %(time)s") % {
        "closed": closed,
        "day": day,
        "time": _clock(status.opens_at.time()),
    }


def opens_on(day: date, today: date) -> str:
    """ "i dag", "i morgon", "tors 26 nov"."""
    if (day - today).days in {0, 1}:
        return formats.from_now_words(day, today=today)
    return formats.short_date(day, today=today)


def _clock(time: object) -> str:
    """ "10" or "10.30", as on the door."""
    told = f"{time:%H.%M}".lstrip("0") or "0"
    told = told.removesuffix(".00")
    return told if told and not told.startswith(".") else f"0{told}"
