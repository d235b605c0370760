import random

import pytest

from helge.foundation.isbn import isbn13, issn


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("9789129688313", "9789129688313"),
        ("978-91-29-68831-3", "9789129688313"),
        ("91-29-68831-0 (inb.)", "9789129688313"),
        ("ISBN 9129688310", "9789129688313"),
        ("ISBN-13: 978 91 29 68831 3", "9789129688313"),
        ("0-8044-2957-x", "9780804429573"),
        ("080442957X", "9780804429573"),
        ("978\u201391\u201329\u201368831\u20133 : 129 kr", "9789129688313"),
    ],
)
def test_one_spelling_per_isbn(written, number):
    assert isbn13(written) == number


@pytest.mark.parametrize(
    "written",
    ["", "inb.", "9789129688314", "9129688311", "97891296883", "1234567890123", "97891296883130"],
)
def test_a_wrong_isbn_is_none(written):
    assert isbn13(written) is None


def test_any_single_wrong_digit_is_noticed():
    rng = random.Random(7)
    for _ in range(300):
        place = rng.randrange(3, 13)
        wrong = rng.choice([d for d in "0123456789" if d != "9789129688313"[place]])
        assert isbn13("9789129688313"[:place] + wrong + "9789129688313"[place + 1 :]) is None


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0378-5955", "0378-5955"),
        ("ISSN 2434-561x", "2434-561X"),
        ("03785955", "0378-5955"),
        ("0378-5954", None),
        ("", None),
    ],
)
def test_one_spelling_per_issn(written, number):
    assert issn(written) == number
