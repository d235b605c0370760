"""Title, subtitle, series: fields 245, 490 and 8xx."""

import re

from pymarc import Field

from helge.catalogue.marc import Fields, composed, first_value, values

from .isbd import bare, cut

_SERIES_TAGS = ("830", "800", "810", "811", "490", "440")
_NUMBER_LABEL = re.compile(
    r"^(?:del|nr|n:?o|bok|band|vol\.?|volume|book|bd\.?|part|tome|t\.)[\s.:]*(?=\d)", re.IGNORECASE
)


def title_of(fields: Fields) -> tuple[str, str, str]:
    """Title, subtitle and responsibility from 245; a uniform title stands in when there is no 245."""
    field = fields.first("245")
    if field is None:
        return _uniform_title(fields), "", ""
    title = bare(first_value(field, "a"))
    # Parts of a work: "Historien om Sverige. Del 2, Vasatiden".
    for part in field.subfields:
        if part.code in "np" and (told := bare(composed(part.value))):
            title = f"{title}{', ' if part.code == 'p' and _ends_with_number(field, part.value) else '. '}{told}"
    subtitle = " : ".join(bare(value) for value in values(field, "b"))
    if not title.strip(". ,"):
        title, subtitle = subtitle or _uniform_title(fields), ""
    return title.lstrip(". "), subtitle, bare(first_value(field, "c"))


def _ends_with_number(field: Field, name: str) -> bool:
    """True when the part's name follows its number."""
    before = ""
    for part in field.subfields:
        if part.value == name:
            return before == "n"
        before = part.code
    return False


def _uniform_title(fields: Fields) -> str:
    return bare(first_value(fields.first("130", "240", "222", "210"), "a"))


def skipped_characters(fields: Fields, title: str) -> int:
    """How many characters in front of the title do not sort (second indicator of 245); 0 when it says nonsense."""
    field = fields.first("245")
    told = (field.indicators or (" ", " "))[1] if field else " "
    count = int(told) if told.isdigit() and told.isascii() else 0
    return count if count < len(title) else 0


def series_of(fields: Fields) -> tuple[str, str]:
    """Series and number in it; the established heading (8xx) before what stands on the item (490)."""
    for field in fields.all(*_SERIES_TAGS):
        name = bare(first_value(field, "t" if field.tag in {"800", "810", "811"} else "a"))
        if name:
            number = bare(first_value(field, "v")).strip("()[] ")
            return name, cut(_NUMBER_LABEL.sub("", number), 40)
    return "", ""
