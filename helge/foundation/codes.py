"""Barcodes, card numbers and the codes on the hold shelf: what machines read and people say aloud."""

import random
import re
import unicodedata

from django.utils.translation import gettext as _

SHORTEST_BARCODE = 6
LONGEST_BARCODE = 20

# No I, L, O or Q, which look like 1 and 0; no B, G, S or Z, which look like 8, 6, 5 and 2; no V or W, so like U.
PICKUP_LETTERS = "ACDEFHJKMNPRTUXY"
PICKUP_DIGITS = "23456789"

# Fourteen digits where 2 in front means a person: the usual plan for library cards. Unlike ten or twelve digits it can
# never be taken for a personnummer.
CARD_PREFIX = "2"
CARD_SERIAL_DIGITS = 12

_SYMBOLOGY_MARK = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_BARCODE = re.compile(r"[0-9A-Za-z./+$%*_-]+")


def barcode_check(text: str) -> str:
    """Return the scanned or typed barcode without what scanners and people add: spaces, tabs, control characters.

    The mark that some scanners put in front to tell the kind of barcode ("]C1") goes too. Raises ValueError with a
    message for the desk when what is left cannot be a barcode. Says nothing about whether the barcode is known.
    """
    visible = "".join(sign for sign in text if unicodedata.category(sign)[0] not in "CZ")
    mark = _SYMBOLOGY_MARK.match(visible)
    barcode = visible[mark.end() :] if mark else visible
    if not barcode:
        raise ValueError(_("Skanna eller skriv en streckkod."))
    if not _BARCODE.fullmatch(barcode):
        raise ValueError(_("Streckkoden innehåller tecken som inte kan stå i en streckkod. Skanna igen."))
    if len(barcode) < SHORTEST_BARCODE:
        raise ValueError(_("Streckkoden är för kort. Skanna igen."))
    if len(barcode) > LONGEST_BARCODE:
        raise ValueError(_("Streckkoden är för lång. Kanske skannades två på en gång."))
    return barcode


def pickup_code(rng: random.Random) -> str:
    """Draw a code for the hold shelf, such as "K 472": short, easy to say, without signs that look alike.

    There are 8,192 of them; whoever shelves the item sees to it that no two on the same shelf are equal.
    """
    return f"{rng.choice(PICKUP_LETTERS)} {''.join(rng.choice(PICKUP_DIGITS) for _place in range(3))}"


def new_card_number(serial: int) -> str:
    """Return the library card number with this serial number: fourteen digits, the last one a check digit.

    Raises ValueError when the serial does not fit.
    """
    if not 0 < serial < 10**CARD_SERIAL_DIGITS:
        raise ValueError(f"a card serial has at most {CARD_SERIAL_DIGITS} digits and starts at 1, not {serial}")
    body = f"{CARD_PREFIX}{serial:0{CARD_SERIAL_DIGITS}d}"
    return body + luhn_check_digit(body)


def luhn_check_digit(digits: str) -> str:
    """The digit to put after `digits` (ISO/IEC 7812, modulus 10); it catches a wrong digit and most swapped ones."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def has_luhn_check_digit(number: str) -> bool:
    """True when the last digit agrees with the others. False for anything that is not at least two digits."""
    is_number = number.isascii() and number.isdigit() and len(number) > 1
    return is_number and luhn_check_digit(number[:-1]) == number[-1]
