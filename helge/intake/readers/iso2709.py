"""MARC 21 as ISO 2709: split at the record terminator, read with the directory, find out the true encoding.

Facts: ISO 2709 and the MARC 21 exchange structure (leader of 24, directory entries of 12, terminators 1D, 1E, 1F). The
splitting is ours since pymarc ends a file silently after a broken record.
"""

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _
from pymarc import Field, Indicators, Leader, Record, Subfield

from .encodings import Decode, decoder_for
from .piece import LONGEST_PIECE, Malformed, Piece, Read

FORM = "iso2709"
RECORD_END, FIELD_END, SUBFIELD = b"\x1d", b"\x1e", b"\x1f"
LEADER_LENGTH, ENTRY_LENGTH = 24, 12
LONGEST_RECORD = 99_999
_CHUNK = 1 << 18
_BETWEEN = b" \t\r\n\x00\x1a\xef\xbb\xbf"


def split(file: BinaryIO) -> Iterator[Piece]:
    """Yield what stands between record terminators; line breaks and padding between records are skipped."""
    waiting, offset, position = b"", 0, 0
    while chunk := file.read(_CHUNK):
        *whole, waiting = (waiting + chunk).split(RECORD_END)
        for raw in whole:
            inner = raw.lstrip(_BETWEEN)
            if inner:
                position += 1
                yield Piece(position, offset + len(raw) - len(inner), inner + RECORD_END, FORM)
            offset += len(raw) + 1
        if len(waiting) > LONGEST_PIECE:
            position += 1
            yield Piece(position, offset, waiting[:LONGEST_RECORD], FORM, _("Posten har inget slut."))
            offset += len(waiting)
            waiting = b""
    inner = waiting.lstrip(_BETWEEN)
    if inner:
        yield Piece(position + 1, offset + len(waiting) - len(inner), inner, FORM)


def parse(raw: bytes) -> Read:
    """Read one record. Raises Malformed when the structure cannot be trusted."""
    _refuse_broken(raw)
    base = int(raw[12:17])
    directory = raw[LEADER_LENGTH : base - 1]
    if len(directory) % ENTRY_LENGTH:
        raise Malformed(_("Postens katalog (directory) är trasig."))
    leader = _signs(raw[:LEADER_LENGTH])
    decode, remarks = decoder_for(raw[base:], declares_utf8=leader[9] == "a")
    record = Record()
    record.leader = Leader(leader)
    fields = record.fields
    for start in range(0, len(directory), ENTRY_LENGTH):
        entry = directory[start : start + ENTRY_LENGTH]
        if not entry[3:].isdigit():
            raise Malformed(_("Postens katalog (directory) är trasig."))
        begins = base + int(entry[7:])
        content = raw[begins : begins + int(entry[3:7])]
        if not content.endswith(FIELD_END):
            raise Malformed(_("Fält %(tag)s slutar inte där katalogen säger.") % {"tag": entry[:3].decode("latin-1")})
        fields.append(_field(_signs(entry[:3]), content[:-1], decode))
    if not fields:
        raise Malformed(_("Posten har inga fält."))
    return Read(record, remarks)


def _refuse_broken(raw: bytes) -> None:
    if not raw.endswith(RECORD_END):
        raise Malformed(_("Posten är avbruten: filen slutar mitt i den."))
    if len(raw) < LEADER_LENGTH + 2 or not raw[12:17].isdigit() or not LEADER_LENGTH < int(raw[12:17]) < len(raw):
        raise Malformed(_("Posthuvudet (leader) är trasigt."))
    if len(raw) > LONGEST_RECORD:
        raise Malformed(_("Posten är längre än 99 999 byte och kan inte läsas säkert."))
    if raw[:5].isdigit() and int(raw[:5]) > len(raw):
        told = {"told": int(raw[:5]), "found": len(raw)}
        raise Malformed(_("Posten är avbruten: %(found)s byte av %(told)s.") % told)


def _signs(raw: bytes) -> str:
    """Leader, tag or indicators: one sign to a byte, what is not printable ASCII as a blank."""
    return "".join(chr(byte) if 32 <= byte < 127 else " " for byte in raw)


def _field(tag: str, content: bytes, decode: Decode) -> Field:
    if tag < "010" and tag.isdigit():
        return Field(tag=tag, data=decode(content))
    indicators, *parts = content.split(SUBFIELD)
    if not parts and indicators.strip():
        # A field without any subfield mark: keep its text rather than lose it.
        parts, indicators = [b"a" + indicators], b"  "
    told = f"{_signs(indicators):<2}"
    # What is no printable sign cannot be a code: the text is kept under a, whole.
    subfields = [
        Subfield(chr(part[0]), decode(part[1:])) if 32 < part[0] < 127 else Subfield("a", decode(part))
        for part in parts
        if part
    ]
    return Field(tag=tag, indicators=Indicators(told[0], told[1]), subfields=subfields)
