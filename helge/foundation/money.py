"""Money is integer öre everywhere; this file is where öre meet people and where sums are shared.

Kronor are written as the Swedish language council and the standards for figures recommend: comma for decimals,
a space that does not break the line for thousands, a true minus sign.
"""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

ORE_PER_KRONA = 100
THOUSANDS = "\N{NARROW NO-BREAK SPACE}"
BEFORE_UNIT = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"

# Larger sums at a library are slips of the finger, or a barcode scanned into the field for money.
MOST_ORE_IN_A_FIELD = 10_000_000 * ORE_PER_KRONA

_NOT_MONEY = re.compile(r"\s|kr(?:onor|ona)?\.?$|sek$", re.IGNORECASE)
_TYPED_SUM = re.compile(r"([+-]?)([0-9]+)(?:[,.]([0-9]{1,2}|-))?", re.ASCII)


def kronor(ore: int) -> str:
    """Write öre as people read them: 1250 becomes "12,50 kr", with spaces that never break the line."""
    whole, rest = divmod(abs(ore), ORE_PER_KRONA)
    sign = MINUS if ore < 0 else ""
    return f"{sign}{whole:,}".replace(",", THOUSANDS) + f",{rest:02d}{BEFORE_UNIT}kr"


def parse_kronor(text: str) -> int:
    """Read a sum that a person typed ("12", "12,50", "1 250 kr", "12:-", "−5,00") and return öre.

    Raises ValueError with a message for that person when it is not a sum, or an unreasonable one.
    """
    bare = _NOT_MONEY.sub("", "".join(text.split())).replace(MINUS, "-").replace(":", ",")
    typed = _TYPED_SUM.fullmatch(bare)
    if not typed:
        raise ValueError(_("Skriv beloppet i kronor, till exempel 12,50."))
    sign, whole, decimals = typed.groups()
    rest = 0 if decimals in (None, "-") else int(decimals.ljust(2, "0"))
    ore = int(whole) * ORE_PER_KRONA + rest
    if ore > MOST_ORE_IN_A_FIELD:
        raise ValueError(_("Beloppet är för stort. Kontrollera att det inte är en streckkod."))
    return -ore if sign == "-" else ore


def split_largest_remainder(total_ore: int, weights: Sequence[int]) -> list[int]:
    """Share `total_ore` in proportion to `weights`; the shares sum to the total, to the öre.

    Everyone first gets the whole öre of their exact share; the öre left over go one each to the largest remainders, the
    earlier in the list first when two are equal. A negative total is shared as the positive one with the sign turned.
    Raises ValueError for a negative weight, or when all weights are zero and there is something to share.
    """
    if any(weight < 0 for weight in weights):
        raise ValueError("a weight cannot be negative")
    if total_ore < 0:
        return [-share for share in split_largest_remainder(-total_ore, weights)]
    weight_sum = sum(weights)
    if weight_sum == 0:
        if total_ore:
            raise ValueError("nobody carries any weight, so nobody can carry the sum")
        return [0] * len(weights)
    shares = [total_ore * weight // weight_sum for weight in weights]
    remainders = [total_ore * weight % weight_sum for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-remainders[place], place))
    for place in by_remainder[: total_ore - sum(shares)]:
        shares[place] += 1
    return shares
