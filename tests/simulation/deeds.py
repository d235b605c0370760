"""What people and machines do at the random desk, and how often."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.simulation import errands, scans
from tests.simulation.hands import Hands, Remembered

if TYPE_CHECKING:
    from tests.simulation.desk import RandomDesk

__all__ = ["DEEDS", "Hands", "Remembered", "do"]

TABLE: dict[str, tuple[int, Callable[[RandomDesk], Hands | None]]] = {
    "fetch a hold": (60, scans.fetch_a_hold),
    "lend from the shelf": (150, scans.lend_from_the_shelf),
    "lend anything": (40, scans.lend_anything),
    "lend a book nobody knows": (3, scans.lend_a_book_nobody_knows),
    "return a loan": (150, scans.return_a_loan),
    "come with everything": (25, scans.come_with_everything),
    "receive from the van": (110, scans.receive_from_the_van),
    "pull from the shelf": (60, scans.pull_from_the_shelf),
    "clear the hold shelf": (20, scans.clear_the_hold_shelf),
    "scan anything": (50, scans.scan_anything),
    "scan twice": (12, scans.scan_twice),
    "renew a loan": (60, scans.renew_a_loan),
    "renew everything": (8, scans.renew_everything),
    "take back the last scan": (60, scans.take_back_the_last_scan),
    "send the same scan again": (15, scans.send_the_same_scan_again),
    "place a hold": (140, errands.place),
    "cancel a hold": (25, errands.cancel),
    "pause a hold": (15, errands.pause),
    "resume a hold": (8, errands.resume),
    "jump the queue": (6, errands.jump),
    "fetch elsewhere": (12, errands.fetch_elsewhere),
    "claim the pull list": (10, errands.claim),
    "not on the shelf": (10, errands.not_on_the_shelf),
    "answer for a journey": (20, errands.answer_for_a_journey),
    "buy": (3, errands.buy),
    "weed": (3, errands.weed),
    "put aside": (5, errands.put_aside),
    "lose sight of": (4, errands.lose_sight_of),
    "mend": (15, errands.mend),
    "lose a card": (2, errands.lose_a_card),
    "block": (4, errands.block),
    "pay": (30, errands.pay_something),
    "let the worker work": (60, errands.let_the_worker_work),
    "phone": (6, errands.somebody_is_phoned),
    "finish": (6, errands.a_desk_is_finished),
    "close a day": (2, errands.close_a_day),
    "night": (30, errands.night),
}
DEEDS = {name: weight for name, (weight, _deed) in TABLE.items()}


def do(name: str, desk: RandomDesk) -> Hands | None:
    """Do the deed; None when there was nothing to do it to."""
    return TABLE[name][1](desk)
