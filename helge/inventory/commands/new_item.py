"""What is known of an item that is about to be registered."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from helge.inventory.models import LoanKind
from helge.inventory.rules.shelf_marks import shelf_key


@dataclass(frozen=True)
class NewItem:
    """A copy to add. A blank `department` becomes Vuxen; `acquired_date` is today when not told."""

    barcode: str
    library_id: int
    media_type: str
    department: str = "Vuxen"
    placement: str = ""
    shelf_mark: str = ""
    loan_kind: str = LoanKind.NORMAL
    price_ore: int | None = None
    note: str = ""
    pieces: int = 1
    acquired_date: date | None = None
    is_quick_add: bool = False

    def columns(self, today: date) -> dict[str, Any]:
        """The columns of `Item`, without its record."""
        return {
            "barcode": self.barcode,
            "owning_library_id": self.library_id,
            "department": self.department or "Vuxen",
            "placement": self.placement,
            "shelf_mark": self.shelf_mark,
            "shelf_key": shelf_key(self.shelf_mark),
            "media_type_id": self.media_type,
            "loan_kind": str(self.loan_kind),
            "price_ore": self.price_ore,
            "note": self.note,
            "pieces": self.pieces,
            "acquired_date": self.acquired_date or today,
            "is_quick_add": self.is_quick_add,
        }
