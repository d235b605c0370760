"""A MARC record from plain facts: for quick registration at the desk, for forms, and for the demo's own catalogue."""

from collections.abc import Mapping
from typing import Any

from pymarc import Leader, Record

from .marc import NEW_LEADER, control
from .rules.writing import BLANK_008, write


def marc_of(facts: Mapping[str, Any], *, control_number: str = "", control_source: str = "") -> Record:
    """Return a new record that `describe` reads back as `facts`: column names of `BibRecord` and their values.

    `people` may carry roles: "Anderson, Lena, 1939-|ill". A fact left out stays unsaid; the title is needed. Raises
    ValueError for a fact that MARC does not keep, KeyError for an unknown media type.
    """
    record = Record()
    record.leader = Leader(NEW_LEADER)
    if control_number:
        record.fields.append(control("001", control_number))
    if control_source:
        record.fields.append(control("003", control_source))
    record.fields.append(control("008", BLANK_008))
    write(record, {name: value for name, value in facts.items() if value not in ("", None, [])})
    return record
