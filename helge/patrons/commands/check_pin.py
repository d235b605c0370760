"""Log in a patron by card number or personnummer and PIN, telling nobody which of them was wrong (requirement 26)."""

from datetime import datetime

from helge.consortium.commands.attempt_login import attempt_login
from helge.consortium.occasion import STOCKHOLM
from helge.patrons.models import Card, Patron
from helge.patrons.rules.typed_numbers import one_spelling


def check_pin(card_or_number: str, pin: str, *, at: datetime, address: str) -> Patron | None:
    """The patron, or None: unknown card, blocked card, wrong PIN and no PIN at all look alike and take as long.

    `address` is the sender's, kept only as a keyed hash for a day. Raises `TooManyAttempts` after too many failures,
    whether what was typed exists or not. Never call inside a transaction that may be rolled back: so would the count.
    """
    today = at.astimezone(STOCKHOLM).date()
    typed = one_spelling(card_or_number, today)
    patron = _patron_of(typed)
    is_right = attempt_login(
        patron.login if patron else None, pin.strip(), identity=f"patron {typed}", address=address, at=at
    )
    return patron if is_right else None


def _patron_of(typed: str) -> Patron | None:
    """Both questions are always asked, so that an unknown number takes as long as a known one."""
    card = Card.objects.select_related("patron__login").filter(number=typed, is_active=True).first()
    by_number = Patron.objects.select_related("login").filter(identity_number=typed).first()
    return card.patron if card else by_number
