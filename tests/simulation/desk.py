"""The random desk: day after day at six libraries, everything that people do to books, in an order drawn by a seed.

Each deed is one command of the house. After it, the rows it touched are checked (`touched`), and what it decided
is compared with the slow rules of `shadow`. A deed that is refused must have changed nothing.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import connection
from django.db.models import Max

from helge.circulation.commands.check_in import CheckedIn, check_in
from helge.circulation.commands.check_out import LoanMade, check_out
from helge.consortium.models import Library
from helge.consortium.occasion import Channel, Occasion
from helge.foundation.refusals import Refused
from helge.inventory.models import Item
from helge.journal.models import Event
from tests.simulation import audits, deeds, stage, touched
from tests.simulation.shadow import OpenDays
from tests.world import Reader, World

EVERY = 100
LAST_DEEDS = 40


class RandomDesk:
    """One seeded run. `scans` counts check-outs, check-ins and renewals that were tried."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.random = Random(seed)
        self.world = World()
        stage.decide(self.world)
        self.libraries = list(Library.objects.select_related("municipality").order_by("pk"))
        self.items = stage.fill_the_shelves(self.world, self.random, self.libraries)
        self.readers = stage.invite(self.world, self.random)
        self.birth_dates = {reader.id: reader.patron.birth_date for reader in self.readers}
        self.staff = self.world.staff("Anna")
        self.calendar = OpenDays(set())
        self.moment = self.world.moment(hour=10)
        self.scans = 0
        self.debts: Counter[int] = Counter()
        self.used_of_occasion: Counter[tuple[int, int, date]] = Counter()
        self.told_fees: dict[int, int] = {}
        self.deeds_counted: Counter[tuple[str, date]] = Counter()
        self.closed_months: dict[date, Any] = {}
        self.last_of_desk: dict[str, deeds.Remembered] = {}
        self.last_keyed: tuple[str, Callable[[], Any], Any] | None = None
        self.story: deque[str] = deque(maxlen=LAST_DEEDS)
        self.tried: Counter[str] = Counter()
        self.done: Counter[str] = Counter()
        self.last_event = self._newest_event()

    # --- the run ---

    def run(self, scans: int) -> None:
        """Let things happen until so many scans were made; the promises are asked every hundred."""
        audited = 0
        names, weights = zip(*deeds.DEEDS.items(), strict=True)
        while self.scans < scans:
            [name] = self.random.choices(names, weights)
            self.do(name)
            if self.scans // EVERY > audited:
                audited = self.scans // EVERY
                audits.audit(self)
        audits.audit(self)

    def do(self, name: str) -> None:
        self.moment += timedelta(seconds=self.random.randint(2, 90))
        if self.moment.hour >= 17:
            name = "night"
        self.tried[name] += 1
        before = self.last_event
        try:
            hands = deeds.do(name, self)
        except Refused as no:
            self.tell(f"{name}: refused {no.codes}")
            self.must(self._newest_event() == before, f"{name} was refused {no.codes} and left an event")
            return
        if hands is None:
            return
        self.done[name] += 1
        self._check_what_was_touched(hands)

    def _check_what_was_touched(self, hands: deeds.Hands) -> None:
        events = list(
            Event.objects.filter(pk__gt=self.last_event).values("id", "item_id", "hold_id", "patron_id", "kind", "why")
        )
        if events:
            self.last_event = max(event["id"] for event in events)
        items = {event["item_id"] for event in events if event["item_id"]} | hands.items
        holds = {event["hold_id"] for event in events if event["hold_id"]} | hands.holds
        patrons = {event["patron_id"] for event in events if event["patron_id"]} | hands.patrons
        found = touched.faults(items, holds, patrons, self.debts)
        self.must(not found, "; ".join(found))
        for event in events:
            text = str(event["why"])
            self.must("Läsare" not in text and "Exempel" not in text, f"event {event['kind']} names a person")

    # --- words and faults ---

    def tell(self, line: str) -> None:
        self.story.append(f"{self.moment:%m-%d %H:%M:%S} {line}")

    def must(self, is_so: bool, complaint: str) -> None:
        """Fail with the story so far and how to play it again."""
        if not is_so:
            story = "\n".join(self.story)
            raise AssertionError(f"HELGE_SEED={self.seed}, scan {self.scans}: {complaint}\n{story}")

    # --- what deeds ask for ---

    def at(
        self, library: Library, *, may: tuple[str, ...] = (), channel: Channel = Channel.DESK, **more: Any
    ) -> Occasion:
        found = self.world.at(library, may=list(may), staff=self.staff, channel=channel, **more)
        return Occasion(**{**found.__dict__, "at": self.moment})

    def by_itself(self) -> Occasion:
        return Occasion(at=self.moment, library=None, channel=Channel.ROUND)

    @property
    def today(self) -> date:
        return self.moment.date()

    def chance(self, part: float) -> bool:
        return self.random.random() < part

    def reader(self) -> Reader:
        return self.random.choice(self.readers)

    def library(self) -> Library:
        return self.random.choice(self.libraries)

    def item(self) -> Item:
        return self.random.choice(self.items)

    def one(self, rows: Any) -> Any:
        """One row of a query, drawn in an order that does not depend on the database."""
        found = list(rows.order_by("pk"))
        return self.random.choice(found) if found else None

    def count(self, kind: str, number: int = 1) -> None:
        self.deeds_counted[kind, self.today] += number

    def check_out(self, item: Item, reader: Reader, occasion: Occasion, override: frozenset[str]) -> LoanMade:
        self.scans += 1
        return check_out(item.barcode, reader.card, occasion=occasion, override=override)

    def check_in(self, item: Item, occasion: Occasion, returned_on: date | None) -> CheckedIn:
        self.scans += 1
        return check_in(item.barcode, occasion=occasion, returned_on=returned_on)

    def must_be_open(self, due: date, lender_id: int) -> None:
        self.must(self.calendar.is_open(lender_id, due), f"due on {due}, when library {lender_id} is closed")

    @staticmethod
    def _newest_event() -> int:
        return Event.objects.aggregate(newest=Max("pk"))["newest"] or 0

    @staticmethod
    def prove_the_ledger_now() -> None:
        """The ledger's own trigger speaks at the end of a transaction; ask it at once."""
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
