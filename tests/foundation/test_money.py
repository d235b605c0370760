import random

import pytest

from helge.foundation.money import kronor, parse_kronor, split_largest_remainder


@pytest.mark.parametrize(
    ("ore", "written"),
    [
        (0, "0,00\u00a0kr"),
        (5, "0,05\u00a0kr"),
        (1250, "12,50\u00a0kr"),
        (125_000, "1\u202f250,00\u00a0kr"),
        (123_456_789, "1\u202f234\u202f567,89\u00a0kr"),
        (-1250, "\u221212,50\u00a0kr"),
    ],
)
def test_ore_are_written_as_kronor(ore, written):
    assert kronor(ore) == written


@pytest.mark.parametrize(
    ("typed", "ore"),
    [
        ("12", 1200),
        ("12,5", 1250),
        ("12.50", 1250),
        ("12:50", 1250),
        ("12:-", 1200),
        (" 1 250,00 kr ", 125_000),
        ("1\u00a0250 kronor", 125_000),
        ("-5", -500),
        ("\u22125,00 kr", -500),
        ("0", 0),
    ],
)
def test_a_sum_is_read_the_way_people_write_it(typed, ore):
    assert parse_kronor(typed) == ore


@pytest.mark.parametrize("typed", ["", "kr", "tolv", "12,505", "1,2,3", "12,", "--5", "1e3", "٣", "30123456789012"])
def test_what_is_not_a_sum_is_refused_with_words(typed):
    with pytest.raises(ValueError, match="elopp"):
        parse_kronor(typed)


def test_what_is_written_can_be_read_back():
    rng = random.Random(1)
    for ore in (rng.randint(-(10**8), 10**8) for _ in range(500)):
        assert parse_kronor(kronor(ore)) == ore


def test_shares_always_sum_to_the_total_and_stay_within_one_ore():
    rng = random.Random(2)
    for _ in range(500):
        total = rng.randint(-(10**9), 10**9)
        weights = [rng.choice([0, rng.randint(1, 10**6)]) for _ in range(rng.randint(1, 12))]
        if not any(weights):
            continue
        shares = split_largest_remainder(total, weights)
        assert sum(shares) == total
        for share, weight in zip(shares, weights, strict=True):
            assert abs(share * sum(weights) - total * weight) < sum(weights)
            assert weight or not share


def test_the_left_over_ore_goes_to_the_largest_remainder_and_first_in_line_when_equal():
    assert split_largest_remainder(100, [1, 1, 1]) == [34, 33, 33]
    assert split_largest_remainder(10, [1, 6]) == [1, 9]
    assert split_largest_remainder(-100, [1, 1, 1]) == [-34, -33, -33]


def test_a_sum_needs_somebody_to_carry_it():
    assert split_largest_remainder(0, [0, 0]) == [0, 0]
    assert split_largest_remainder(0, []) == []
    with pytest.raises(ValueError, match="nobody"):
        split_largest_remainder(1, [0, 0])
    with pytest.raises(ValueError, match="negative"):
        split_largest_remainder(1, [2, -1])
