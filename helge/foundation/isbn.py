"""ISBN and ISSN as one spelling each, whatever a record, a scanner or a person wrote.

Facts: ISO 2108 (ISBN; the ten-digit form ends in a modulo 11 check where X is ten, the thirteen-digit form is an EAN
with prefix 978 or 979) and ISO 3297 (ISSN; modulo 11). The arithmetic is a few lines, so there is no package for it.
"""

import re

_DASHES_AND_SPACES = re.compile(r"[\s\-\u00AD\u2010-\u2015\u2212]+")
_ISBN = re.compile(r"(?:97[89][0-9]{10}|[0-9]{9}[0-9Xx])(?![0-9])")
_ISSN = re.compile(r"[0-9]{7}[0-9Xx](?![0-9])")


def isbn13(text: str) -> str | None:
    """Return the number as thirteen digits, or None when `text` does not begin with a correct ISBN.

    Accepts hyphens and spaces, "ISBN" before it, and what cataloguers put after it: "91-29-68831-3 (inb.)".
    """
    found = _ISBN.match(_bare(text, "ISBN"))
    if not found:
        return None
    digits = found.group().upper()
    if len(digits) == 13:
        return digits if digits[-1] == _ean_check_digit(digits[:12]) else None
    if digits[-1] != _modulo_11_check(digits[:9]):
        return None
    return f"978{digits[:9]}{_ean_check_digit('978' + digits[:9])}"


def issn(text: str) -> str | None:
    """Return the number as "1234-567X", or None when `text` does not begin with a correct ISSN."""
    found = _ISSN.match(_bare(text, "ISSN"))
    if not found:
        return None
    digits = found.group().upper()
    return f"{digits[:4]}-{digits[4:]}" if digits[-1] == _modulo_11_check(digits[:7]) else None


def _bare(text: str, label: str) -> str:
    """The text without dashes, spaces and its label ("ISBN", "ISBN-13:", "ISSN")."""
    without_label = re.sub(rf"^\s*{label}(?:-?1[03](?=[:\s]))?[:\s]*", "", text, flags=re.IGNORECASE)
    return _DASHES_AND_SPACES.sub("", without_label)


def _ean_check_digit(twelve_digits: str) -> str:
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve_digits))
    return str(-weighted % 10)


def _modulo_11_check(digits: str) -> str:
    """Weights count down to 2 at the last digit; ten is written X."""
    weighted = sum(int(digit) * (len(digits) + 1 - place) for place, digit in enumerate(digits))
    return "0123456789X"[-weighted % 11]
