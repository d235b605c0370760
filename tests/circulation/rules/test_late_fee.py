"""Late fees: every late day by the tariff of that very day."""

from datetime import date, timedelta

import pytest

from helge.circulation.rules.late_fee import DayTariff, LateFee, overdue_charge

UNTIL_2022 = DayTariff(100, item_cap_ore=20_000, occasion_cap_ore=20_000, fees_from_age=18, tariff_id=1)


def old_tariff(day):
    """One krona a day until New Year's Eve 2022, nothing after."""
    return UNTIL_2022 if day <= date(2022, 12, 31) else None


def fee(due, returned, *, born=date(1980, 1, 1), already=0, tariff_of=old_tariff):
    return overdue_charge(
        due_date=due, returned_date=returned, birth_date=born, charged_already_ore=already, tariff_of=tariff_of
    )


@pytest.mark.parametrize(
    ("due", "returned", "ore"),
    [
        (date(2022, 12, 28), date(2023, 1, 5), 300),  # 29, 30 and 31 December
        (date(2023, 1, 10), date(2023, 2, 1), 0),
        (date(2022, 12, 1), date(2022, 12, 1), 0),
        (date(2022, 12, 1), date(2022, 11, 20), 0),
        (date(2022, 12, 1), date(2022, 12, 2), 100),
        (date(2022, 1, 1), date(2022, 12, 31), 20_000),  # capped per item
    ],
)
def test_a_tariff_counts_only_on_its_own_days(due, returned, ore):
    assert fee(due, returned).ore == ore


def test_what_has_been_charged_on_the_same_occasion_is_taken_off_the_cap():
    assert fee(date(2022, 11, 1), date(2022, 12, 1), already=19_000).ore == 1_000
    assert fee(date(2022, 11, 1), date(2022, 12, 1), already=20_000).ore == 0


def test_each_day_is_judged_by_the_age_on_that_day():
    turns_18 = date(2004, 12, 11)
    assert fee(date(2022, 12, 8), date(2022, 12, 13), born=turns_18) == LateFee(300, 3, 1)
    assert fee(date(2022, 12, 8), date(2022, 12, 10), born=turns_18).ore == 0
    assert fee(date(2022, 12, 8), date(2022, 12, 10), born=None).ore == 200


def test_a_dearer_tariff_costs_more_from_its_first_day():
    dearer = date(2022, 12, 5)
    answer = fee(
        date(2022, 12, 1),
        date(2022, 12, 6),
        tariff_of=lambda day: DayTariff(200 if day >= dearer else 100, tariff_id=2 if day >= dearer else 1),
    )
    assert answer == LateFee(100 * 3 + 200 * 2, 5, 2)


def test_a_book_found_behind_the_radiator_after_twenty_years_is_answered_at_once():
    assert fee(date(2002, 1, 1), date(2002, 1, 1) + timedelta(days=7300)).ore == 20_000
