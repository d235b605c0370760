"""Load a consortium from a folder of CSV files: members, libraries, hours, decisions.

The folder `consortium/data/helge` is HelGe. Other rooms load their own files of the same folder (media types, rules,
tariffs); `bin/helge load_consortium` calls them all.
"""

from collections import defaultdict
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from helge.consortium.commands.adding import Tally, ensure
from helge.consortium.commands.touch import touch
from helge.consortium.models import (
    Consortium,
    Decision,
    Library,
    LibraryKind,
    Membership,
    Municipality,
    OpeningHours,
    Region,
)
from helge.foundation.tables import Line, lines_of

HELGE_FOLDER = Path(__file__).resolve().parents[1] / "data" / "helge"

WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}


@transaction.atomic
def load_consortium(folder: Path = HELGE_FOLDER) -> Tally:
    """Add what the folder has and the database has not; see `adding`. Raises ValueError naming the file and line."""
    tally = Tally()
    consortium = _load_consortium(folder, tally)
    _load_members(folder, consortium, tally)
    _load_libraries(folder, tally)
    _load_hours(folder, tally)
    _load_decisions(folder, tally)
    if tally.added:
        touch("libraries")
    return tally


def decisions_by_key(folder: Path) -> dict[str, Decision]:
    """The loaded decisions by the key that the rules of the folder name them with."""
    found = {}
    for line in lines_of(folder / "decisions.csv"):
        found[line["key"]] = Decision.objects.get(
            body=line["body"], decided_date=line.day("decided_date"), number=line["number"]
        )
    return found


def _load_consortium(folder: Path, tally: Tally) -> Consortium:
    line = next(lines_of(folder / "consortium.csv"))
    region = ensure(tally, Region, {"name": line["region"]})
    return ensure(
        tally,
        Consortium,
        {"code": line["code"]},
        name=line["name"],
        public_name=line["public_name"],
        slogan=line["slogan"],
        region=region,
    )


def _load_members(folder: Path, consortium: Consortium, tally: Tally) -> None:
    for line in lines_of(folder / "municipalities.csv"):
        municipality = ensure(tally, Municipality, {"code": line["code"]}, name=line["name"])
        ensure(
            tally,
            Membership,
            {"consortium": consortium, "municipality": municipality, "from_date": line.day("from_date")},
            to_date=line.day_or_none("to_date"),
            source=line["source"],
            is_assumed=bool(line["assumed"]),
        )


def _load_libraries(folder: Path, tally: Tally) -> None:
    municipalities = {row.name: row for row in Municipality.objects.all()}
    for line in lines_of(folder / "libraries.csv"):
        if line["municipality"] not in municipalities:
            raise line.wrong("municipality", "no such municipality")
        if line["kind"] not in LibraryKind.values:
            raise line.wrong("kind", f"write one of {', '.join(LibraryKind.values)}")
        ensure(
            tally,
            Library,
            {"code": line["code"]},
            name=line["name"],
            municipality=municipalities[line["municipality"]],
            kind=line["kind"],
            place=line["place"],
            latitude=_degrees(line, "latitude"),
            longitude=_degrees(line, "longitude"),
            sigel=line["sigel"],
            transport_stop=line["transport_stop"],
            hold_shelf_name=line["hold_shelf_name"],
            is_pickup_library=line.flag("is_pickup_library"),
            shares_in_holds=line.flag("shares_in_holds"),
            source=line["source"],
            is_assumed=bool(line["assumed"]),
        )


def _load_hours(folder: Path, tally: Tally) -> None:
    """Hours of the libraries that have none yet: a week is one thing, and staff may have changed it."""
    libraries = {row.code: row for row in Library.objects.all()}
    with_hours = set(OpeningHours.objects.values_list("library__code", flat=True))
    weeks: dict[str, list[OpeningHours]] = defaultdict(list)
    for line in lines_of(folder / "opening_hours.csv"):
        if line["library"] not in libraries:
            raise line.wrong("library", "no such library")
        for weekday in weekdays(line):
            weeks[line["library"]].append(
                OpeningHours(
                    library=libraries[line["library"]],
                    weekday=weekday,
                    opens=line.clock("opens"),
                    closes=line.clock("closes"),
                    is_staffed=line.flag("is_staffed"),
                    on_holidays=line.flag("on_holidays"),
                    is_assumed=bool(line["assumed"]),
                )
            )
    for code, hours in weeks.items():
        if code in with_hours:
            tally.found["OpeningHours"] += len(hours)
        else:
            tally.added["OpeningHours"] += len(OpeningHours.objects.bulk_create(hours))


def _load_decisions(folder: Path, tally: Tally) -> None:
    for line in lines_of(folder / "decisions.csv"):
        ensure(
            tally,
            Decision,
            {"body": line["body"], "decided_date": line.day("decided_date"), "number": line["number"]},
            title=line["title"],
            source=line["source"],
            is_assumed=bool(line["assumed"]),
        )


def weekdays(line: Line) -> list[int]:
    """Read "mon-thu" or "mon,wed,fri" as weekdays, Monday 0."""
    days: list[int] = []
    for part in line["days"].split(","):
        first, _dash, last = part.partition("-")
        if first not in WEEKDAYS or (last and last not in WEEKDAYS):
            raise line.wrong("days", "write days as mon-thu or mon,wed")
        days.extend(range(WEEKDAYS[first], WEEKDAYS[last or first] + 1))
    return days


def _degrees(line: Line, column: str) -> Decimal | None:
    text = line[column]
    return Decimal(text) if text else None
