"""Open a file of records: unpack it, find out its form, and hand out its pieces."""

import gzip
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from django.utils.translation import gettext as _

from . import iso2709, json_lines, marcxml, mrk
from .piece import Piece, Read

_FORMS = {"iso2709": iso2709, "marcxml": marcxml, "json": json_lines, "mrk": mrk}
_GZIP = b"\x1f\x8b"


class UnreadableFile(Exception):
    """Nothing in the file is a record; the text says so to whoever sent it."""


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def open_records(path: Path) -> Iterator[Piece]:
    """Yield the pieces of a file. Raises UnreadableFile at the first step when it is in no form we know.

    A packed file that ends too early ends with a piece that says so.
    """
    with _unpacked(path) as file:
        form = form_of(file)
        position = 0
        end = 0
        try:
            for piece in _FORMS[form].split(file):
                position, end = piece.position, piece.byte_offset + len(piece.raw)
                yield piece
        except (EOFError, gzip.BadGzipFile, OSError) as broken:
            problem = _("Den packade filen är avbruten: %(why)s") % {"why": broken}
            yield Piece(position + 1, end, b"", form, problem)


def parse(piece: Piece) -> Read:
    """Read one piece. Raises Malformed with the reason when it is not a record."""
    return _FORMS[piece.form].parse(piece.raw)


def form_of(file: BinaryIO) -> str:
    """The form of an open file, by how it begins; leaves the file at its start."""
    try:
        beginning = file.read(4096)
    except (EOFError, gzip.BadGzipFile, OSError) as broken:
        raise UnreadableFile(_("Filen är packad men går inte att packa upp.")) from broken
    file.seek(0)
    text = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        raise UnreadableFile(_("Filen är tom."))
    if text.startswith(b"<") or marcxml.is_utf16(beginning):
        return "marcxml"
    if text.startswith(b"="):
        return "mrk"
    if text[:1] in b"{[":
        return "json"
    # A leader begins with five digits; one that lost them still has the marks of ISO 2709 soon.
    if text[:5].isdigit() or b"\x1e" in beginning:
        return "iso2709"
    raise UnreadableFile(_("Filen innehåller inte MARC-poster i någon form som Helge läser."))


def form_of_bytes(raw: bytes) -> str:
    """The form of a single record. Raises UnreadableFile."""
    return form_of(io.BytesIO(raw))


def _unpacked(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        is_packed = file.read(2) == _GZIP
    return cast("BinaryIO", gzip.open(path, "rb") if is_packed else path.open("rb"))
