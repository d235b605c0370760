"""What can be printed: one frozen dataclass per slip, holding everything that ends up on the paper.

No slip has a field for a borrower. A name or a card number cannot be printed by mistake because
there is nowhere to put it; a waiting book is found by its pickup code (requirements 16 and 61).
"""

from dataclasses import KW_ONLY, dataclass
from datetime import date, datetime
from typing import Literal

Layout = Literal["80mm", "a4"]
"""80mm is the roll of a receipt printer, as long as its text; a4 is the office printer."""

TransitReason = Literal["hold", "home", "move"]
"""Why a book travels: somebody waits for it, it goes home, or it is to live elsewhere."""


@dataclass(frozen=True)
class Slip:
    """What all slips share: `library` is the one that prints, in its own full name."""

    _: KW_ONLY
    library: str
    printed_at: datetime
    layout: Layout = "80mm"


@dataclass(frozen=True)
class LoanLine:
    title: str
    due_date: date


@dataclass(frozen=True)
class LoanReceipt(Slip):
    """What somebody takes home. `opening_hours` is one line, e.g. "mån–fre 10–18, lör 10–14"."""

    loans: tuple[LoanLine, ...]
    opening_hours: str = ""


@dataclass(frozen=True)
class ReturnReceipt(Slip):
    """Proof of what was handed back."""

    titles: tuple[str, ...]
    opening_hours: str = ""


@dataclass(frozen=True)
class PaymentReceipt(Slip):
    """Proof of a payment. `method` is written out in the reader's language, `number` is the receipt's own."""

    amount_ore: int
    method: str
    paid_at: datetime
    number: int


@dataclass(frozen=True)
class HoldSlip(Slip):
    """Stands in a book on the hold shelf; the borrower looks for `pickup_code`."""

    pickup_code: str
    title: str
    shelf_until_date: date
    barcode: str


@dataclass(frozen=True)
class TransitSlip(Slip):
    """Lies in a book on its way; `library` is the sender, the codes are those of the two libraries."""

    from_code: str
    to_code: str
    to_library: str
    to_place: str
    reason: TransitReason
    title: str
    barcode: str


@dataclass(frozen=True)
class PullRow:
    """One copy to fetch. `goes_to` is the code of the library where somebody waits for it."""

    department: str
    placement: str
    shelf_mark: str
    title: str
    author: str
    media_type: str
    barcode: str
    goes_to: str


@dataclass(frozen=True)
class PullList(Slip):
    """The walk through the shelves: `rows` arrive in walking order and keep it."""

    rows: tuple[PullRow, ...]


@dataclass(frozen=True)
class ShelfRow:
    pickup_code: str
    title: str
    since_date: date


@dataclass(frozen=True)
class ClearShelfList(Slip):
    """Books to take down from the hold shelf, because nobody came or nobody waits any more."""

    rows: tuple[ShelfRow, ...]
