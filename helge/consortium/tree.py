"""The consortium as a tree: who is a member on a day, and every library with what cooperation needs to know of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext, gettext_lazy

from helge.consortium.models import Consortium, Library, LibraryKind, OpeningHours
from helge.foundation.swedish import sort_key

_ = gettext_lazy
DAYS = (_("mån"), _("tis"), _("ons"), _("tors"), _("fre"), _("lör"), _("sön"))
KINDS = list(LibraryKind)


@dataclass(frozen=True)
class LibraryLeaf:
    """One library. `hours` is one line as on a door: "mån–tors 10–19, fre 10–18"."""

    code: str
    name: str
    kind: LibraryKind
    sigel: str
    hours: str
    transport_stop: str
    is_pickup_library: bool
    shares_in_holds: bool
    is_assumed: bool


@dataclass(frozen=True)
class MunicipalityBranch:
    code: str
    name: str
    libraries: tuple[LibraryLeaf, ...]


@dataclass(frozen=True)
class ConsortiumTree:
    name: str
    region: str
    municipalities: tuple[MunicipalityBranch, ...]

    @property
    def libraries(self) -> tuple[LibraryLeaf, ...]:
        return tuple(leaf for branch in self.municipalities for leaf in branch.libraries)


def tree(day: date) -> ConsortiumTree:
    """The consortium as it is on that day. Raises LookupError when none has been loaded."""
    consortium = Consortium.objects.select_related("region").first()
    if consortium is None:
        raise LookupError("no consortium has been loaded: run `bin/helge load_consortium`")
    members = [
        span.municipality
        for span in consortium.memberships.select_related("municipality")
        if span.from_date <= day and (span.to_date is None or day <= span.to_date)
    ]
    leaves = _leaves(day)
    return ConsortiumTree(
        name=consortium.public_name,
        region=consortium.region.name,
        municipalities=tuple(
            MunicipalityBranch(member.code, member.name, tuple(leaves[member.pk]))
            for member in sorted(members, key=lambda member: sort_key(member.name))
        ),
    )


def tree_text(shown: ConsortiumTree) -> str:
    """The tree as indented lines, for a terminal."""
    lines = [f"{shown.name} ({shown.region})"]
    for branch in shown.municipalities:
        lines.append(f"  {branch.name} {branch.code}")
        for leaf in branch.libraries:
            holds = gettext("med i reservationskön") if leaf.shares_in_holds else gettext("utanför reservationskön")
            facts = [str(leaf.kind.label), leaf.sigel, leaf.hours, leaf.transport_stop, holds]
            lines.append(f"    {leaf.code:<11} {leaf.name}: {' · '.join(fact for fact in facts if fact)}")
    return "\n".join(lines)


def hours_text(rows: Iterable[OpeningHours]) -> str:
    """Opening hours as one line; days with the same hours are joined, unstaffed hours are marked "meröppet"."""
    by_day: dict[int, list[str]] = defaultdict(list)
    unstaffed, joined = gettext("meröppet"), gettext(" och ")
    for row in sorted(rows, key=lambda row: (row.weekday, row.opens)):
        times = f"{row.opens:%H.%M}–{row.closes:%H.%M}"
        by_day[row.weekday].append(times if row.is_staffed else f"{times} {unstaffed}")
    said = []
    for stretches, days in groupby(sorted(by_day), key=lambda day: tuple(by_day[day])):
        said.append(f"{_days(list(days))} {joined.join(stretches)}")
    return ", ".join(said)


def _days(span: Sequence[int]) -> str:
    if len(span) > 2 and span[-1] - span[0] == len(span) - 1:
        return f"{DAYS[span[0]]}–{DAYS[span[-1]]}"
    return ", ".join(str(DAYS[day]) for day in span)


def _leaves(day: date) -> dict[int, list[LibraryLeaf]]:
    leaves: dict[int, list[LibraryLeaf]] = defaultdict(list)
    rows = [
        row
        for row in Library.objects.prefetch_related("opening_hours")
        if (row.opened_date is None or row.opened_date <= day) and (row.closed_date is None or day < row.closed_date)
    ]
    for row in sorted(rows, key=lambda row: (KINDS.index(LibraryKind(row.kind)), sort_key(row.name))):
        week = [hours for hours in row.opening_hours.all() if _applies(hours, day)]
        leaves[row.municipality_id].append(
            LibraryLeaf(
                code=row.code,
                name=row.name,
                kind=LibraryKind(row.kind),
                sigel=row.sigel,
                hours=hours_text(week),
                transport_stop=row.transport_stop,
                is_pickup_library=row.is_pickup_library,
                shares_in_holds=row.shares_in_holds,
                is_assumed=row.is_assumed,
            )
        )
    return leaves


def _applies(hours: OpeningHours, day: date) -> bool:
    """Part of the ordinary week on that day: hours for one single day are not."""
    if hours.from_date is not None and hours.from_date == hours.to_date:
        return False
    return (hours.from_date is None or hours.from_date <= day) and (hours.to_date is None or day <= hours.to_date)
