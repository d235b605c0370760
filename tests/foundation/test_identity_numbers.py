from datetime import date
from itertools import islice

import pytest

from helge.foundation import identity_numbers
from helge.foundation.codes import luhn_check_digit
from helge.foundation.identity_numbers import PUBLISHED_TEST_NUMBERS, parse_identity_number

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    "typed",
    [
        "201701012393",
        "20170101-2393",
        "1701012393",
        "170101-2393",
        " 170101 2393 ",
        "170101\u20132393",
        "2017 0101 2393",
    ],
)
def test_one_person_however_the_number_is_typed(typed):
    number = parse_identity_number(typed, today=TODAY)

    assert number.number12 == "201701012393"
    assert number.birth_date == date(2017, 1, 1)
    assert not number.is_samordningsnummer
    assert number.masked() == "20170101-****"


def test_a_plus_sign_means_a_hundred_years():
    born_1899 = next(n for n in identity_numbers.test_numbers(1) if n.birth_date.year == 1899)
    short = f"{born_1899.number12[2:8]}+{born_1899.number12[8:]}"

    assert parse_identity_number(short, today=date(1999, 12, 31)) == born_1899
    assert parse_identity_number(short.replace("+", "-"), today=date(1998, 12, 31)) == born_1899


def test_a_ten_digit_number_is_never_from_the_future():
    # 31 December 2015 has not been on 1 December 2015, so ten digits then mean 1915.
    assert parse_identity_number("151231-2396", today=date(2015, 12, 1)).birth_date == date(1915, 12, 31)
    assert parse_identity_number("151231-2396", today=date(2015, 12, 31)).birth_date == date(2015, 12, 31)
    with pytest.raises(ValueError, match="inte varit"):
        parse_identity_number("20151231-2396", today=date(2015, 12, 1))


def test_a_samordningsnummer_has_sixty_added_to_the_day():
    number = parse_identity_number("18901061238" + luhn_check_digit("901061238"), today=TODAY)

    assert number.is_samordningsnummer
    assert number.birth_date == date(1890, 10, 1)
    assert number.masked() == "18901061-****"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "hej",
        "170101",
        "170101-2394",  # wrong check digit
        "170230-2390",  # 30 February
        "170101-0009",  # 000 is no serial number
        "20170101-23930",
        "٢٠١٧٠١٠١٢٣٩٣",
        "2017-01-01-2393",
        "T70101-2393",
    ],
)
def test_a_wrong_number_is_refused_in_words_that_do_not_repeat_it(typed):
    with pytest.raises(ValueError, match="ersonnumret") as refused:
        parse_identity_number(typed, today=TODAY)

    assert not typed or typed not in str(refused.value)
    assert refused.value.__cause__ is None


def test_the_number_does_not_show_in_a_debug_line():
    number = parse_identity_number("201701012393", today=TODAY)

    assert "2393" not in repr(number)
    assert "2393" not in f"{number} {[number]}"


def test_published_test_numbers_are_correct_and_known():
    assert list(PUBLISHED_TEST_NUMBERS) == sorted(set(PUBLISHED_TEST_NUMBERS))
    for number12 in PUBLISHED_TEST_NUMBERS:
        assert parse_identity_number(number12, today=TODAY).is_test_number


def test_made_up_numbers_are_correct_different_and_nobodys():
    numbers = list(identity_numbers.test_numbers(7))

    assert len({n.number12 for n in numbers}) == len(numbers) == 7304
    assert numbers == list(identity_numbers.test_numbers(7))
    assert numbers[:5] != list(islice(identity_numbers.test_numbers(8), 5))
    for number in numbers[:500]:
        assert number.is_test_number
        assert parse_identity_number(number.number12, today=TODAY) == number


def test_a_number_that_may_be_somebodys_is_not_a_test_number():
    assert not identity_numbers.IdentityNumber("201701022392", date(2017, 1, 2), False).is_test_number
