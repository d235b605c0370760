"""Which copy is fetched, when several could be."""

from datetime import UTC, date, datetime

from helge.holds.rules.eligible import HoldFacts, ItemFacts
from helge.holds.rules.nearest import choose_copy

KM = {(1, 9): 0, (2, 9): 80, (3, 9): 20, (4, 9): 40}
TOWN = {1: 900, 2: 900, 3: 300, 4: 400, 9: 900}
HOLD = HoldFacts(1, 5, None, 9, 900, datetime(2027, 3, 1, tzinfo=UTC))


def copy_at(library_id, item_id):
    return ItemFacts(item_id, 5, library_id, 0, "book", "normal", date(2020, 1, 1), "shelf", library_id)


def chosen(*copies):
    return choose_copy(
        HOLD, copies, distance_km=lambda one, other: KM.get((one, other), 0.0), municipality_of=TOWN.__getitem__
    )


def test_the_pickup_librarys_own_copy_comes_before_the_towns_and_the_nearest():
    assert chosen(copy_at(3, 1), copy_at(2, 2), copy_at(9, 3)).item.item_id == 3
    assert chosen(copy_at(3, 1), copy_at(2, 2)).item.item_id == 2
    assert chosen(copy_at(4, 1), copy_at(3, 2)).item.item_id == 2


def test_between_equals_the_lowest_number_so_the_answer_is_always_the_same():
    assert chosen(copy_at(3, 8), copy_at(3, 4)).item.item_id == 4


def test_the_slip_says_why_and_what_came_second():
    why = chosen(copy_at(4, 1), copy_at(3, 2)).why
    assert why == {"step": "nearest", "km": 20, "copies": 2, "second": {"item": 1, "step": "nearest", "km": 40}}


def test_without_copies_there_is_nothing_to_fetch():
    assert chosen() is None
