"""What is done at the desks, each through its command; a refusal is part of a day's work and counted."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from helge.circulation.commands.check_in import check_in
from helge.circulation.commands.check_out import check_out
from helge.circulation.commands.renew import renew
from helge.consortium.occasion import Channel
from helge.consortium.queries import LibraryFacts
from helge.demo.history.cast import Reader, at
from helge.foundation.refusals import Refused
from helge.holds.commands.answer_not_found import answer_not_found
from helge.holds.commands.cancel_hold import cancel_hold
from helge.holds.commands.place_hold import place_hold
from helge.notices.commands.mark_phoned import mark_phoned


@dataclass
class Day:
    """One day: what is to be done at which moment, and how it went."""

    day: date
    tally: Counter[str] = field(default_factory=Counter)
    new_queues: set[int] = field(default_factory=set)  # works that got a hold
    _deeds: list[tuple[datetime, int, Callable[[], object], str]] = field(default_factory=list)

    def plan(self, moment: datetime, name: str, deed: Callable[[], object]) -> None:
        self._deeds.append((moment, len(self._deeds), deed, name))

    def live(self, until: datetime) -> None:
        """Do everything in order of the clock, up to `until`."""
        for moment, _number, deed, name in sorted(self._deeds, key=lambda one: one[:2]):
            if moment > until:
                break
            try:
                deed()
                self.tally[name] += 1
            except Refused:
                self.tally[f"{name} refused"] += 1

    # --- the deeds ---

    def lends(self, moment: datetime, library: LibraryFacts, barcode: str, card: str, name: str = "loans") -> None:
        channel = Channel.MACHINE if moment.minute % 5 < 3 and library.kind == "main" else Channel.DESK
        self.plan(moment, name, lambda: check_out(barcode, card, occasion=at(moment, library, channel)))

    def scans(
        self, moment: datetime, library: LibraryFacts, barcode: str, name: str, returned_on: date | None = None
    ) -> None:
        self.plan(moment, name, lambda: check_in(barcode, occasion=at(moment, library), returned_on=returned_on))

    def renews(self, moment: datetime, library: LibraryFacts, loan_id: int) -> None:
        self.plan(moment, "renewals", lambda: renew(loan_id, occasion=at(moment, library, Channel.WEB)))

    def reserves(
        self, moment: datetime, home: LibraryFacts, reader: Reader, record_id: int, pickup_id: int, work_id: int
    ) -> None:
        channel = Channel.WEB if moment.minute % 10 < 8 else Channel.DESK

        def deed() -> None:
            place_hold(record_id, reader.patron_id, pickup_id, occasion=at(moment, home, channel))
            self.new_queues.add(work_id)

        self.plan(moment, "holds", deed)

    def gives_up(self, moment: datetime, home: LibraryFacts, hold_id: int) -> None:
        self.plan(moment, "holds cancelled", lambda: cancel_hold(hold_id, occasion=at(moment, home, Channel.WEB)))

    def does_not_find(self, moment: datetime, library: LibraryFacts, slip_id: int) -> None:
        self.plan(moment, "not found", lambda: answer_not_found(slip_id, occasion=at(moment, library)))

    def calls(self, moment: datetime, library: LibraryFacts, notice_id: int) -> None:
        self.plan(moment, "calls", lambda: mark_phoned(notice_id, occasion=at(moment, library)))
