"""A patron's own page as facts: what needs them first, loans, holds with place, what is owed."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from helge.catalogue.models import BibRecord
from helge.circulation.models import Loan
from helge.consortium import queries as consortium
from helge.consortium.queries import LibraryFacts
from helge.fees.models import Charge
from helge.fees.queries import debt_ore, standing_charges
from helge.holds.models import Hold, HoldState
from helge.holds.queries import being_picked, holds_of_patron, places_of, without_copy
from helge.logistics.models import Transit
from helge.logistics.queries import is_late

DUE_SOON_DAYS = 5
LAPSES_SOON_DAYS = 30


@dataclass(frozen=True)
class MyLoan:
    """`state` is a key of ui.states.LOAN. `answer` is what the last renewal said about this loan."""

    loan_id: int
    record: BibRecord
    due_date: date
    state: str
    renewals: int
    library: LibraryFacts
    answer: "RenewalAnswer | None" = None


@dataclass(frozen=True)
class RenewalAnswer:
    """What happened to one loan: a new due date, or every reason why not."""

    due_date: date | None
    why_not: tuple[str, ...] = ()


@dataclass(frozen=True)
class MyHold:
    """`state` is a key of ui.states.HOLD; place and copies count over all libraries.

    `outlook` is set only while no copy is left: an `Outlook`, or "none" until the library has answered.
    """

    hold_id: int
    record: BibRecord
    state: str
    place: int
    copies: int
    pickup: LibraryFacts
    pickup_code: str
    shelf_until: date | None
    suspended_from: date | None
    suspended_until: date | None
    needed_until: date | None
    lapses_soon: bool = False
    outlook: str = ""

    @property
    def may_change(self) -> bool:
        return self.state in {"waiting", "picking", "suspended"}


@dataclass(frozen=True)
class MyPage:
    to_fetch: list[MyHold] = field(default_factory=list)
    holds: list[MyHold] = field(default_factory=list)
    loans: list[MyLoan] = field(default_factory=list)
    debt_ore: int = 0
    charges: list[Charge] = field(default_factory=list)

    @property
    def overdue(self) -> list[MyLoan]:
        return [loan for loan in self.loans if loan.state == "overdue"]

    @property
    def due_soon(self) -> list[MyLoan]:
        return [loan for loan in self.loans if loan.state == "due_soon"]

    @property
    def may_pause(self) -> bool:
        return any(hold.may_change for hold in self.holds)

    @property
    def is_paused(self) -> bool:
        """Some hold is paused, or will be."""
        return any(hold.may_change and hold.suspended_from is not None for hold in self.holds)


def my_page(patron_id: int, today: date, answers: dict[int, RenewalAnswer]) -> MyPage:
    """Everything on one page; a fixed number of queries however much somebody borrows."""
    holds = my_holds(holds_of_patron(patron_id), today)
    return MyPage(
        to_fetch=[hold for hold in holds if hold.state == "ready"],
        holds=[hold for hold in holds if hold.state != "ready"],
        loans=my_loans(patron_id, today, answers),
        debt_ore=debt_ore(patron_id),
        charges=standing_charges(patron_id),
    )


def my_loans(patron_id: int, today: date, answers: dict[int, RenewalAnswer]) -> list[MyLoan]:
    """Open loans, soonest due first."""
    open_loans = (
        Loan.objects.filter(patron_id=patron_id, checked_in_at__isnull=True)
        .select_related("item__record")
        .order_by("due_date", "pk")
    )
    return [
        MyLoan(
            loan_id=loan.pk,
            record=loan.item.record,
            due_date=loan.due_date,
            state=_loan_state(loan.due_date, today),
            renewals=loan.renewals,
            library=consortium.library(loan.library_id),
            answer=answers.get(loan.pk),
        )
        for loan in open_loans
    ]


def my_holds(holds: list[Hold], today: date) -> list[MyHold]:
    """Holds with their places in the queue and what keeps them."""
    if not holds:
        return []
    places, late, picked = places_of(holds), _late(holds, today), being_picked(holds)
    # A title with copies may still lack the certain one that somebody waits for.
    hopeless = without_copy([hold for hold in holds if places[hold.pk].copies == 0 or hold.item_id is not None])
    return [
        MyHold(
            hold_id=hold.pk,
            record=hold.record,
            state=_hold_state(hold, today, is_late=hold.pk in late, is_picked=hold.pk in picked),
            place=places[hold.pk].place,
            copies=places[hold.pk].copies,
            pickup=consortium.library(hold.pickup_library_id),
            pickup_code=hold.pickup_code,
            shelf_until=hold.shelf_until,
            suspended_from=hold.suspended_from if _is_paused_some_day(hold, today) else None,
            suspended_until=hold.suspended_until,
            needed_until=hold.needed_until,
            lapses_soon=_lapses_soon(hold, today),
            outlook=(hold.outlook or "none") if hold.pk in hopeless else "",
        )
        for hold in holds
    ]


def _loan_state(due: date, today: date) -> str:
    if due < today:
        return "overdue"
    return "due_soon" if due <= today + timedelta(days=DUE_SOON_DAYS) else "open"


def _hold_state(hold: Hold, today: date, *, is_late: bool, is_picked: bool) -> str:
    if hold.state == HoldState.IN_TRANSIT:
        return "late" if is_late else "in_transit"
    begins = hold.suspended_from if _is_paused_some_day(hold, today) else None
    if hold.state == HoldState.WAITING and begins is not None and begins <= today:
        return "suspended"
    return "picking" if is_picked else str(hold.state)


def _lapses_soon(hold: Hold, today: date) -> bool:
    if hold.state != HoldState.WAITING or hold.needed_until is None:
        return False
    return hold.needed_until <= today + timedelta(days=LAPSES_SOON_DAYS)


def _is_paused_some_day(hold: Any, today: date) -> bool:
    """Paused now or later; a pause that has passed is none."""
    return hold.suspended_from is not None and (hold.suspended_until is None or hold.suspended_until >= today)


def _late(holds: list[Hold], today: date) -> set[int]:
    """Holds whose copy has been on its way for too long."""
    under_way = [hold.pk for hold in holds if hold.state == HoldState.IN_TRANSIT]
    if not under_way:
        return set()
    open_transits = Transit.objects.filter(hold_id__in=under_way, closed_at__isnull=True)
    return {transit.hold_id for transit in open_transits if transit.hold_id and is_late(transit, today)}
