"""The scans of the random desk: lend, take back, renew, and take the last one back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from helge.circulation.commands.check_in import Outcome
from helge.circulation.commands.lend_unregistered import lend_unregistered
from helge.circulation.commands.renew import Renewed, renew, renew_all
from helge.circulation.commands.undo_scan import UndoRefused, undo_scan
from helge.circulation.models import Loan
from helge.consortium.models import Library
from helge.consortium.occasion import Channel, Occasion
from helge.foundation.refusals import Refused
from helge.holds.models import Hold, HoldState, PullSlip
from helge.holds.queries import captured_hold
from helge.inventory.models import Item, PlaceKind, Whereabouts
from helge.journal.models import Event
from helge.logistics.models import Transit
from tests.simulation import shadow
from tests.simulation.hands import Hands, Remembered, picture
from tests.simulation.stage import LOAN_DAYS, QUEUE_DAYS, SHORT_DAYS, as_copy
from tests.world import Reader

if TYPE_CHECKING:
    from tests.simulation.desk import RandomDesk

EVERY_PERMISSION = ("lend_despite_debt", "lend_despite_limit", "lend_held_item", "lend_despite_block")
EVERY_OVERRIDE = frozenset({"debt", "too_many_loans", "held_for_other", "blocked"})
OUTCOMES_FOR_A_HOLD = (Outcome.HOLD_SHELF, Outcome.SEND_HOLD)


def some_desk(desk: RandomDesk, library: Library) -> str:
    """Two desks per library; one scan in ten has no desk session, as at a returns machine."""
    return "" if desk.chance(0.1) else f"{library.code}-{desk.random.choice('ab')}"


# --- lend ---


def fetch_a_hold(desk: RandomDesk) -> Hands | None:
    """Somebody comes for what stands on the hold shelf."""
    ready = desk.one(Hold.objects.filter(state=HoldState.READY).select_related("pickup_library"))
    if ready is None:
        return None
    reader = next(reader for reader in desk.readers if reader.id == ready.patron_id)
    return _lend(desk, _item(ready.captured_item_id), reader, ready.pickup_library)


def lend_from_the_shelf(desk: RandomDesk) -> Hands | None:
    spot = desk.one(Whereabouts.objects.filter(place=PlaceKind.SHELF).select_related("library"))
    return _lend(desk, _item(spot.item_id), desk.reader(), spot.library) if spot else None


def lend_anything(desk: RandomDesk) -> Hands | None:
    """Any copy at any library: travelling, held for another, lent to another, withdrawn."""
    return _lend(desk, desk.item(), desk.reader(), desk.library())


def _lend(desk: RandomDesk, item: Item, reader: Reader, library: Library) -> Hands:
    is_bold = desk.chance(0.3)
    occasion = desk.at(
        library,
        may=EVERY_PERMISSION if is_bold else (),
        desk=some_desk(desk, library),
        channel=Channel.DESK if is_bold or desk.chance(0.6) else Channel.MACHINE,
        scan_key=f"key-{desk.scans}" if desk.chance(0.5) else "",
    )
    desk.tell(f"{library.code} {occasion.desk} lends {item.pk} of {item.record_id} to {reader.id}")
    before = picture(item.record_id)
    held = captured_hold(item.pk)
    loans = Loan.objects.filter(patron_id=reader.id, checked_in_at=None).count()
    override = EVERY_OVERRIDE if is_bold else frozenset()
    loan = desk.check_out(item, reader, occasion, override)
    desk.must(is_bold or loans < 8, f"loan number {loans + 1} was made at a limit of 8")
    desk.must(is_bold or held is None or held.patron_id == reader.id, "lent what stands ready for another")
    desk.must_be_open(loan.due_date, library.pk)
    allowed = {
        desk.calendar.first_from(library.pk, desk.today + timedelta(days=days))
        for days in (LOAN_DAYS, QUEUE_DAYS, SHORT_DAYS)
    }
    desk.must(loan.due_date in allowed, f"due on {loan.due_date}")
    _remember(
        desk, occasion, Remembered("check_out", item.pk, item.record_id, desk.today, ("loan",), None, 0, None, before)
    )
    desk.count("loan")
    if occasion.scan_key:
        desk.last_keyed = (occasion.scan_key, lambda: desk.check_out(item, reader, occasion, override), loan)
    return Hands({item.pk}, set(), {reader.id})


def lend_a_book_nobody_knows(desk: RandomDesk) -> Hands | None:
    library, reader = desk.library(), desk.reader()
    barcode = f"3{next(desk.world.numbers):09d}"
    desk.tell(f"{library.code} registers {barcode} in haste for {reader.id}")
    desk.scans += 1
    occasion = desk.at(library)
    loan = lend_unregistered(barcode, "Okänd bok", "book", reader.card, occasion=occasion)
    item = _item(loan.item_id)
    desk.items.append(item)
    desk.count("loan")
    return Hands({item.pk}, set(), {reader.id})


# --- take back, receive, pull, clear ---


def return_a_loan(desk: RandomDesk) -> Hands | None:
    """To the library that lent it, mostly; one in three to another."""
    loan = desk.one(Loan.objects.filter(checked_in_at=None).select_related("library"))
    if loan is None:
        return None
    library = desk.library() if desk.chance(0.35) else loan.library
    back_dated = desk.today - timedelta(days=desk.random.randint(0, 6)) if desk.chance(0.15) else None
    return _take(desk, _item(loan.item_id), library, back_dated)


def come_with_everything(desk: RandomDesk) -> Hands | None:
    """One reader empties the bag at one desk: the cap of the return occasion counts over all of it."""
    one = desk.one(Loan.objects.filter(checked_in_at=None))
    if one is None:
        return None
    library, hands = desk.library(), Hands(set(), set(), {one.patron_id})
    loans = Loan.objects.filter(patron_id=one.patron_id, checked_in_at=None).order_by("pk")
    for item_id in list(loans.values_list("item_id", flat=True)):
        hands.items |= _take(desk, _item(item_id), library).items
        desk.moment += timedelta(seconds=desk.random.randint(2, 20))
    return hands


def receive_from_the_van(desk: RandomDesk) -> Hands | None:
    transit = desk.one(Transit.objects.filter(closed_at=None).select_related("to_library"))
    return _take(desk, _item(transit.item_id), transit.to_library) if transit else None


def pull_from_the_shelf(desk: RandomDesk) -> Hands | None:
    slip = desk.one(PullSlip.objects.filter(state__in=["open", "claimed"]).select_related("library"))
    return _take(desk, _item(slip.item_id), slip.library) if slip else None


def clear_the_hold_shelf(desk: RandomDesk) -> Hands | None:
    spot = desk.one(Whereabouts.objects.filter(place=PlaceKind.HOLD_SHELF, hold_id=None).select_related("library"))
    return _take(desk, _item(spot.item_id), spot.library) if spot else None


def scan_anything(desk: RandomDesk) -> Hands | None:
    return _take(desk, desk.item(), desk.library())


def scan_twice(desk: RandomDesk) -> Hands | None:
    """The trigger pressed twice: the same answer, nothing new in the journal."""
    item, library = desk.item(), desk.library()
    hands = _take(desk, item, library)
    events = Event.objects.count()
    desk.moment += timedelta(seconds=desk.random.randint(0, 8))
    again = desk.check_in(item, desk.at(library), None)
    desk.tell(f"... and once more: {again.outcome} {again.warnings}")
    desk.must("double_scan" in again.warnings, "the second scan was not seen as one")
    desk.must(Event.objects.count() == events, "the second scan left an event")
    return hands


def _take(desk: RandomDesk, item: Item, library: Library, returned_on: date | None = None) -> Hands:
    item = _item(item.pk)
    occasion = desk.at(
        library,
        desk=some_desk(desk, library),
        scan_key=f"key-{desk.scans}" if desk.chance(0.5) else "",
    )
    desk.tell(f"{library.code} {occasion.desk} scans {item.pk} of {item.record_id} returned {returned_on or 'now'}")
    before = picture(item.record_id)
    loan = Loan.objects.filter(item_id=item.pk, checked_in_at=None).select_related("library__municipality").first()
    fee, key = _expected_fee(desk, loan, library, returned_on or desk.today)
    captured = captured_hold(item.pk)
    was_asked = Whereabouts.objects.get(item_id=item.pk).place
    deserving = _deserving(desk, item)
    scanned = desk.check_in(item, occasion, returned_on)
    desk.tell(f"... {scanned.outcome} {scanned.to_library} hold {scanned.hold_id} fee {scanned.late_fee_ore}")
    _judge(desk, scanned, captured, deserving, was_asked)
    # Two desks may take the same book within seconds by chance: the second is told what the first was.
    is_double = "double_scan" in scanned.warnings
    told = desk.told_fees.get(item.pk, 0) if is_double else fee
    desk.must(scanned.late_fee_ore == told, f"a late fee of {scanned.late_fee_ore} öre that should be {told}")
    desk.told_fees[item.pk] = told
    if is_double:
        return Hands({item.pk})
    patron_id = loan.patron_id if loan else None
    if patron_id is not None:
        desk.debts[patron_id] += fee
        desk.used_of_occasion[key] += fee
        desk.count("return")
    counted = ("return",) if loan else ()
    _remember(
        desk,
        occasion,
        Remembered("check_in", item.pk, item.record_id, desk.today, counted, patron_id, fee, key, before),
    )
    if occasion.scan_key:
        desk.last_keyed = (occasion.scan_key, lambda: desk.check_in(item, occasion, returned_on), scanned)
    return Hands({item.pk}, {scanned.hold_id} if scanned.hold_id else set(), {patron_id} if patron_id else set())


def _expected_fee(desk: RandomDesk, loan: Loan | None, here: Library, returned: date) -> tuple[int, Any]:
    if loan is None:
        return 0, None
    key = (loan.patron_id, here.pk, desk.today)
    fee = shadow.late_fee(
        loan.due_date,
        returned,
        born=desk.birth_dates[loan.patron_id],
        municipality=loan.library.municipality.code,
        used_of_the_occasion=desk.used_of_occasion[key],
    )
    return fee, key


def _deserving(desk: RandomDesk, item: Item) -> int | None:
    return shadow.next_in_line(waiting(item.record_id), as_copy(item), desk.today)


def waiting(record_id: int) -> list[shadow.Waiting]:
    """The queue of a title as plain values for the slow rules, in no order."""
    holds = Hold.objects.filter(record_id=record_id, state=HoldState.WAITING).select_related("pickup_library")
    return [
        shadow.Waiting(
            id=hold.pk,
            record=hold.record_id,
            item=hold.item_id,
            pickup=hold.pickup_library_id,
            pickup_municipality=hold.pickup_library.municipality_id,
            pickup_closed=hold.pickup_library.closed_date,
            placed=hold.placed_at.timestamp(),
            jumped=hold.jumped_at.timestamp() if hold.jumped_at else None,
            paused_from=hold.suspended_from,
            paused_until=hold.suspended_until,
            needed_until=hold.needed_until,
        )
        for hold in holds
    ]


def _judge(desk: RandomDesk, scanned: Any, captured: Hold | None, deserving: int | None, was: str) -> None:
    """A copy under way to somebody goes on to them; any other goes to the first in line who may have it."""
    if scanned.outcome == Outcome.ATTENTION:
        return
    due_to = captured.pk if captured is not None else deserving
    desk.must(scanned.hold_id == due_to, f"hold {due_to} was next in line and {scanned.hold_id} was served (was {was})")
    desk.must((scanned.outcome in OUTCOMES_FOR_A_HOLD) == (due_to is not None), f"{scanned.outcome} for hold {due_to}")


# --- renew, undo, the same scan again ---


def renew_a_loan(desk: RandomDesk) -> Hands | None:
    loan = desk.one(Loan.objects.filter(checked_in_at=None).select_related("library__municipality", "item"))
    if loan is None:
        return None
    library = desk.library()
    on_the_web = desk.chance(0.4)
    occasion = desk.at(
        library,
        desk="" if on_the_web else some_desk(desk, library),
        channel=Channel.WEB if on_the_web else Channel.DESK,
    )
    desk.tell(f"{library.code} {occasion.desk} renews loan {loan.pk} of item {loan.item_id}")
    desk.scans += 1
    before = picture(loan.item.record_id)
    made = renew(loan.pk, occasion=occasion)
    key = (loan.patron_id, library.pk, desk.today)
    fee = _after_renewal(desk, loan, made, key)
    _remember(
        desk,
        occasion,
        Remembered(
            "renew", loan.item_id, loan.item.record_id, desk.today, ("renewal",), loan.patron_id, fee, key, before
        ),
    )
    return Hands({loan.item_id}, set(), {loan.patron_id})


def renew_everything(desk: RandomDesk) -> Hands | None:
    reader, library = desk.reader(), desk.library()
    desk.tell(f"{reader.id} renews everything on the web")
    loans = {
        loan.pk: loan
        for loan in Loan.objects.filter(patron_id=reader.id, checked_in_at=None).select_related(
            "library__municipality", "item"
        )
    }
    desk.scans += len(loans)
    for answer in renew_all(reader.id, occasion=desk.at(library, channel=Channel.WEB)):
        if isinstance(answer, Renewed):
            _after_renewal(desk, loans[answer.loan_id], answer, (reader.id, library.pk, desk.today))
            touch(desk, loans[answer.loan_id].item.record_id)
    return Hands({loan.item_id for loan in loans.values()}, set(), {reader.id})


def _after_renewal(desk: RandomDesk, loan: Loan, made: Renewed, key: tuple[int, int, date]) -> int:
    """`loan` as it was before. Others may not wait; what had come due is charged."""
    desk.must(made.due_date > loan.due_date, "a renewal made the loan shorter")
    desk.must_be_open(made.due_date, loan.library_id)
    desk.must(loan.renewals < 2, "renewed a third time")
    copy = as_copy(_item(loan.item_id))
    desk.must(
        shadow.next_in_line(waiting(copy.record), copy, desk.today) is None,
        "renewed while somebody waits who may have it",
    )
    fee = shadow.late_fee(
        loan.due_date,
        desk.today,
        born=desk.birth_dates[loan.patron_id],
        municipality=loan.library.municipality.code,
        used_of_the_occasion=desk.used_of_occasion[key],
    )
    desk.debts[loan.patron_id] += fee
    desk.used_of_occasion[key] += fee
    desk.count("renewal")
    return fee


def take_back_the_last_scan(desk: RandomDesk) -> Hands | None:
    """Ångra at one of the desks that has scanned something lately."""
    names = sorted(desk.last_of_desk)
    if not names:
        return None
    # Mostly it is seen at once.
    name = next(reversed(desk.last_of_desk)) if desk.chance(0.6) else desk.random.choice(names)
    library = next(library for library in desk.libraries if library.code == name.rsplit("-", 1)[0])
    last = desk.last_of_desk[name]
    desk.tell(f"{name} takes back its {last.verb} of {last.item_id}")
    try:
        undone = undo_scan(occasion=desk.at(library, desk=name))
    except UndoRefused as no:
        desk.must(
            not last.is_untouched
            or no.codes == ("nothing_to_undo",)
            or "patron_told" in no.codes
            or "fee_paid" in no.codes,
            f"nothing has happened since, and yet it cannot be taken back: {no.codes}",
        )
        del desk.last_of_desk[name]
        raise
    del desk.last_of_desk[name]
    desk.must(undone.verb == last.verb, f"took back {undone.verb} instead of {last.verb}")
    for kind in last.counted:
        desk.deeds_counted[kind, last.day] -= 1
    if last.patron_id is not None:
        desk.debts[last.patron_id] -= last.fee_ore
        if last.occasion_key is not None:
            desk.used_of_occasion[last.occasion_key] -= last.fee_ore
    if last.is_untouched:
        now = picture(last.record_id)
        for part, rows in last.before.items():
            desk.must(now[part] == rows, f"{part} did not come back: {rows} became {now[part]}")
    touch(desk, last.record_id)
    return Hands({last.item_id}, set(), {last.patron_id} if last.patron_id else set())


def send_the_same_scan_again(desk: RandomDesk) -> Hands | None:
    """The network broke after the scan: the device sends it again and gets the first answer."""
    if desk.last_keyed is None:
        return None
    key, again, answer = desk.last_keyed
    desk.tell(f"{key} is sent again")
    events = Event.objects.count()
    try:
        desk.must(again() == answer, f"{key} got another answer")
    except Refused as no:
        desk.must(False, f"{key} was answered and is now refused {no.codes}")
    desk.must(Event.objects.count() == events, f"{key} was acted on twice")
    return Hands()


def _remember(desk: RandomDesk, occasion: Occasion, scan: Remembered) -> None:
    """The desk's last scan from now on; everybody else's scan of the title is no longer untouched."""
    touch(desk, scan.record_id)
    if occasion.desk:
        desk.last_of_desk.pop(occasion.desk, None)
        desk.last_of_desk[occasion.desk] = scan


def touch(desk: RandomDesk, record_id: int) -> None:
    for other in desk.last_of_desk.values():
        if other.record_id == record_id:
            other.is_untouched = False


def touch_all(desk: RandomDesk) -> None:
    for other in desk.last_of_desk.values():
        other.is_untouched = False


def _item(item_id: int) -> Item:
    return Item.objects.select_related("record", "owning_library").get(pk=item_id)
