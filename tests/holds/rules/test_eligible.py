"""May this copy serve this hold? The table."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from helge.holds.rules.eligible import HoldFacts, ItemFacts, first_eligible, in_queue_order, may_serve

TODAY = date(2027, 3, 1)
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
ANYWHERE = {"is_holdable": True, "pickup_scope": "anywhere", "new_item_days": 0}
OWNER, SAME_TOWN, FAR = 10, 11, 20
ITEM = ItemFacts(1, 5, OWNER, 100, "book", "normal", date(2020, 1, 1), "shelf", OWNER)
HOLD = HoldFacts(1, 5, None, FAR, 200, NOW)


def near(hold):
    return replace(hold, pickup_library_id=SAME_TOWN, pickup_municipality_id=100)


def at_owner(hold):
    return replace(hold, pickup_library_id=OWNER, pickup_municipality_id=100)


@pytest.mark.parametrize(
    ("item", "hold", "rule", "reason"),
    [
        ({}, HOLD, {}, None),
        ({"record_id": 6}, HOLD, {}, "other_title"),
        ({}, replace(HOLD, item_id=2), {}, "other_item"),
        ({}, replace(HOLD, item_id=1), {}, None),
        ({"is_withdrawn": True}, HOLD, {}, "withdrawn"),
        ({"loan_kind": "short"}, HOLD, {}, "short_loan"),
        ({"loan_kind": "reference"}, HOLD, {}, "reference"),
        ({}, HOLD, {"is_holdable": False}, "not_holdable"),
        ({"place": "attention"}, HOLD, {}, "attention"),
        # Games are fetched only at the owner; a local history only in its municipality.
        ({}, HOLD, {"pickup_scope": "library"}, "pickup_only_at_owner"),
        ({}, near(HOLD), {"pickup_scope": "library"}, "pickup_only_at_owner"),
        ({}, at_owner(HOLD), {"pickup_scope": "library"}, None),
        ({}, HOLD, {"pickup_scope": "municipality"}, "pickup_only_in_municipality"),
        ({}, near(HOLD), {"pickup_scope": "municipality"}, None),
        # School stock stays in the school.
        ({"shares_in_holds": False}, HOLD, {}, "school_stock"),
        ({"shares_in_holds": False}, at_owner(HOLD), {}, None),
        # New books serve their own municipality first, for so many days from acquisition.
        ({"acquired_date": TODAY}, HOLD, {"new_item_days": 30}, "new_item"),
        ({"acquired_date": TODAY}, near(HOLD), {"new_item_days": 30}, None),
        ({"acquired_date": TODAY - timedelta(days=29)}, HOLD, {"new_item_days": 30}, "new_item"),
        ({"acquired_date": TODAY - timedelta(days=30)}, HOLD, {"new_item_days": 30}, None),
        # Pauses count both their days.
        ({}, replace(HOLD, suspended_from=TODAY), {}, "paused"),
        ({}, replace(HOLD, suspended_from=TODAY, suspended_until=TODAY), {}, "paused"),
        ({}, replace(HOLD, suspended_from=TODAY + timedelta(days=1)), {}, None),
        ({}, replace(HOLD, suspended_from=date(2027, 1, 1), suspended_until=date(2027, 2, 28)), {}, None),
        ({}, replace(HOLD, needed_until=TODAY), {}, None),
        ({}, replace(HOLD, needed_until=TODAY - timedelta(days=1)), {}, "no_longer_needed"),
        ({}, replace(HOLD, pickup_closed_date=TODAY), {}, "pickup_closed"),
        ({}, replace(HOLD, pickup_closed_date=TODAY + timedelta(days=1)), {}, None),
    ],
)
def test_one_function_says_whom_a_copy_may_serve(item, hold, rule, reason):
    assert may_serve(replace(ITEM, **item), hold, {**ANYWHERE, **rule}, TODAY) == reason


def test_the_eleventh_is_found_behind_ten_that_cannot_be_served():
    paused = [replace(HOLD, hold_id=n, suspended_from=TODAY) for n in range(1, 11)]
    eleventh = replace(HOLD, hold_id=11, placed_at=NOW + timedelta(minutes=1))

    found = first_eligible(ITEM, [eleventh, *paused], ANYWHERE, TODAY)

    assert found.hold == eleventh
    assert found.skipped == tuple((n, "paused") for n in range(1, 11))


def test_the_queue_is_by_jump_then_by_time_then_by_number():
    early, late = replace(HOLD, hold_id=9), replace(HOLD, hold_id=2, placed_at=NOW + timedelta(hours=1))
    same_moment = replace(HOLD, hold_id=8)
    jumped = replace(HOLD, hold_id=4, placed_at=NOW + timedelta(hours=2), jumped_at=NOW + timedelta(hours=3))

    assert [hold.hold_id for hold in in_queue_order([early, late, jumped, same_moment])] == [4, 8, 9, 2]
