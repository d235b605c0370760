"""Which copies a record brings along: fields 952 (Koha), 949, 852 and 850, as plain values.

A field is a copy when it has a barcode or names a library we know. A record without any gets one copy at the library that
the file was sent for, unless it is only reached over the net.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pymarc import Field

from helge.catalogue.marc import Fields, first_value, values
from helge.catalogue.rules.describe import Described
from helge.catalogue.rules.media_types import is_online

# A record that claims more copies than this has something else in its fields.
MOST_COPIES = 500

# Item types that library systems come with, and what they are here.
MEDIA_TYPE_OF = {
    "BK": "book", "BOK": "book", "REF": "book", "CR": "magazine", "TS": "magazine", "TIDSKRIFT": "magazine", "MU": "music",
    "CD": "music", "VM": "film", "DVD": "film", "BLURAY": "film", "MP": "map", "CF": "other", "SPEL": "game", "GAME": "game",
    "LJUDBOK": "audiobook", "TALBOK": "talking_book", "DAISY": "talking_book", "NOT": "sheet_music", "NOTER": "sheet_music",
    "KIT": "kit", "PAKET": "kit",
}  # fmt: skip
DEPARTMENTS = {"child": "Barn", "youth": "Unga", "adult": "Vuxen"}

_PRICE = re.compile(r"(\d{1,6})(?:[.,](\d{2}))?(?!\d)")
_ISO_DATE = re.compile(r"^(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True)
class Libraries:
    """Where copies may go: our library codes by what the file calls them, and where the rest goes."""

    codes: Mapping[str, int]
    chosen_id: int

    def find(self, *names: str) -> int | None:
        """The id of the first name we know. Upper and lower case are alike."""
        return next((self.codes[key] for name in names if (key := name.strip().upper()) in self.codes), None)


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
        found = [item for field in fields.all(tag) if (item := read(field, described, libraries))]
        if found:
            return found[:MOST_COPIES]
    if is_online(fields):
        return []
    mark = _call_number(fields.first("852")) or _spine(described)
    return [_item(described, libraries.chosen_id, shelf_mark=mark)]


def _koha(field: Field, described: Described, libraries: Libraries) -> FoundItem | None:
    """Koha's 952: a and b libraries, c shelf, o mark, p barcode, y type, 7 not for loan, g price, d acquired, z note."""
    barcode, kind = first_value(field, "p"), first_value(field, "y").upper()
    library = libraries.find(first_value(field, "a"), first_value(field, "b"))
    if not barcode and library is None and not kind:
        return None
    return _item(
        described,
        library or libraries.chosen_id,
        barcode=barcode,
        media_type=MEDIA_TYPE_OF.get(kind, described.media_type),
        placement=first_value(field, "c"),
        shelf_mark=first_value(field, "o"),
        is_reference=kind == "REF" or first_value(field, "7") not in {"", "0"},
        price_ore=price_ore_of(first_value(field, "g")),
        note=first_value(field, "z"),
        acquired_date=date_of(first_value(field, "d")),
    )


def _local(field: Field, described: Described, libraries: Libraries) -> FoundItem | None:
    """949 has no one meaning: the subfields that suppliers mostly use, and only with a barcode or a library of ours."""
    barcode = first_value(field, "p") or first_value(field, "i")
    library = libraries.find(*(part.value for part in field.subfields if part.code in "abhlmo"))
    if not barcode and library is None:
        return None
    kind = first_value(field, "ty").upper()
    mark = first_value(field, "c") or first_value(field, "o")
    return _item(
        described,
        library or libraries.chosen_id,
        barcode=barcode,
        media_type=MEDIA_TYPE_OF.get(kind, described.media_type),
        shelf_mark="" if libraries.find(mark) else mark,
        price_ore=price_ore_of(first_value(field, "g")),
    )


def _holding(field: Field, described: Described, libraries: Libraries) -> FoundItem | None:
    """MARC 21's own 852: a and b where, c shelf, h to m the mark, p barcode, z note."""
    barcode = first_value(field, "p")
    library = libraries.find(*values(field, "b"), first_value(field, "a"))
    if not barcode and library is None:
        return None
    return _item(
        described,
        library or libraries.chosen_id,
        barcode=barcode,
        placement=first_value(field, "c"),
        shelf_mark=_call_number(field),
        note=first_value(field, "z"),
    )


def _institution(field: Field, described: Described, libraries: Libraries) -> FoundItem | None:
    """850, one to a copy as the Nordic formats use it."""
    library = libraries.find(*values(field, "a"))
    return _item(described, library or libraries.chosen_id) if field.subfields else None


def _item(described: Described, library_id: int, **told: object) -> FoundItem:
    facts = {
        "media_type": described.media_type,
        "department": DEPARTMENTS[described.audience],
        **{name: value[:60] if isinstance(value, str) and name in {"placement", "shelf_mark"} else value
           for name, value in told.items()},
    }  # fmt: skip
    facts["shelf_mark"] = facts.get("shelf_mark") or _spine(described)
    facts["note"] = str(facts.get("note") or "")[:200]
    return FoundItem(library_id=library_id, **facts)  # type: ignore[arg-type]


def _call_number(field: Field | None) -> str:
    return " ".join(values(field, "khim"))[:60] if field else ""


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
