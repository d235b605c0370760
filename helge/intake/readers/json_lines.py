"""MARC-in-JSON: a record to a line, or one JSON list of records."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from helge.catalogue.marc import from_json

from .piece import LONGEST_PIECE, Malformed, Piece, Read

FORM = "json"
# A list has to be read whole; a larger one is better sent with a record to a line.
LARGEST_LIST = 200_000_000


def split(file: BinaryIO) -> Iterator[Piece]:
    """Yield lines, or the members of a list."""
    if file.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        file.seek(0)
        yield from _members(file.read(LARGEST_LIST))
        return
    file.seek(0)
    offset = position = 0
    while line := file.readline(LONGEST_PIECE):
        if line.strip():
            position += 1
            yield Piece(position, offset, line.removeprefix(b"\xef\xbb\xbf"), FORM)
        offset += len(line)


def _members(text: bytes) -> Iterator[Piece]:
    try:
        members = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        yield Piece(1, 0, text[:LONGEST_PIECE], FORM, _("Filen är inte giltig JSON: %(why)s") % {"why": wrong})
        return
    for position, member in enumerate(members, start=1):
        # A list has been read whole, so there is no place in bytes to tell.
        yield Piece(position, 0, json.dumps(member, ensure_ascii=False).encode(), FORM)


def parse(raw: bytes) -> Read:
    """Read one object. Both ways of writing fields in JSON are read. Raises Malformed."""
    try:
        told: Any = json.loads(_whole(raw))
        if not isinstance(told, dict) or "leader" not in told or not isinstance(told.get("fields"), list):
            raise Malformed(_("Raden är JSON men inte en MARC-post."))
        told = {"leader": str(told["leader"]), "fields": [_as_pair(field) for field in told["fields"]]}
        return Read(from_json(told))
    except Malformed:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as wrong:
        raise Malformed(_("Raden är inte en MARC-post i JSON.")) from wrong


def _whole(raw: bytes) -> str:
    """The text without what no database keeps: NUL, and halves of characters written as escapes."""
    text = raw.decode("utf-8", "replace").replace("\\u0000", "").replace("\x00", "")
    if "\\ud" not in text.lower():
        return text
    spelt = json.dumps(json.loads(text), ensure_ascii=False)
    return spelt.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _as_pair(field: dict[str, Any]) -> dict[str, Any]:
    """`{"tag": "245", "ind1": …}` as others write it, in the form of MARC-in-JSON."""
    if "tag" not in field:
        return field
    if "value" in field:
        return {field["tag"]: str(field["value"])}
    subfields = [{part["code"]: str(part.get("value", ""))} for part in field["subfields"]]
    return {field["tag"]: {"ind1": field.get("ind1", " "), "ind2": field.get("ind2", " "), "subfields": subfields}}
