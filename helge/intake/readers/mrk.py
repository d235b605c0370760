"""MarcEdit's text form (.mrk): a field to a line, `\\` for a blank, an empty line between records."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _
from pymarc import Field, Indicators, Leader, Record, Subfield

from .piece import LONGEST_PIECE, Malformed, Piece, Read

FORM = "mrk"
_LINE = re.compile(r"^=(?P<tag>[0-9A-Za-z]{3})  ?(?P<content>.*)$", re.DOTALL)
_NAMED = {"dollar": "$", "lcub": "{", "rcub": "}", "bsol": "\\", "copy": "©"}
_NAME = re.compile(r"\{(" + "|".join(_NAMED) + r")\}")


def split(file: BinaryIO) -> Iterator[Piece]:
    """Yield blocks of lines, each beginning at its leader: an empty line may also stand inside a long summary."""
    lines: list[bytes] = []
    begins = offset = position = 0
    for line in file:
        if line.startswith((b"=LDR", b"=000")) and lines:
            position += 1
            yield Piece(position, begins, b"".join(lines), FORM)
            lines = []
        if lines or line.strip():
            begins = begins if lines else offset
            lines.append(line[:LONGEST_PIECE])
        offset += len(line)
    if lines:
        yield Piece(position + 1, begins, b"".join(lines), FORM)


def parse(raw: bytes) -> Read:
    """Read one block. Raises Malformed when a line is not a field."""
    text = raw.decode("utf-8-sig", "replace").replace("\x00", "")
    record, leader, remarks = Record(), "", []
    if "\ufffd" in text:
        remarks.append(_("Några byte är inte giltig UTF-8 och ersattes."))
    # A value may go on over the line end: what does not begin with = belongs to the line before.
    for line in re.split(r"\r?\n(?==)", text.strip()):
        found = _LINE.match(line)
        if not found:
            raise Malformed(_("Raden är inget MARC-fält: %(line)s") % {"line": line[:60]})
        tag, content = found["tag"], " ".join(found["content"].splitlines())
        if tag in {"LDR", "000"}:
            leader = content.replace("\\", " ")
        else:
            record.fields.append(_field(tag, content))
    if not record.fields:
        raise Malformed(_("Posten har inga fält."))
    record.leader = Leader(f"{leader:<24}"[:24])
    return Read(record, remarks)


def _field(tag: str, content: str) -> Field:
    if tag < "010" and tag.isdigit():
        return Field(tag=tag, data=_plain(content.replace("\\", " ")))
    indicators = f"{content[:2]:<2}".replace("\\", " ")
    parts = content[2:].split("$")[1:]
    subfields = [Subfield(part[0], _plain(part[1:])) for part in parts if part]
    return Field(tag=tag, indicators=Indicators(indicators[0], indicators[1]), subfields=subfields)


def _plain(text: str) -> str:
    return _NAME.sub(lambda name: _NAMED[name.group(1)], text)
