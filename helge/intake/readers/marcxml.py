"""MARCXML, with a namespace or without, alone, in a collection or in any envelope (SRU, OAI-PMH).

The file is cut at `<record>` and each record is read by itself with expat, without document types or entities of its
own, so nothing outside the file is ever read and nothing inside it can grow.
"""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from django.utils.translation import gettext as _
from pymarc import Field, Indicators, Leader, Record, Subfield

from .piece import LONGEST_PIECE, Malformed, Piece, Read

FORM = "marcxml"
_TAG = re.compile(rb"<(/?)(?:[\w.-]+:)?record(?=[\s/>])")
_HAS_FIELDS = re.compile(rb"<(?:[\w.-]+:)?(?:leader|controlfield|datafield)\b")
_DECLARED = re.compile(rb"""<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']""")
# Characters that XML 1.0 does not allow, as bytes and as references.
_NOT_XML = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));", re.IGNORECASE
)
_CHUNK = 1 << 18


def is_utf16(beginning: bytes) -> bool:
    return beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def split(file: BinaryIO) -> Iterator[Piece]:
    """Yield the innermost `<record>` elements. One that has fields but no end is handed out with its problem."""
    beginning = file.read(1024)
    file.seek(0)
    declared = _DECLARED.search(beginning)
    encoding = "utf-16" if is_utf16(beginning) else declared.group(1).decode().lower() if declared else "utf-8"
    try:
        incremental = codecs.getincrementaldecoder(encoding)(errors="replace")
    except LookupError:
        incremental = codecs.getincrementaldecoder("utf-8")(errors="replace")
    is_plain = encoding in {"utf-8", "utf8", "us-ascii", "ascii"}
    buffer, offset, position = b"", 0, 0
    while chunk := file.read(_CHUNK):
        buffer += chunk if is_plain else incremental.decode(chunk).encode()
        start, done = -1, 0
        for tag in _TAG.finditer(buffer, 0, max(len(buffer) - 100, 0)):
            if not tag.group(1):
                if start >= 0 and _HAS_FIELDS.search(buffer, start, tag.start()):
                    position += 1
                    yield _without_end(position, offset + start, buffer[start : tag.start()])
                start = done = tag.start()
            elif start >= 0:
                end = (
                    buffer.index(b">", tag.start()) + 1
                    if b">" in buffer[tag.start() : tag.start() + 200]
                    else tag.end()
                )
                position += 1
                yield Piece(position, offset + start, buffer[start:end], FORM)
                start, done = -1, end
        if start < 0:
            done = max(done, len(buffer) - 300)
        elif len(buffer) - start > LONGEST_PIECE:
            position += 1
            yield _without_end(position, offset + start, buffer[start : start + LONGEST_PIECE])
            done = len(buffer) - 300
        offset += done
        buffer = buffer[done:]
    yield from _rest(buffer, offset, position)


def _rest(buffer: bytes, offset: int, position: int) -> Iterator[Piece]:
    """The end of the file, where the last records stand."""
    start = -1
    for tag in _TAG.finditer(buffer):
        if not tag.group(1):
            if start >= 0 and _HAS_FIELDS.search(buffer, start, tag.start()):
                position += 1
                yield _without_end(position, offset + start, buffer[start : tag.start()])
            start = tag.start()
        elif start >= 0:
            closing = buffer.find(b">", tag.start())
            position += 1
            yield Piece(position, offset + start, buffer[start : closing + 1 if closing >= 0 else len(buffer)], FORM)
            start = -1
    if start >= 0 and _HAS_FIELDS.search(buffer, start):
        yield _without_end(position + 1, offset + start, buffer[start:])
    elif position == 0:
        yield Piece(1, offset, buffer[:LONGEST_PIECE], FORM, _("Filen är XML men innehåller inga MARC-poster."))


def _without_end(position: int, offset: int, raw: bytes) -> Piece:
    return Piece(position, offset, raw, FORM, _("Posten är avbruten: den har ingen slutmarkering."))


def parse(raw: bytes) -> Read:
    """Read one `<record>`. Characters that XML forbids are taken out and remarked on. Raises Malformed."""
    try:
        return Read(_Builder().built(raw))
    except expat.ExpatError as wrong:
        mended = _NOT_XML.sub(b"", raw.decode("utf-8", "replace").encode())
        if mended == raw:
            raise Malformed(_("XML-felet %(why)s") % {"why": wrong}) from wrong
        try:
            return Read(_Builder().built(mended), [_("Otillåtna tecken togs bort.")])
        except expat.ExpatError as still:
            raise Malformed(_("XML-felet %(why)s") % {"why": still}) from still


class _Builder:
    """Builds a record from expat's events; element names count without their prefix."""

    def __init__(self) -> None:
        self.record = Record()
        self.leader = ""
        self.text: list[str] = []
        self.tag = ""
        self.code = ""
        self.indicators = Indicators(" ", " ")
        self.subfields: list[Subfield] = []

    def built(self, raw: bytes) -> Record:
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.text.append
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.Parse(raw, True)
        if not self.record.fields:
            raise Malformed(_("Posten har inga fält."))
        self.record.leader = Leader(f"{self.leader:<24}"[:24])
        return self.record

    def _refuse_doctype(self, *_told: object) -> None:
        raise Malformed(_("Posten innehåller en dokumenttyp."))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.text.clear()
        match name.rpartition(":")[2]:
            case "datafield":
                self.tag = attributes.get("tag", "")
                self.indicators = Indicators(
                    attributes.get("ind1", " ")[:1] or " ", attributes.get("ind2", " ")[:1] or " "
                )
                self.subfields = []
            case "controlfield":
                self.tag = attributes.get("tag", "")
            case "subfield":
                self.code = attributes.get("code", " ")[:1] or " "

    def _end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "subfield":
                self.subfields.append(Subfield(self.code, "".join(self.text)))
            case "datafield":
                self.record.fields.append(Field(tag=self.tag, indicators=self.indicators, subfields=self.subfields))
            case "controlfield":
                self._control("".join(self.text))
            case "leader":
                self.leader = "".join(self.text)
        self.text.clear()

    def _control(self, text: str) -> None:
        if self.tag < "010" and self.tag.isdigit():
            self.record.fields.append(Field(tag=self.tag, data=text))
        else:  # systems write local control fields with letters; kept as a field with one subfield
            self.record.fields.append(Field(tag=self.tag, subfields=[Subfield("a", text)]))
