"""Where a scanned item goes: the whole table."""

import pytest

from helge.circulation.rules.where_next import HoldAtScan, Next, Outcome, Scanned, alert_of, where_next

HERE, OWNER, PICKUP = 1, 2, 3
AT_PICKUP, TO_PICKUP = HoldAtScan(7, HERE), HoldAtScan(7, PICKUP)


@pytest.mark.parametrize(
    ("scanned", "answer"),
    [
        (Scanned(HERE, HERE), Next(Outcome.SHELF)),
        (Scanned(HERE, OWNER), Next(Outcome.SEND_HOME, OWNER)),
        (Scanned(HERE, OWNER, stays_here=True), Next(Outcome.FLOATS)),
        (Scanned(HERE, HERE, stays_here=True), Next(Outcome.SHELF)),
        (Scanned(HERE, HERE, hold=AT_PICKUP), Next(Outcome.HOLD_SHELF, hold_id=7)),
        (Scanned(HERE, OWNER, hold=AT_PICKUP), Next(Outcome.HOLD_SHELF, hold_id=7)),
        (Scanned(HERE, HERE, hold=TO_PICKUP), Next(Outcome.SEND_HOLD, PICKUP, 7)),
        (Scanned(HERE, OWNER, hold=TO_PICKUP, stays_here=True), Next(Outcome.SEND_HOLD, PICKUP, 7)),
        (Scanned(HERE, OWNER, hold=HoldAtScan(7, OWNER)), Next(Outcome.SEND_HOLD, OWNER, 7)),
        # A damaged book serves nobody, whoever waits and wherever it belongs.
        (Scanned(HERE, HERE, alert="damaged", hold=AT_PICKUP), Next(Outcome.ATTENTION, alert="damaged")),
        (Scanned(HERE, OWNER, alert="wanted", stays_here=True), Next(Outcome.ATTENTION, alert="wanted")),
    ],
)
def test_alert_then_hold_then_home(scanned, answer):
    assert where_next(scanned) == answer


@pytest.mark.parametrize(
    ("place", "reason", "withdrawn", "quick", "alert"),
    [
        ("shelf", "", False, False, ""),
        ("on_loan", "", False, False, ""),
        ("missing", "", False, False, ""),
        ("lost", "", False, False, "returned_after_lost"),
        ("attention", "damaged", False, False, "damaged"),
        ("on_loan", "", False, True, "quick_add"),
        ("on_loan", "", True, False, "not_lent"),
        ("withdrawn", "", False, False, "not_lent"),
        ("attention", "damaged", True, True, "not_lent"),
    ],
)
def test_what_a_person_must_settle_first(place, reason, withdrawn, quick, alert):
    assert alert_of(place, reason, is_withdrawn=withdrawn, is_quick_add=quick) == alert
