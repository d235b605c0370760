"""Which copies a record brings along: fields 952 (Koha), 949, 852 and 850, as plain values.

A field is a copy when it has a barcode or names a library we know. A record without any gets one copy at the library
that the file was sent for, unless it is only reached over the net.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pymarc import Field

from helge.catalogue.marc import Fields, first_value, values
from helge.catalogue.rules.describe import Described
from helge.catalogue.rules.media_types import is_online

# A record that claims more copies than this has something else in its fields.
MOST_COPIES = 500

# Item types that library systems come with, and what they are here.
MEDIA_TYPE_OF = {
    "BK": "book", "BOK": "book", "REF": "book", "CR": "magazine", "TS": "magazine", "TIDSKRIFT": "magazine",
    "MU": "music", "CD": "music", "VM": "film", "DVD": "film", "BLURAY": "film", "MP": "map", "CF": "other",
    "SPEL": "game", "GAME": "game", "LJUDBOK": "audiobook", "TALBOK": "talking_book", "DAISY": "talking_book",
    "NOT": "sheet_music", "NOTER": "sheet_music", "KIT": "kit", "PAKET": "kit",
}  # fmt: skip
AUDIENCE_DEPARTMENTS = {"child": "Barn", "youth": "Ungdom", "adult": "Vuxen"}
# What stands by itself where the library has such a department.
MEDIA_DEPARTMENTS = {
    "magazine": "Tidskrifter", "newspaper": "Tidskrifter", "film": "Film och musik", "documentary": "Film och musik",
    "music": "Film och musik", "audiobook": "Ljudböcker", "talking_book": "Ljudböcker", "game": "Spel",
    "language_course": "Språk",
}  # fmt: skip

_PRICE = re.compile(r"(\d{1,6})(?:[.,](\d{2}))?(?!\d)")
_ISO_DATE = re.compile(r"^(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True)
class Libraries:
    """Where copies may go: our libraries by what the file calls them, where the rest goes, who has which shelves."""

    codes: Mapping[str, int]
    chosen_id: int
    departments: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def find(self, *names: str) -> int | None:
        """The id of the first name we know. Upper and lower case are alike."""
        return next((self.codes[key] for name in names if (key := name.strip().upper()) in self.codes), None)

    def department(self, library_id: int, media_type: str, audience: str) -> str:
        """The department that a copy without one belongs in."""
        own = MEDIA_DEPARTMENTS.get(media_type, "")
        return own if own in self.departments.get(library_id, ()) else AUDIENCE_DEPARTMENTS[audience]


@dataclass(frozen=True)
class FoundItem:
    """A copy as the file tells of it. A blank `barcode` is to be made up."""

    library_id: int
    barcode: str = ""
    media_type: str = "unknown"
    department: str = "Vuxen"
    placement: str = ""
    shelf_mark: str = ""
    is_reference: bool = False
    price_ore: int | None = None
    note: str = ""
    acquired_date: date | None = None


def items_of(fields: Fields, described: Described, libraries: Libraries) -> list[FoundItem]:
    """The copies of one record, at most `MOST_COPIES`."""
    for read, tag in ((_koha, "952"), (_local, "949"), (_holding, "852"), (_institution, "850")):
        found = [item for source in fields.all(tag) if (item := read(source, described, libraries))]
        if found:
            return found[:MOST_COPIES]
    if is_online(fields):
        return []
    mark = _call_number(fields.first("852")) or _spine(described)
    return [_item(described, libraries, libraries.chosen_id, shelf_mark=mark)]


def _koha(source: Field, described: Described, libraries: Libraries) -> FoundItem | None:
    """Koha's 952: a, b libraries, c shelf, o mark, p barcode, y type, 7 not for loan, g price, d acquired, z note."""
    barcode, kind = first_value(source, "p"), first_value(source, "y").upper()
    library = libraries.find(first_value(source, "a"), first_value(source, "b"))
    if not barcode and library is None and not kind:
        return None
    return _item(
        described,
        libraries,
        library or libraries.chosen_id,
        barcode=barcode,
        media_type=MEDIA_TYPE_OF.get(kind, ""),
        placement=first_value(source, "c"),
        shelf_mark=first_value(source, "o"),
        is_reference=kind == "REF" or first_value(source, "7") not in {"", "0"},
        price_ore=price_ore_of(first_value(source, "g")),
        note=first_value(source, "z"),
        acquired_date=date_of(first_value(source, "d")),
    )


def _local(source: Field, described: Described, libraries: Libraries) -> FoundItem | None:
    """949 has no one meaning: the subfields that suppliers mostly use, and only with a barcode or a library of ours."""
    barcode = first_value(source, "p") or first_value(source, "i")
    library = libraries.find(*(part.value for part in source.subfields if part.code in "abhlmo"))
    if not barcode and library is None:
        return None
    kind = first_value(source, "ty").upper()
    mark = first_value(source, "c") or first_value(source, "o")
    return _item(
        described,
        libraries,
        library or libraries.chosen_id,
        barcode=barcode,
        media_type=MEDIA_TYPE_OF.get(kind, ""),
        shelf_mark="" if libraries.find(mark) else mark,
        price_ore=price_ore_of(first_value(source, "g")),
    )


def _holding(source: Field, described: Described, libraries: Libraries) -> FoundItem | None:
    """MARC 21's own 852: a and b where, c shelf, h to m the mark, p barcode, z note."""
    barcode = first_value(source, "p")
    library = libraries.find(*values(source, "b"), first_value(source, "a"))
    if not barcode and library is None:
        return None
    return _item(
        described,
        libraries,
        library or libraries.chosen_id,
        barcode=barcode,
        placement=first_value(source, "c"),
        shelf_mark=_call_number(source),
        note=first_value(source, "z"),
    )


def _institution(source: Field, described: Described, libraries: Libraries) -> FoundItem | None:
    """850, one to a copy as the Nordic formats use it."""
    library = libraries.find(*values(source, "a"))
    return _item(described, libraries, library or libraries.chosen_id) if source.subfields else None


def _item(
    described: Described,
    libraries: Libraries,
    library_id: int,
    *,
    media_type: str = "",
    placement: str = "",
    shelf_mark: str = "",
    note: str = "",
    **told: Any,
) -> FoundItem:
    medium = media_type or described.media_type
    return FoundItem(
        library_id=library_id,
        media_type=medium,
        department=libraries.department(library_id, medium, described.audience),
        placement=placement[:60],
        shelf_mark=(shelf_mark or _spine(described))[:60],
        note=note[:200],
        **told,
    )


def _call_number(source: Field | None) -> str:
    return " ".join(values(source, "khim"))[:60] if source else ""


def _spine(described: Described) -> str:
    """A mark for a copy that came without one: the class and three letters of the author or the title."""
    letters = "".join(sign for sign in (described.author or described.title) if sign.isalpha())[:3].title()
    return f"{described.classification[:50]} {letters}".strip()


def price_ore_of(text: str) -> int | None:
    """Öre of a price such as "199,00" or "SEK 199.00"; None when there is none."""
    found = _PRICE.search(text)
    return int(found.group(1)) * 100 + int(found.group(2) or 0) if found else None


def date_of(text: str) -> date | None:
    found = _ISO_DATE.match(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
