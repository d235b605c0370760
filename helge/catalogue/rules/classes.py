"""Classification and subjects: SAB before Dewey, and what the record says it is about."""

from pymarc import Field

from helge.catalogue.marc import Fields, values

from .isbd import bare, cut, once_each
from .people import heading

_NAMES = ("600", "610", "611")
_WORDS = ("630", "648", "650", "651", "653", "655", "690", "691")


def sab_of(fields: Fields) -> str:
    """The SAB class (084 with $2 kssb), or ""."""
    for field in fields.all("084"):
        scheme = next(values(field, "2"), "")
        if scheme.startswith("kssb"):
            return next(values(field, "a"), "")
    return ""


def ddc_of(fields: Fields) -> str:
    """The Dewey number (082), without the strokes that show where it may be cut."""
    return fields.text("082", "a").replace("/", "").strip()


SUBJECT_TAGS = (*_NAMES, *_WORDS)


def subjects_of(fields: Fields) -> list[str]:
    """Subjects and genres once each, subdivisions after a dash: "Sverige -- historia"."""
    return once_each([text for _field, texts in subjects_by_field(fields) for text in texts])


def subjects_by_field(fields: Fields) -> list[tuple[Field, list[str]]]:
    """Every subject field and what it says."""
    return [(field, [cut(text, 200) for text in _subjects(field)]) for field in fields.all(*SUBJECT_TAGS)]


def _subjects(field: Field) -> list[str]:
    if field.tag == "653":  # free words: each subfield is one of its own
        return [bare(value) for value in values(field, "a")]
    if field.tag in _NAMES:
        main = heading(field)
        title = next(values(field, "t"), "")
        first = [f"{main}: {bare(title)}" if title else main]
    else:
        first = [bare(value) for value in values(field, "a")]
    return [" -- ".join(part for part in [*first, *(bare(value) for value in values(field, "vxyz"))] if part)]
