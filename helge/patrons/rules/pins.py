"""What a PIN may look like: digits that a self-check can take, and not the ones everybody guesses first."""

from django.utils.translation import gettext as _

from helge.foundation.refusals import Refusal

SHORTEST, LONGEST = 4, 8
RISING = "0123456789"


def reasons_against_pin(pin: str) -> list[Refusal]:
    """What is wrong with a new PIN; empty when it may be used."""
    if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
        return [Refusal("pin_not_digits", _("PIN-koden ska ha 4 till 8 siffror."), field="pin")]
    if len(set(pin)) == 1 or pin in RISING or pin in RISING[::-1]:
        return [Refusal("pin_too_easy", _("PIN-koden är för lätt att gissa. Välj en annan."), field="pin")]
    return []
