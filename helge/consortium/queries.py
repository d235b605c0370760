"""The read-only questions about libraries, calendars and staff that other rooms may ask.

Libraries and calendars are kept per process and reloaded when their `CacheVersion` moves. Screens and
rounds ask `refresh_if_moved()`; the hot verbs read the number with their facts and pass it on.
"""

from __future__ import annotations

import math
import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from helge.consortium.models import CacheVersion, ClosedDay, Library, Membership, OpeningHours, Role
from helge.consortium.occasion import Place
from helge.consortium.rules.calendar import Closure, LibraryCalendar, OpenSpan
from helge.consortium.rules.permissions import PERMISSIONS
from helge.foundation.swedish import sort_key


@dataclass(frozen=True)
class LibraryFacts:
    """What rules and screens need of a library, in plain values."""

    id: int
    code: str
    name: str
    municipality_id: int
    municipality: str
    kind: str
    place_name: str
    latitude: float | None
    longitude: float | None
    hold_shelf_name: str
    is_pickup_library: bool
    shares_in_holds: bool
    phone: str
    closed_date: date | None
    opened_date: date | None = None
    # The spans of days when its municipality is a member; a blank end is for ever.
    member_spans: tuple[tuple[date, date | None], ...] = ()

    def in_service(self, day: date) -> bool:
        """Open to the one library's patrons at all: its municipality is a member and it is neither new nor closed."""
        is_there = (self.opened_date is None or self.opened_date <= day) and (
            self.closed_date is None or day < self.closed_date
        )
        return is_there and any(first <= day and (last is None or day <= last) for first, last in self.member_spans)

    @property
    def place(self) -> Place:
        return Place(id=self.id, code=self.code, municipality_id=self.municipality_id)


@dataclass(frozen=True)
class _Kept:
    version: int
    libraries: dict[int, LibraryFacts]
    codes: dict[str, int]
    calendars: dict[int, LibraryCalendar]


_lock = threading.Lock()
_kept: _Kept | None = None


def libraries() -> dict[int, LibraryFacts]:
    """Every library by id, in Swedish order of name."""
    return _all().libraries


def library(code_or_id: str | int) -> LibraryFacts:
    """One library by code or id. Raises LookupError when there is none."""
    kept = _all()
    key = kept.codes.get(code_or_id, 0) if isinstance(code_or_id, str) else code_or_id
    if key not in kept.libraries:
        kept = _load()
        key = kept.codes.get(code_or_id, 0) if isinstance(code_or_id, str) else code_or_id
    if key not in kept.libraries:
        raise LookupError(f"there is no library {code_or_id}")
    return kept.libraries[key]


def place_of(code_or_id: str | int) -> Place:
    """The `Place` of a library for an occasion. Raises LookupError when there is none."""
    return library(code_or_id).place


def calendar_of(library_id: int) -> LibraryCalendar:
    """The calendar of one library: hours, closed days and holidays. Raises LookupError when there is none."""
    library(library_id)
    return _all().calendars[library_id]


def pickup_libraries(day: date) -> list[LibraryFacts]:
    """Where patrons may fetch holds on that day."""
    return [facts for facts in libraries().values() if facts.is_pickup_library and facts.in_service(day)]


def members(day: date) -> list[str]:
    """The members of that day by name, in Swedish order: what the terms name, since all of them see the data."""
    names = Membership.objects.filter(Q(to_date__isnull=True) | Q(to_date__gte=day), from_date__lte=day)
    return sorted(names.values_list("municipality__name", flat=True), key=sort_key)


def last_joined(day: date) -> date | None:
    """The latest day up to `day` on which a member joined; None when there are no members."""
    joined = Membership.objects.filter(from_date__lte=day).order_by("-from_date").values_list("from_date", flat=True)
    return joined.first()


def distance_km(one_id: int, other_id: int) -> float:
    """Straight-line kilometres between two libraries; 0 for the same, 9999 when a coordinate is missing."""
    if one_id == other_id:
        return 0.0
    kept = libraries()
    one, other = kept[one_id], kept[other_id]
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return 9999.0
    lat1, lon1, lat2, lon2 = (
        math.radians(degrees or 0) for degrees in (one.latitude, one.longitude, other.latitude, other.longitude)
    )
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(half))


def permissions_of(staff_id: int, at_library: Place, today: date) -> frozenset[str]:
    """What a staff member may do at one library on one day, from every role whose scope covers it.

    Nothing while no confirmation of confidentiality is recorded, nor after the account has expired.
    """
    roles = Role.objects.filter(
        Q(staff_member__expires_date__isnull=True) | Q(staff_member__expires_date__gte=today),
        Q(library_id=at_library.id)
        | Q(municipality_id=at_library.municipality_id)
        | Q(library__isnull=True, municipality__isnull=True),
        Q(to_date__isnull=True) | Q(to_date__gte=today),
        staff_member_id=staff_id,
        staff_member__confidentiality_confirmed_date__lte=today,
        staff_member__login__is_active=True,
        from_date__lte=today,
    ).values_list("kind", flat=True)
    return frozenset[str]().union(*(PERMISSIONS.get(kind, frozenset()) for kind in roles))


def version() -> int:
    """The version in memory, to compare with the database's; 0 before anything is loaded."""
    return _kept.version if _kept else 0


def refresh_if_moved(number: int | None = None) -> None:
    """Reload when the database's version (`number`, or read here) is not the one in memory."""
    if number is None:
        number = _database_version()
    if _kept is None or _kept.version != number:
        _load()


def forget() -> None:
    """Drop what is kept: for tests, which roll the database back behind our back."""
    global _kept
    _kept = None


def _all() -> _Kept:
    return _kept or _load()


def _database_version() -> int:
    return CacheVersion.objects.filter(name="libraries").values_list("number", flat=True).first() or 0


def _load() -> _Kept:
    global _kept
    with _lock:
        number = _database_version()
        rows = Library.objects.select_related("municipality").prefetch_related("municipality__memberships")
        # Python sorts: the database's own order of å, ä and ö depends on how it was made.
        facts = {row.pk: _facts(row) for row in sorted(rows, key=lambda row: sort_key(row.name))}
        codes = {row.code: row.id for row in facts.values()}
        _kept = _Kept(number, facts, codes, _calendars(facts.values()))
        return _kept


def _facts(row: Library) -> LibraryFacts:
    return LibraryFacts(
        id=row.pk,
        code=row.code,
        name=row.name,
        municipality_id=row.municipality_id,
        municipality=row.municipality.name,
        kind=row.kind,
        place_name=row.place,
        latitude=float(row.latitude) if row.latitude is not None else None,
        longitude=float(row.longitude) if row.longitude is not None else None,
        hold_shelf_name=row.hold_shelf_name,
        is_pickup_library=row.is_pickup_library,
        shares_in_holds=row.shares_in_holds,
        phone=row.phone,
        closed_date=row.closed_date,
        opened_date=row.opened_date,
        member_spans=tuple((span.from_date, span.to_date) for span in row.municipality.memberships.all()),
    )


def _calendars(all_libraries: Iterable[LibraryFacts]) -> dict[int, LibraryCalendar]:
    spans: dict[int, list[OpenSpan]] = defaultdict(list)
    for row in OpeningHours.objects.all():
        spans[row.library_id].append(
            OpenSpan(row.weekday, row.opens, row.closes, row.from_date, row.to_date, row.is_staffed, row.on_holidays)
        )
    closed_days = list(ClosedDay.objects.all())
    return {
        facts.id: LibraryCalendar(
            spans[facts.id],
            [closure for row in closed_days if _concerns(row, facts) for closure in _closures(row)],
        )
        for facts in all_libraries
    }


def _concerns(row: ClosedDay, facts: LibraryFacts) -> bool:
    if row.library_id:
        return row.library_id == facts.id
    return row.municipality_id in (None, facts.municipality_id)


def _closures(row: ClosedDay) -> list[Closure]:
    days = (row.to_date - row.from_date).days
    return [Closure(row.from_date + timedelta(days=n), row.reason) for n in range(days + 1)]
