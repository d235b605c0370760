"""Register many items at once: for imports, which tell the journal of a whole batch in one event."""

from collections.abc import Sequence

from helge.consortium.occasion import Occasion
from helge.foundation.copying import copy_rows, reserve_ids
from helge.inventory.commands.new_item import NewItem

_ITEM = (
    "id", "record_id", "withdrawn_reason", "barcode", "owning_library_id", "department", "placement", "shelf_mark",
    "shelf_key", "media_type_id", "loan_kind", "price_ore", "note", "pieces", "acquired_date", "is_quick_add",
)  # fmt: skip
_WHEREABOUTS = ("item_id", "place", "library_id", "department", "placement", "attention_reason", "since", "event_id")


def add_items(new: Sequence[tuple[int, NewItem]], *, event_id: int, occasion: Occasion) -> list[int]:
    """Write (record id, item) pairs, each on its owner's shelf; returns the items' ids in order.

    The caller has checked the barcodes and recorded the event. Raises IntegrityError for a used barcode.
    """
    if not new:
        return []
    ids = reserve_ids("inventory_item", len(new))
    rows = [
        (item_id, record_id, "", *facts.columns(occasion.today).values())
        for item_id, (record_id, facts) in zip(ids, new, strict=True)
    ]
    copy_rows("inventory_item", _ITEM, rows)
    places = [
        (item_id, "shelf", facts.library_id, facts.department or "Vuxen", facts.placement, "", occasion.at, event_id)
        for item_id, (_record_id, facts) in zip(ids, new, strict=True)
    ]
    copy_rows("inventory_whereabouts", _WHEREABOUTS, places)
    return ids
