"""What must always hold about items on their way."""

from helge.foundation.invariants import Invariant

INVARIANTS = [
    Invariant(
        "open_transit_carries_its_item",
        "An open journey is the one its item is on.",
        """
        SELECT transit.id FROM logistics_transit transit
        JOIN inventory_whereabouts place ON place.item_id = transit.item_id
        WHERE transit.closed_at IS NULL AND place.transit_id IS DISTINCT FROM transit.id
        """,
    ),
    Invariant(
        "item_under_way_has_an_open_transit",
        "An item that is said to travel is on an open journey.",
        """
        SELECT place.item_id FROM inventory_whereabouts place
        LEFT JOIN logistics_transit transit ON transit.id = place.transit_id AND transit.item_id = place.item_id
        WHERE place.place = 'in_transit' AND (transit.id IS NULL OR transit.closed_at IS NOT NULL)
        """,
    ),
]
