"""What must always hold about items and where they are."""

from helge.foundation.invariants import Invariant

INVARIANTS = [
    Invariant(
        "every_item_is_somewhere",
        "Every item has exactly one row that says where it is.",
        """
        SELECT item.id FROM inventory_item item
        LEFT JOIN inventory_whereabouts place ON place.item_id = item.id WHERE place.item_id IS NULL
        """,
    ),
    Invariant(
        "withdrawn_item_is_not_lent",
        "A withdrawn item stands on no shelf and is not lent.",
        """
        SELECT item.id FROM inventory_item item JOIN inventory_whereabouts place ON place.item_id = item.id
        WHERE item.withdrawn_at IS NOT NULL AND place.place IN ('shelf', 'on_loan', 'hold_shelf')
        """,
    ),
]
