"""Telephone numbers and addresses for messages: one spelling of each, so that they can be used and found."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

# Country code, the 0 that people write after it in brackets, and what stands between the digits.
_SWEDEN = re.compile(r"^(\+|00)46(\(0\))?")
_BETWEEN = re.compile(r"[\s\-./()\u2010-\u2015]")
_NUMBER = re.compile(r"\+?[0-9]{7,15}")


def phone_number(text: str) -> str:
    """One spelling of a telephone number: "070-123 45 67" and "+46 70 123 45 67" are both "0701234567".

    Foreign numbers keep their plus. Raises ValueError with a message for whoever typed it.
    """
    spaceless = "".join(text.split())
    national = _SWEDEN.sub("0", spaceless)
    digits = _BETWEEN.sub("", national)
    digits = f"+{digits[2:]}" if digits.startswith("00") else digits
    if not _NUMBER.fullmatch(digits):
        raise ValueError(_("Telefonnumret stämmer inte. Skriv det med riktnummer, till exempel 0270-123 45."))
    return digits


def email_address(text: str) -> str:
    """One spelling of an e-mail address, in small letters. Raises ValueError with a message for whoever typed it."""
    address = text.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise ValueError(_("E-postadressen är inte fullständig, till exempel anna@exempel.se.")) from None
    return address
