"""From pieces of a file to records with everything the import asks about them. No database."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from pymarc import Record

from helge.catalogue.marc import Fields
from helge.catalogue.rules.describe import Described, describe
from helge.intake.readers import Malformed, Piece, parse
from helge.intake.rules.items import FoundItem, Libraries, items_of
from helge.intake.rules.match import Evidence

# Bytes kept of a piece that was not loaded, to mend and try again.
LONGEST_KEPT = 1_000_000


@dataclass(frozen=True)
class Setting:
    """What holds for every record of a batch. A blank `source` lets 003 name the source, and then the library."""

    batch_id: int
    source: str
    library_code: str
    libraries: Libraries


@dataclass
class Incoming:
    """One piece on its way in: read, then decided on (`outcome`, `target`), then written (`record_id`, `item_ids`)."""

    piece: Piece
    remarks: list[str] = field(default_factory=list)
    record: Record | None = None
    described: Described | None = None
    evidence: Evidence | None = None
    items: list[FoundItem] = field(default_factory=list)
    outcome: str = ""
    # The record it concerns: a number of the catalogue, or a negative one for a record of the same portion.
    target: int | None = None
    record_id: int | None = None
    item_ids: list[int] = field(default_factory=list)
    version_id: int | None = None

    def reject(self, reason: str) -> None:
        self.outcome = "rejected"
        self.remarks.insert(0, reason)

    @property
    def kept_bytes(self) -> bytes | None:
        """The raw piece, for rows that somebody is to look at."""
        return self.piece.raw[:LONGEST_KEPT] if self.outcome in {"review", "rejected"} else None


def read_all(pieces: Sequence[Piece], setting: Setting) -> list[Incoming]:
    """Read and describe the pieces; what cannot be read is rejected with its reason."""
    return [_read(piece, -number, setting) for number, piece in enumerate(pieces, start=1)]


def _read(piece: Piece, own_number: int, setting: Setting) -> Incoming:
    incoming = Incoming(piece)
    if piece.problem:
        incoming.reject(piece.problem)
        return incoming
    try:
        read = parse(piece)
    except Malformed as wrong:
        incoming.reject(str(wrong))
        return incoming
    incoming.record, incoming.remarks = read.record, list(read.remarks)
    fields = Fields(read.record)
    if fields.leader[6] == "z":
        incoming.reject(_("Auktoritetsposter läses inte in här."))
        return incoming
    described = describe(read.record)
    if not described.title_sort:
        incoming.reject(_("Titeln saknas (fält 245)."))
        return incoming
    incoming.described = described
    incoming.items = items_of(fields, described, setting.libraries)
    incoming.evidence = Evidence(
        record_id=own_number,
        control_source=(setting.source or fields.control("003").strip() or setting.library_code)[:20],
        control_number=fields.control("001").strip()[:60],
        title=described.title,
        author=described.author,
        year=described.year,
        language=described.languages[0] if described.languages else "",
        media_type=described.media_type,
        numbers=frozenset(described.isbns),
    )
    return incoming
