"""The bars, read back by the rules of the standard."""

import random

import pytest

from helge.interfaces.ui.printing.code128 import START_B, START_C, STOP, SYMBOLS, TO_B, TO_C, bar_widths


@pytest.mark.parametrize(
    "barcode", ["30112345678901", "3012345", "123", "HOF-12345-AB/9", "A12345B", "1", "a b~", "12A3456"]
)
def test_a_scanner_reads_what_was_printed(barcode):
    assert scanned(bar_widths(barcode)) == barcode


def test_any_printable_barcode_can_be_read_back():
    rng = random.Random(128)
    for _ in range(300):
        barcode = "".join(rng.choice("0123456789" * 4 + "AZaz -/.%$+_") for _place in range(rng.randint(1, 20)))
        assert scanned(bar_widths(barcode)) == barcode


def test_digits_in_pairs_make_a_card_sized_barcode():
    assert sum(bar_widths("30112345678901")) == (1 + 7 + 1) * 11 + 13


@pytest.mark.parametrize("barcode", ["", "åäö", "12\n34", "١٢٣٤"])
def test_what_the_standard_cannot_say_gets_no_bars(barcode):
    assert bar_widths(barcode) == []


def scanned(widths: list[int]) -> str:
    """Decode as a scanner does. Raises ValueError for an unknown symbol, AssertionError for a wrong sum."""
    digits = "".join(map(str, widths))
    assert digits.endswith(STOP)
    body = digits.removesuffix(STOP)
    start, *values, checksum = (SYMBOLS.index(body[place : place + 6]) for place in range(0, len(body), 6))
    assert (start + sum(place * value for place, value in enumerate(values, start=1))) % 103 == checksum
    in_pairs = {START_B: False, START_C: True}[start]
    text = ""
    for value in values:
        if value == (TO_B if in_pairs else TO_C):
            in_pairs = not in_pairs
        else:
            text += f"{value:02d}" if in_pairs else chr(value + 32)
    return text
