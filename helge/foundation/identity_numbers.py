"""Personnummer and samordningsnummer: read what people type, keep twelve digits, show as little as possible.

Facts about the form: Skatteverket, Rättslig vägledning, "Personnummer" (18 § folkbokföringslagen) and
"Samordningsnummer" (the day of birth plus 60). The check digit and the calendar are tested by the
package `personnummer`.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from personnummer import personnummer

from .codes import luhn_check_digit

COORDINATION_DAYS = 60

# No human life has been longer than 122 years, so whoever was born before this day cannot be a patron today.
NOBODY_LIVING_BORN_BEFORE = date(1900, 1, 1)

# Numbers that Skatteverket has set aside and publishes as open data for testing ("Testpersonnummer" on dataportal.se,
# data set 6_67959), as far as we have seen them quoted with that source. They are listed one by one: their serial
# numbers (238 and 239 from 1990 on, 980 to 999 before) look like a rule, but we have found no promise that it is one.
PUBLISHED_TEST_NUMBERS = (
    "198501139995",
    "198611239883",
    "199001252387",
    "199006022397",
    "199007212393",
    "199007282388",
    "199007302384",
    "199107172380",
    "199212252382",
    "199312162390",
    "199312172381",
    "199504242398",
    "199610202385",
    "199705162387",
    "199710182396",
    "199912282382",
    "199912312387",
    "200001022391",
    "200001032382",
    "200001042399",
    "200001052380",
    "200002262384",
    "200007312382",
    "200304302383",
    "200510162381",
    "200512312398",
    "201512312396",
    "201701012393",
)

# Read with the wrong century, a number from the 1890s becomes one from the 1990s. With these serial numbers even that
# reading falls among the published test numbers, never on a living person.
_SAFE_SERIALS = ("238", "239")

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_TYPED_NUMBER = re.compile(r"((?:[0-9]{2})?)([0-9]{2})([0-9]{2})([0-9]{2})([-+]?)([0-9]{4})")


@dataclass(frozen=True)
class IdentityNumber:
    """A number that is correct in form. `number12` is a secret: it reaches no log, address, slip or event."""

    number12: str
    birth_date: date
    is_samordningsnummer: bool

    @property
    def is_test_number(self) -> bool:
        """True when the number can never be a living person's; demo and tests use no others."""
        return self.birth_date < NOBODY_LIVING_BORN_BEFORE or self.number12 in PUBLISHED_TEST_NUMBERS

    def masked(self) -> str:
        """The number as staff may see it in passing: "20170101-****"."""
        return f"{self.number12[:8]}-****"

    def __repr__(self) -> str:
        # A traceback or a debug line must not carry the number.
        return "IdentityNumber(********)"

    __str__ = masked


def parse_identity_number(text: str, *, today: date | None = None) -> IdentityNumber:
    """Read ten or twelve digits with or without -, + and spaces.

    With ten digits the century is the latest that gives a birth date not after `today`, and one earlier after a plus
    sign (used from the year of the hundredth birthday). Without `today` the machine's date decides.
    Raises ValueError with a message for the person who typed; the message never repeats the number.
    """
    today = today or date.today()  # noqa: DTZ011 - a day is enough to guess a century
    typed = _TYPED_NUMBER.fullmatch("".join(text.split()).translate(_DASHES))
    if not typed:
        raise ValueError(_("Skriv personnumret med 10 eller 12 siffror, till exempel ÅÅÅÅMMDD-NNNN."))
    century, year, month, day, sign, last_four = typed.groups()
    if not century:
        century = _century(f"{year}{month}{day}", sign, today)
    try:
        number = personnummer.parse(f"{century}{year}{month}{day}{last_four}")
    except personnummer.PersonnummerException:
        raise ValueError(_("Personnumret stämmer inte. Kontrollera siffrorna.")) from None
    birth_date = number.get_date()
    if birth_date > today:
        raise ValueError(_("Födelsedatumet i personnumret har inte varit än."))
    return IdentityNumber(number.format(long_format=True), birth_date, number.is_coordination_number())


def test_numbers(seed: int) -> Iterator[IdentityNumber]:
    """Yield 7,304 different correct numbers, the same for the same seed, of people born in the 1890s.

    For demo and tests. Where an age matters, give the patron a birth date of its own or use `PUBLISHED_TEST_NUMBERS`.
    """
    first, last = date(1890, 1, 1), date(1899, 12, 31)
    choices = [(day, serial) for day in range((last - first).days + 1) for serial in _SAFE_SERIALS]
    random.Random(seed).shuffle(choices)
    for day, serial in choices:
        born = first + timedelta(days=day)
        nine_digits = f"{born:%y%m%d}{serial}"
        number12 = f"{born:%Y%m%d}{serial}{luhn_check_digit(nine_digits)}"
        yield IdentityNumber(number12, born, is_samordningsnummer=False)


# A test module that imports it by name must not have it collected as a test.
test_numbers.__test__ = False  # type: ignore[attr-defined]


def _century(six_digits: str, sign: str, today: date) -> str:
    """The two digits that are left out of a ten-digit number."""
    year, month, day = int(six_digits[:2]), int(six_digits[2:4]), int(six_digits[4:])
    latest_year = today.year - 100 if sign == "+" else today.year
    full_year = latest_year - (latest_year - year) % 100
    # Compared as plain numbers: a day that no calendar has is refused later, with its own message.
    born_day = day - COORDINATION_DAYS if day > COORDINATION_DAYS else day
    if (full_year, month, born_day) > (today.year, today.month, today.day):
        full_year -= 100
    return f"{full_year // 100:02d}"
