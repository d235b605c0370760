from datetime import UTC, datetime, timedelta

import pytest

from helge.consortium.rules.throttle import address_waits_until, identity_waits_until

NOW = datetime(2027, 2, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failures", "minutes"),
    [(0, None), (4, None), (5, 1), (6, 2), (7, 4), (8, 8), (10, 32), (11, 60), (60, 60)],
)
def test_a_card_waits_longer_for_each_wrong_pin(failures, minutes):
    waits = identity_waits_until([NOW] * failures)
    assert waits == (None if minutes is None else NOW + timedelta(minutes=minutes))


def test_a_whole_library_shares_an_address_and_is_given_more():
    assert address_waits_until([NOW] * 49) is None
    assert address_waits_until([NOW] * 50) == NOW + timedelta(minutes=15)
