"""A record's MARC as lines for people who read MARC, and what a change did to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any


@dataclass(frozen=True)
class MarcLine:
    """One field: `tag`, two indicators (blank shown as a space) and subfields as (code, value); the leader is "LDR"."""

    tag: str
    indicators: str
    subfields: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return " ".join(f"${code} {value}" if code else value for code, value in self.subfields)


def marc_lines(marc: Mapping[str, Any]) -> list[MarcLine]:
    """Every field in the order of the record."""
    lines = [MarcLine("LDR", "", (("", str(marc.get("leader", ""))),))]
    for told in marc.get("fields", ()):
        for tag, content in told.items():
            if isinstance(content, str):
                lines.append(MarcLine(tag, "", (("", content),)))
            else:
                pairs = tuple((code, value) for pair in content["subfields"] for code, value in pair.items())
                lines.append(MarcLine(tag, f"{content['ind1']}{content['ind2']}", pairs))
    return lines


def marc_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[list[MarcLine], list[MarcLine]]:
    """The fields that went away and those that came, in order."""
    old, new = marc_lines(before), marc_lines(after)
    gone: list[MarcLine] = []
    came: list[MarcLine] = []
    for step, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step != "equal":
            gone += old[old_from:old_to]
            came += new[new_from:new_to]
    return gone, came
