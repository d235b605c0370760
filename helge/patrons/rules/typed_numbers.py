"""What people type to say who they are: a card number or a personnummer."""

from datetime import date

from helge.foundation.identity_numbers import parse_identity_number


def one_spelling(card_or_number: str, today: date) -> str:
    """Card number or personnummer without spaces; a personnummer with all twelve digits, however it was typed."""
    spaceless = "".join(card_or_number.split())
    try:
        return parse_identity_number(spaceless, today=today).number12
    except ValueError:
        return spaceless
