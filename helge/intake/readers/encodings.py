"""The true encoding of a record: what its leader says is believed only when the bytes agree.

A letter outside ASCII in UTF-8 is a lead byte with its right number of continuation bytes. In MARC-8 the accent stands
as a byte of its own before a plain letter, which is never right UTF-8. So a record is UTF-8 when (nearly) all its high
bytes are, whatever the leader says.
"""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _
from pymarc import marc8_to_unicode

Decode = Callable[[bytes], str]

_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
# An accent of MARC-8 before a plain letter.
_MARC8_ACCENT = re.compile(rb"[\xe0-\xfe][A-Za-z]")
_ESCAPE = b"\x1b"


def decoder_for(content: bytes, *, declares_utf8: bool) -> tuple[Decode, list[str]]:
    """How to read the fields of a record, and what to remark about it."""
    if content.isascii() and _ESCAPE not in content:
        return _ascii, []
    good = len(_UTF8_LETTER.findall(content))
    bad = len(_HIGH.findall(_UTF8_LETTER.sub(b"", content)))
    if not bad and (good or declares_utf8):
        return _utf8, [] if declares_utf8 else [_("Posten sägs vara MARC-8 men är UTF-8.")]
    if good >= 4 * bad and good:
        return _utf8, [_("%(count)s byte är inte giltig UTF-8 och ersattes.") % {"count": bad}]
    if declares_utf8 and not good and not _MARC8_ACCENT.search(content):
        return _windows, [_("Posten sägs vara UTF-8 men lästes som Windows-1252.")]
    return _marc8, [_("Posten sägs vara UTF-8 men lästes som MARC-8.")] if declares_utf8 else []


def _ascii(content: bytes) -> str:
    return content.decode("ascii").replace("\x00", "")


def _utf8(content: bytes) -> str:
    return content.decode("utf-8", "replace").replace("\x00", "")


def _windows(content: bytes) -> str:
    return content.decode("cp1252", "replace").replace("\x00", "")


def _marc8(content: bytes) -> str:
    if content.isascii() and _ESCAPE not in content:
        return _ascii(content)
    return marc8_to_unicode(content, hide_utf8_warnings=True).replace("\x00", "")
