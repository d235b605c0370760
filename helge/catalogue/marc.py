"""MARC records in hand: MARC-in-JSON as the database keeps it, pymarc as the code reads it.

The two forms carry the same: leader, tags, indicators, the order of fields and subfields.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from pymarc import Field, Indicators, Leader, Record, Subfield

Json = dict[str, Any]

NEW_LEADER = "00000nam a2200000 i 4500"


def to_json(record: Record) -> Json:
    """MARC-in-JSON: `{"leader": …, "fields": [{"245": {"ind1": …, "ind2": …, "subfields": [{"a": …}]}}]}`."""
    fields: list[Json] = []
    for field in record.fields:
        if field.control_field:
            fields.append({field.tag: field.data or ""})
        else:
            ind1, ind2 = field.indicators or (" ", " ")
            subfields = [{part.code: part.value} for part in field.subfields]
            fields.append({field.tag: {"ind1": ind1, "ind2": ind2, "subfields": subfields}})
    return {"leader": str(record.leader), "fields": fields}


def from_json(marc: Mapping[str, Any]) -> Record:
    """The pymarc record of `to_json`. Raises ValueError, KeyError or TypeError when it is not MARC-in-JSON."""
    record = Record()
    record.leader = Leader(f"{marc['leader']:<24}"[:24])
    for told in marc["fields"]:
        for tag, content in told.items():
            if isinstance(content, str):
                record.fields.append(control(tag, content))
            else:
                parts = [(code, value) for pair in content["subfields"] for code, value in pair.items()]
                record.fields.append(data(tag, content["ind1"] + content["ind2"], *parts))
    return record


def control(tag: str, value: str) -> Field:
    """A field without subfields (001 to 009)."""
    return Field(tag=tag, data=value)


def data(tag: str, indicators: str, *subfields: tuple[str, str]) -> Field:
    """A field with two indicators and its subfields as (code, value)."""
    return Field(
        tag=tag,
        indicators=Indicators(indicators[0:1] or " ", indicators[1:2] or " "),
        subfields=[Subfield(code, value) for code, value in subfields],
    )


class Fields:
    """A record's fields by tag, gathered in one walk: a description asks for some forty tags."""

    def __init__(self, record: Record) -> None:
        self.leader = f"{record.leader!s:<24}"
        self._by_tag: dict[str, list[Field]] = defaultdict(list)
        for field in record.fields:
            self._by_tag[field.tag].append(field)

    def all(self, *tags: str) -> Iterator[Field]:
        """Every field with one of the tags, in the order of the tags."""
        for tag in tags:
            yield from self._by_tag.get(tag, ())

    def first(self, *tags: str) -> Field | None:
        return next(self.all(*tags), None)

    def control(self, tag: str) -> str:
        """The text of a control field, or ""."""
        field = self.first(tag)
        return (field.data or "") if field else ""

    def texts(self, tag: str, codes: str) -> Iterator[str]:
        """Every value of the subfields `codes` in every field `tag`, composed and trimmed; no empty ones."""
        for field in self._by_tag.get(tag, ()):
            yield from values(field, codes)

    def text(self, tag: str, codes: str) -> str:
        """The first of `texts`, or ""."""
        return next(self.texts(tag, codes), "")


def values(field: Field, codes: str) -> Iterator[str]:
    """The values of the subfields `codes` (one letter each), in the order of the field."""
    for part in field.subfields:
        if part.code in codes and (value := composed(part.value)):
            yield value


def first_value(field: Field | None, codes: str) -> str:
    return next(values(field, codes), "") if field else ""


# U+0098 and U+009C mark the start and end of what does not sort in German records; old ones use ¬.
_NOT_SHOWN = str.maketrans({"\x98": None, "\x9c": None, "¬": None, "\u200b": None, "\ufeff": None, "\x00": None})


def composed(text: str) -> str:
    """The text with letters in one piece (å, not a and a ring), without marks for machines, one space between words."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", text.translate(_NOT_SHOWN)).split())
