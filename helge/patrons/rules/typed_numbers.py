"""What people type to say who they are: a card number or a personnummer."""

from datetime import date

from helge.foundation.identity_numbers import parse_identity_number


def one_spelling(card_or_number: str, today: date) -> str:
    """Card number or personnummer without spaces; a personnummer with all twelve digits, however it was typed."""
    spaceless = without_gaps(card_or_number)
    try:
        return parse_identity_number(spaceless, today=today).number12
    except ValueError:
        return spaceless


def without_gaps(text: str) -> str:
    """Without spaces and what cannot be seen, such as what a scanner adds; the database takes no NUL."""
    return "".join(sign for sign in text if sign.isprintable() and not sign.isspace())
