import random
from datetime import date, timedelta

import pytest

from helge.patrons.rules.ages import age_on, first_card_date, is_child, may_have_card


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2010, 5, 17), date(2026, 5, 16), 15),
        (date(2010, 5, 17), date(2026, 5, 17), 16),
        (date(2010, 5, 17), date(2010, 5, 17), 0),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
    ],
)
def test_a_year_is_full_on_the_birthday(born, day, age):
    assert age_on(born, day) == age


def test_a_child_is_a_child_until_eighteen():
    born = date(2008, 3, 2)
    assert is_child(born, date(2026, 3, 1))
    assert not is_child(born, date(2026, 3, 2))
    assert is_child(born, date(2026, 3, 2), limit=21)


def test_the_whole_class_may_have_cards_from_new_year():
    for birthday in (date(2020, 1, 1), date(2020, 12, 31), date(2020, 2, 29)):
        assert first_card_date(birthday) == date(2026, 1, 1)
        assert not may_have_card(birthday, date(2025, 12, 31))
        assert may_have_card(birthday, date(2026, 1, 1))


def test_nobody_has_an_age_before_birth():
    with pytest.raises(ValueError, match="born"):
        age_on(date(2026, 1, 2), date(2026, 1, 1))


def test_age_grows_by_one_a_year_and_never_shrinks():
    rng = random.Random(9)
    for _ in range(200):
        born = date(1930, 1, 1) + timedelta(days=rng.randrange(30000))
        days = sorted(born + timedelta(days=rng.randrange(30000)) for _ in range(5))
        ages = [age_on(born, day) for day in days]
        assert ages == sorted(ages)
