"""The rules once more, slow and plain, written from the decisions and not from the code under test.

Nothing here calls a rule of the house. Where the house and this page differ, one of them is wrong.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

# Easter Sundays, from the almanac.
EASTER = {2027: date(2027, 3, 28), 2028: date(2028, 4, 16), 2029: date(2029, 4, 1), 2030: date(2030, 4, 21)}
FIXED = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)}


def is_holiday(day: date) -> bool:
    """Swedish public holidays and the three eves when libraries are closed."""
    easter = EASTER[day.year]
    moving = {easter + timedelta(days=step) for step in (-2, 0, 1, 39, 49)}
    is_midsummer = day.month == 6 and (
        (day.weekday() == 4 and 19 <= day.day <= 25) or (day.weekday() == 5 and 20 <= day.day <= 26)
    )
    is_all_saints = day.weekday() == 5 and date(day.year, 10, 31) <= day <= date(day.year, 11, 6)
    return (day.month, day.day) in FIXED or day in moving or is_midsummer or is_all_saints


@dataclass
class OpenDays:
    """Every library of the cast keeps open Monday to Saturday; `closed` holds (library id, day)."""

    closed: set[tuple[int, date]]

    def is_open(self, library_id: int, day: date) -> bool:
        return day.weekday() < 6 and not is_holiday(day) and (library_id, day) not in self.closed

    def first_from(self, library_id: int, day: date) -> date:
        while not self.is_open(library_id, day):
            day += timedelta(days=1)
        return day


@dataclass(frozen=True)
class Copy:
    """A copy in somebody's hand."""

    id: int
    record: int
    owner: int
    owner_municipality: int
    media_type: str
    loan_kind: str
    acquired: date
    is_shared: bool


@dataclass(frozen=True)
class Waiting:
    """A hold in the queue."""

    id: int
    record: int
    item: int | None
    pickup: int
    pickup_municipality: int
    pickup_closed: date | None
    placed: float
    jumped: float | None
    paused_from: date | None
    paused_until: date | None
    needed_until: date | None


# The stage of the random desk (see desk.py): games are fetched at their owner's, new films stay near for a while.
FETCHED_AT_THE_OWNER = {"game"}
NEAR_WHILE_NEW = {"film": 30}


def may_have(hold: Waiting, copy: Copy, today: date) -> bool:
    """May this hold be served by this copy today?"""
    if hold.record != copy.record or (hold.item is not None and hold.item != copy.id):
        return False
    if copy.loan_kind != "normal":
        return False
    if hold.pickup_closed is not None and hold.pickup_closed <= today:
        return False
    if hold.needed_until is not None and today > hold.needed_until:
        return False
    if hold.paused_from is not None and today >= hold.paused_from:
        is_over = hold.paused_until is not None and today > hold.paused_until
        if not is_over:
            return False
    fetches_at_owner = hold.pickup == copy.owner
    if copy.media_type in FETCHED_AT_THE_OWNER and not fetches_at_owner:
        return False
    if not copy.is_shared and not fetches_at_owner:
        return False
    days_near = NEAR_WHILE_NEW.get(copy.media_type, 0)
    is_new = (today - copy.acquired).days < days_near
    return not (is_new and hold.pickup_municipality != copy.owner_municipality)


def next_in_line(queue: Iterable[Waiting], copy: Copy, today: date) -> int | None:
    """The hold that a copy must serve: of those that may have it, the first that jumped, else the first placed."""
    able = [hold for hold in queue if may_have(hold, copy, today)]
    jumped = [hold for hold in able if hold.jumped is not None]
    if jumped:
        return min(jumped, key=lambda hold: (hold.jumped, hold.placed, hold.id)).id
    return min(able, key=lambda hold: (hold.placed, hold.id)).id if able else None


NEW_TARIFF = date(2027, 3, 15)
ITEM_CAP, OCCASION_CAP = 1000, 1200
DEARER = "2182"


def price_of_a_day(day: date, municipality: str) -> int:
    """Öre per late day: 100 until the new tariff, then 150; Söderhamn took 300 all the time."""
    if municipality == DEARER:
        return 300
    return 100 if day < NEW_TARIFF else 150


def late_fee(due: date, returned: date, *, born: date, municipality: str, used_of_the_occasion: int) -> int:
    """What a late return costs: day by day, free until the eighteenth birthday, capped per item and occasion."""
    total = 0
    day = due + timedelta(days=1)
    while day <= returned:
        is_grown_up = (day.year - born.year, day.month, day.day) >= (18, born.month, born.day)
        total += price_of_a_day(day, municipality) if is_grown_up else 0
        day += timedelta(days=1)
    return max(min(total, ITEM_CAP, OCCASION_CAP - used_of_the_occasion), 0)
