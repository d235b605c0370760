"""What else happens on a day: holds, pull lists, vans, money, messages, nights."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

from helge.circulation.commands.answer_transit import ANSWERS, answer_transit
from helge.circulation.commands.set_aside import set_aside
from helge.circulation.commands.undo_scan import finish
from helge.circulation.rounds import forget_undo_memos
from helge.config.reactions import READERS
from helge.consortium.commands.add_closed_day import add_closed_day
from helge.consortium.occasion import Channel
from helge.fees.commands.pay import pay
from helge.fees.queries import debt_ore
from helge.holds.commands.answer_not_found import answer_not_found
from helge.holds.commands.cancel_hold import cancel_hold
from helge.holds.commands.change_pickup import change_pickup
from helge.holds.commands.claim_pulls import claim_pulls, unclaim_pulls
from helge.holds.commands.jump_queue import jump_queue
from helge.holds.commands.mark_told import mark_told
from helge.holds.commands.place_hold import place_hold
from helge.holds.commands.suspend_hold import resume_hold, suspend_hold
from helge.holds.models import ACTIVE, Hold, HoldState, PullSlip
from helge.holds.rounds import assign_all_pulls, expire_waiting
from helge.inventory.commands.add_item import add_item
from helge.inventory.commands.clear_attention import clear_attention
from helge.inventory.commands.mark_missing import mark_missing
from helge.inventory.commands.new_item import NewItem
from helge.inventory.commands.withdraw_item import withdraw_item
from helge.inventory.models import AttentionReason, Item, PlaceKind, Whereabouts
from helge.journal.commands.claim_slips import claim_slips
from helge.logistics.models import Transit
from helge.notices.commands.send_due import send_due
from helge.patrons.commands.block_patron import block_patron, unblock_patron
from helge.patrons.commands.replace_card import replace_card
from helge.patrons.models import Block
from helge.statistics.commands.close_month import close_month
from helge.stewardship.commands.purge_due import purge_due
from tests.simulation import audits, scans
from tests.simulation.hands import Hands

if TYPE_CHECKING:
    from tests.simulation.desk import RandomDesk


# --- holds ---


def place(desk: RandomDesk) -> Hands | None:
    item, reader, pickup = desk.item(), desk.reader(), desk.library()
    certain = item.pk if desk.chance(0.1) else None
    until = desk.today + timedelta(days=desk.random.randint(3, 30)) if desk.chance(0.15) else None
    desk.tell(f"{reader.id} reserves {item.record_id} (copy {certain}) to {pickup.code} until {until}")
    held = Hold.objects.filter(patron_id=reader.id, state__in=ACTIVE).count()
    placed = place_hold(
        item.record_id,
        reader.id,
        pickup.pk,
        item_id=certain,
        needed_until=until,
        occasion=desk.at(pickup, channel=Channel.WEB if desk.chance(0.7) else Channel.DESK),
    )
    desk.must(held < 8, f"hold number {held + 1} at a limit of 8")
    desk.tell(f"... hold {placed.hold_id}, place {placed.place}")
    desk.count("hold")
    scans.touch(desk, item.record_id)
    return Hands(set(), {placed.hold_id}, {reader.id})


def _hold(desk: RandomDesk, *states: str) -> Hold | None:
    found = desk.one(Hold.objects.filter(state__in=states or ACTIVE))
    if found is not None:
        scans.touch(desk, found.record_id)
    return found


def cancel(desk: RandomDesk) -> Hands | None:
    if (hold := _hold(desk)) is None:
        return None
    desk.tell(f"hold {hold.pk} ({hold.state}) is cancelled")
    cancel_hold(hold.pk, occasion=desk.at(desk.library(), channel=Channel.WEB))
    return Hands({hold.captured_item_id} if hold.captured_item_id else set(), {hold.pk}, {hold.patron_id})


def pause(desk: RandomDesk) -> Hands | None:
    if (hold := _hold(desk)) is None:
        return None
    first = desk.today + timedelta(days=desk.random.randint(0, 3))
    last = first + timedelta(days=desk.random.randint(0, 9)) if desk.chance(0.6) else None
    desk.tell(f"hold {hold.pk} ({hold.state}) is paused {first} to {last}")
    suspend_hold(hold.pk, first, last, occasion=desk.at(desk.library()))
    return Hands(set(), {hold.pk})


def resume(desk: RandomDesk) -> Hands | None:
    hold = desk.one(Hold.objects.filter(state__in=ACTIVE, suspended_from__isnull=False))
    if hold is None:
        return None
    desk.tell(f"hold {hold.pk} is resumed")
    scans.touch(desk, hold.record_id)
    resume_hold(hold.pk, occasion=desk.at(desk.library()))
    return Hands(set(), {hold.pk})


def jump(desk: RandomDesk) -> Hands | None:
    if (hold := _hold(desk)) is None:
        return None
    desk.tell(f"hold {hold.pk} ({hold.state}) jumps the queue")
    jump_queue(hold.pk, "skolan väntar", occasion=desk.at(desk.library(), may=("jump_queue",)))
    return Hands(set(), {hold.pk})


def fetch_elsewhere(desk: RandomDesk) -> Hands | None:
    if (hold := _hold(desk)) is None:
        return None
    pickup = desk.library()
    desk.tell(f"hold {hold.pk} ({hold.state}) will be fetched in {pickup.code}")
    change_pickup(hold.pk, pickup.pk, occasion=desk.at(pickup, channel=Channel.WEB))
    return Hands(set(), {hold.pk})


# --- pull lists and vans ---


def claim(desk: RandomDesk) -> Hands | None:
    library = desk.library()
    rows = list(PullSlip.objects.filter(library=library).order_by("pk").values_list("pk", flat=True))
    claim_pulls(rows[-5:], occasion=desk.at(library))
    if desk.chance(0.3):
        unclaim_pulls(rows[-5:], occasion=desk.at(library))
    scans.touch_all(desk)
    return Hands()


def not_on_the_shelf(desk: RandomDesk) -> Hands | None:
    slip = desk.one(PullSlip.objects.filter(state__in=["open", "claimed"]).select_related("library", "item"))
    if slip is None:
        return None
    desk.tell(f"{slip.library.code} does not find {slip.item_id} for hold {slip.hold_id}")
    scans.touch(desk, slip.item.record_id)
    answer_not_found(slip.pk, occasion=desk.at(slip.library))
    return Hands({slip.item_id}, {slip.hold_id})


def answer_for_a_journey(desk: RandomDesk) -> Hands | None:
    transit = desk.one(Transit.objects.filter(closed_at=None).select_related("from_library", "to_library", "item"))
    if transit is None:
        return None
    library = desk.random.choice([transit.from_library, transit.to_library, desk.library()])
    answer = desk.random.choice(ANSWERS)
    desk.tell(f"{library.code} answers {answer} for item {transit.item_id} on its way to {transit.to_library.code}")
    scans.touch(desk, transit.item.record_id)
    answer_transit(transit.pk, answer, occasion=desk.at(library))
    return Hands({transit.item_id})


# --- items ---


def buy(desk: RandomDesk) -> Hands | None:
    item, library = desk.item(), desk.library()
    facts = NewItem(f"3{next(desk.world.numbers):09d}", library.pk, item.media_type_id)
    bought = add_item(item.record_id, facts, occasion=desk.at(library, may=("edit_item",)))
    desk.tell(f"{library.code} buys item {bought.pk} of {bought.record_id}")
    desk.items.append(Item.objects.select_related("record", "owning_library").get(pk=bought.pk))
    return Hands({bought.pk})


def weed(desk: RandomDesk) -> Hands | None:
    item = desk.item()
    desk.tell(f"item {item.pk} of {item.record_id} is withdrawn")
    scans.touch(desk, item.record_id)
    withdraw_item(item.pk, "slitet", occasion=desk.at(desk.library(), may=("edit_item",)))
    return Hands({item.pk})


def put_aside(desk: RandomDesk) -> Hands | None:
    item = desk.item()
    desk.tell(f"item {item.pk} of {item.record_id} is put aside")
    scans.touch(desk, item.record_id)
    set_aside(item.pk, AttentionReason.DAMAGED, occasion=desk.at(desk.library()))
    return Hands({item.pk})


def lose_sight_of(desk: RandomDesk) -> Hands | None:
    item = desk.item()
    desk.tell(f"item {item.pk} of {item.record_id} is missing")
    scans.touch(desk, item.record_id)
    mark_missing(item.pk, occasion=desk.at(desk.library()))
    return Hands({item.pk})


def mend(desk: RandomDesk) -> Hands | None:
    spot = desk.one(Whereabouts.objects.filter(place=PlaceKind.ATTENTION).select_related("library", "item"))
    if spot is None:
        return None
    desk.tell(f"item {spot.item_id} is mended")
    scans.touch(desk, spot.item.record_id)
    clear_attention(spot.item_id, occasion=desk.at(spot.library, may=("clear_attention",)))
    return Hands({spot.item_id})


# --- people and money ---


def lose_a_card(desk: RandomDesk) -> Hands | None:
    reader = desk.reader()
    desk.tell(f"{reader.id} gets a new card")
    reader.card = replace_card(reader.id, "lost", occasion=desk.at(desk.library(), may=("edit_patron",))).number
    return Hands(set(), set(), {reader.id})


def block(desk: RandomDesk) -> Hands | None:
    reader, occasion = desk.reader(), desk.at(desk.library(), may=("edit_patron",))
    blocks = list(Block.objects.filter(patron_id=reader.id))
    desk.tell(f"{reader.id} is {'un' if blocks else ''}blocked")
    if blocks:
        for old in blocks:
            unblock_patron(old.pk, occasion=occasion)
    else:
        block_patron(reader.id, "lämnar aldrig tillbaka", to_date=desk.today + timedelta(days=4), occasion=occasion)
    return Hands(set(), set(), {reader.id})


def pay_something(desk: RandomDesk) -> Hands | None:
    owing = [reader for reader in desk.readers if desk.debts[reader.id] > 0]
    if not owing:
        return None
    reader = desk.random.choice(owing)
    debt = debt_ore(reader.id)
    amount = desk.random.choice([debt, debt, max(debt // 2, 1), debt + 100])
    desk.tell(f"{reader.id} pays {amount} of {debt}")
    # An undo of the return that was charged is refused from now on: its fee is paid.
    scans.touch_all(desk)
    method = desk.random.choice(["cash", "card", "swish"])
    pay(reader.id, amount, method, occasion=desk.at(desk.library()))
    desk.must(amount <= debt, "took more money than is owed")
    desk.debts[reader.id] -= amount
    return Hands(set(), set(), {reader.id})


# --- what happens by itself ---


def let_the_worker_work(desk: RandomDesk) -> Hands | None:
    readers = {name: import_string(function) for name, function in READERS.items()}
    while claim_slips(readers, now=desk.moment):
        pass
    send_due(desk.moment)
    scans.touch_all(desk)
    return Hands()


def somebody_is_phoned(desk: RandomDesk) -> Hands | None:
    hold = desk.one(Hold.objects.filter(state=HoldState.READY, told_at=None))
    if hold is None:
        return None
    desk.tell(f"hold {hold.pk} is told by phone")
    mark_told(hold.pk, desk.moment, occasion=desk.at(desk.library()))
    scans.touch_all(desk)
    return Hands(set(), {hold.pk})


def a_desk_is_finished(desk: RandomDesk) -> Hands | None:
    if not desk.last_of_desk:
        return None
    name = desk.random.choice(sorted(desk.last_of_desk))
    finish(desk.at(desk.library(), desk=name))
    del desk.last_of_desk[name]
    return Hands()


def close_a_day(desk: RandomDesk) -> Hands | None:
    library, day = desk.library(), desk.today + timedelta(days=desk.random.randint(14, 35))
    desk.tell(f"{library.code} will be closed on {day}")
    add_closed_day(day, day, "inventering", library_id=library.pk, occasion=desk.at(library, may=("edit_libraries",)))
    desk.calendar.closed.add((library.pk, day))
    return Hands()


def night(desk: RandomDesk) -> Hands | None:
    """The library closes; the rounds run; one to twelve days later somebody opens it again."""
    let_the_worker_work(desk)
    evening = desk.moment.date()
    days = desk.random.choice([1, 1, 1, 1, 2, 3, 7, 12])
    for step in range(1, days + 1):
        day = evening + timedelta(days=step)
        desk.moment = desk.world.moment(day, hour=2)
        forget_undo_memos(desk.by_itself())
        expire_waiting(desk.by_itself())
        assign_all_pulls(desk.by_itself())
        purge_due(desk.moment)
        if day.day == 1:
            _end_the_month(desk, day - timedelta(days=1))
    desk.last_of_desk.clear()
    desk.moment = desk.world.moment(evening + timedelta(days=days), hour=10)
    desk.tell(f"--- {desk.today:%A} ---")
    let_the_worker_work(desk)
    audits.every_pull_list_is_fair(desk)
    return Hands()


def _end_the_month(desk: RandomDesk, last_day: date) -> None:
    close_month(last_day, occasion=desk.by_itself())
    desk.closed_months[last_day.replace(day=1)] = audits.figures(last_day)
    audits.the_month_counts_what_was_done(desk, last_day)
