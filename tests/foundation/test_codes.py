import random
import re

import pytest

from helge.foundation.codes import barcode_check, has_luhn_check_digit, luhn_check_digit, new_card_number, pickup_code


@pytest.mark.parametrize(
    ("scanned", "barcode"),
    [
        ("30123456789012", "30123456789012"),
        (" 3012 3456 7890\t12\r\n", "30123456789012"),
        ("\x02301234\x03", "301234"),
        ("]C1301234567", "301234567"),
        ("HIG-00123", "HIG-00123"),
        ("\ufeff301234\u200b", "301234"),
    ],
)
def test_a_barcode_is_freed_from_what_scanners_add(scanned, barcode):
    assert barcode_check(scanned) == barcode


@pytest.mark.parametrize(
    ("scanned", "words"),
    [
        ("", "Skanna eller skriv"),
        (" \r\n", "Skanna eller skriv"),
        ("12345", "för kort"),
        ("3" * 21, "för lång"),
        ("30123åäö", "tecken"),
        ("<script>", "tecken"),
        ("٣٠١٢٣٤٥", "tecken"),
    ],
)
def test_what_cannot_be_a_barcode_is_refused_in_plain_words(scanned, words):
    with pytest.raises(ValueError, match=words):
        barcode_check(scanned)


def test_hold_shelf_codes_are_short_and_without_lookalikes():
    rng = random.Random(5)
    codes = [pickup_code(rng) for _ in range(2000)]

    assert all(re.fullmatch(r"[ACDEFHJKMNPRTUXY] [2-9]{3}", code) for code in codes)
    assert len(set(codes)) > 1500


def test_a_new_card_has_fourteen_digits_and_a_check_digit():
    assert new_card_number(1) == "2000000000001" + luhn_check_digit("2000000000001")
    numbers = {new_card_number(serial) for serial in range(1, 2001)}
    assert len(numbers) == 2000
    assert all(len(number) == 14 and has_luhn_check_digit(number) for number in numbers)
    for serial in (0, -1, 10**12):
        with pytest.raises(ValueError, match="card serial"):
            new_card_number(serial)


def test_one_wrong_digit_is_always_caught():
    rng = random.Random(6)
    for _ in range(300):
        number = new_card_number(rng.randrange(1, 10**12))
        place = rng.randrange(14)
        wrong = rng.choice([d for d in "0123456789" if d != number[place]])
        assert not has_luhn_check_digit(number[:place] + wrong + number[place + 1 :])
    assert not has_luhn_check_digit("")
    assert not has_luhn_check_digit("7")
    assert not has_luhn_check_digit("12a4")
