"""A piece of a file that should be one record, and what came of reading it."""

from dataclasses import dataclass, field

from pymarc import Record

# A record longer than this is not one: a file of another kind, or a mark that went missing.
LONGEST_PIECE = 4_000_000


class Malformed(ValueError):
    """The piece is not a record; the text says why, for the list of rejected rows."""


@dataclass(frozen=True)
class Piece:
    """The bytes of one record as they stand in the file. `form` is one of iso2709, marcxml, json, mrk.

    `position` 1 is the first record; `byte_offset` counts in the unpacked file. `problem` says what is wrong already.
    """

    position: int
    byte_offset: int
    raw: bytes
    form: str
    problem: str = ""


@dataclass
class Read:
    """A record that could be read; `remarks` tell what had to be put right on the way."""

    record: Record
    remarks: list[str] = field(default_factory=list)
