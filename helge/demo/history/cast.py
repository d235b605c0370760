"""Who takes part in the history: readers and what they like, libraries and how busy they are. Read once per process."""

import math
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from itertools import accumulate
from random import Random
from typing import Any, Generic, TypeVar

from helge.catalogue.models import BibRecord
from helge.consortium import queries as consortium
from helge.consortium.occasion import STOCKHOLM, Channel, Occasion
from helge.consortium.queries import LibraryFacts
from helge.demo.chance import chance
from helge.demo.copies import INHABITANTS
from helge.demo.editions import CONTROL_SOURCE
from helge.demo.plan import Plan
from helge.inventory.models import Item
from helge.patrons.models import Card

Thing = TypeVar("Thing")

BUSY = {"main": 12.0, "branch": 1.8, "bookmobile": 1.5, "upper_secondary": 0.8, "compulsory": 0.5}
SATURDAY = 0.6


@dataclass(frozen=True)
class Reader:
    """A patron who borrows."""

    patron_id: int
    card: str
    home_id: int
    municipality_id: int
    category: str
    is_child: bool


@dataclass
class Cast:
    """Everybody and everything that takes part, in an order that does not depend on ids."""

    plan: Plan
    readers: list[Reader]
    wanted: dict[int, float]  # how much the public asks for a record
    audience: dict[int, str]
    work_of: dict[int, int]
    libraries: list[LibraryFacts]
    at_home: dict[int, list[Reader]] = field(default_factory=dict)

    def is_open(self, library_id: int, day: date) -> bool:
        return consortium.calendar_of(library_id).is_open(day)

    def open_libraries(self, day: date) -> list[LibraryFacts]:
        return [one for one in self.libraries if self.is_open(one.id, day)]

    def busyness(self, library: LibraryFacts, day: date) -> float:
        """How much of the lending falls on this library this day, in a unit of its own."""
        weight = BUSY.get(library.kind, 0.5) * INHABITANTS.get(library.municipality, 10) ** 0.8
        return weight * (SATURDAY if day.weekday() >= 5 else 1.0)

    @cached_property
    def busyness_in_all(self) -> float:
        from helge.demo.history.days import days_of_history

        days = days_of_history(self.plan.first_day, self.plan.today)
        return sum(self.busyness(one, day) for day in days for one in self.open_libraries(day)) or 1.0

    def moments(self, library_id: int, day: date) -> tuple[datetime, datetime]:
        """From opening to closing."""
        hours = consortium.calendar_of(library_id).hours_on(day)
        opens, closes = min(one.opens for one in hours), max(one.closes for one in hours)
        return datetime.combine(day, opens, STOCKHOLM), datetime.combine(day, closes, STOCKHOLM)

    @cached_property
    def titles(self) -> "Lottery[int]":
        """Records drawn as often as they are asked for; those on nobody's shelf are left out."""
        return Lottery(list(self.wanted), [weight**1.25 for weight in self.wanted.values()])

    @cached_property
    def holders(self) -> list[Reader]:
        return [reader for reader in self.readers if reader.category != "school_class"]


class Lottery(Generic[Thing]):
    """Draws things by weight, again and again."""

    def __init__(self, things: Sequence[Thing], weights: Sequence[float]) -> None:
        self.things = things
        self.sums = list(accumulate(weights))

    def draw(self, dice: Random) -> Thing | None:
        if not self.things:
            return None
        return self.things[min(bisect(self.sums, dice.random() * self.sums[-1]), len(self.things) - 1)]


def gather(plan: Plan) -> Cast:
    """Read the cast from the database."""
    everybody = [
        Reader(
            patron_id=card.patron_id,
            card=card.number,
            home_id=card.patron.home_library_id,
            municipality_id=card.patron.municipality_id,
            category=card.patron.category_id,
            is_child=card.patron.category_id == "child",
        )
        for card in Card.objects.filter(is_active=True).select_related("patron").order_by("number")
    ]
    libraries = sorted(consortium.libraries().values(), key=lambda one: one.code)
    at_home: dict[int, list[Reader]] = {one.id: [] for one in libraries}
    # A third never come; the rest come more or less often, and stand more than once in the list of their library.
    for number, reader in enumerate(everybody):
        for _time in range(math.floor(chance(plan.seed, number, "eager") ** 2 * 5 + 0.45)):
            at_home[reader.home_id].append(reader)
    return Cast(
        plan=plan,
        readers=everybody,
        wanted=_wanted(),
        audience=dict(BibRecord.objects.values_list("pk", "audience")),
        work_of=dict(BibRecord.objects.values_list("pk", "work_id")),
        libraries=libraries,
        at_home=at_home,
    )


def _wanted() -> dict[int, float]:
    """The number of copies tells how much a title is asked for; those who bought them knew."""
    counts: dict[int, int] = {}
    for (record_id,) in (
        Item.objects.filter(record__control_source=CONTROL_SOURCE, loan_kind="normal")
        .order_by("barcode")
        .values_list("record_id")
    ):
        counts[record_id] = counts.get(record_id, 0) + 1
    return {record_id: float(count) for record_id, count in counts.items()}


def at(moment: datetime, library: LibraryFacts | None, channel: Channel = Channel.DESK, **more: Any) -> Occasion:
    """An occasion of the history: nobody's in particular unless `more` says who."""
    return Occasion(at=moment, library=library.place if library else None, channel=channel, **more)


def clock(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), STOCKHOLM)
