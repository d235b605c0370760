"""What must always hold in the queue and on the hold shelf."""

from helge.foundation.invariants import Invariant

INVARIANTS = [
    Invariant(
        "captured_hold_has_its_item_in_place",
        "The item of a captured hold stands on the pickup library's hold shelf, or travels, for that very hold.",
        """
        SELECT hold.id FROM holds_hold hold
        LEFT JOIN inventory_whereabouts place ON place.item_id = hold.captured_item_id
        WHERE hold.captured_item_id IS NOT NULL AND NOT coalesce(
            place.hold_id = hold.id AND (
                (hold.state = 'ready' AND place.place = 'hold_shelf' AND place.library_id = hold.pickup_library_id)
                OR (hold.state = 'in_transit' AND place.place = 'in_transit')
            ), false)
        """,
    ),
    Invariant(
        "item_serves_a_hold_that_knows_it",
        "An item that stands or travels for a hold is the item which that hold has captured.",
        """
        SELECT place.item_id FROM inventory_whereabouts place
        LEFT JOIN holds_hold hold ON hold.id = place.hold_id AND hold.captured_item_id = place.item_id
        WHERE place.hold_id IS NOT NULL AND hold.id IS NULL
        """,
    ),
    Invariant(
        "captured_item_is_of_the_title",
        "A hold is served by a copy of its own title, and by the very copy when it asks for one.",
        """
        SELECT hold.id FROM holds_hold hold JOIN inventory_item item ON item.id = hold.captured_item_id
        WHERE item.record_id <> hold.record_id OR (hold.item_id IS NOT NULL AND hold.item_id <> item.id)
        """,
    ),
    Invariant(
        "waiting_hold_has_no_trace_of_a_capture",
        "A waiting hold has no code, no day of telling and no last day to fetch it.",
        """
        SELECT id FROM holds_hold WHERE state = 'waiting'
            AND (pickup_code <> '' OR told_at IS NOT NULL OR shelf_until IS NOT NULL OR ready_at IS NOT NULL)
        """,
    ),
    Invariant(
        "hold_hangs_on_its_records_work",
        "A hold stands in the queue of the work that its title belongs to.",
        """
        SELECT hold.id FROM holds_hold hold JOIN catalogue_bibrecord record ON record.id = hold.record_id
        WHERE hold.work_id <> record.work_id AND hold.state IN ('waiting', 'in_transit', 'ready')
        """,
    ),
    Invariant(
        "pull_slip_is_for_a_waiting_hold",
        "Nobody is asked to fetch a copy for a hold that has ended or has its copy.",
        """
        SELECT slip.id FROM holds_pullslip slip JOIN holds_hold hold ON hold.id = slip.hold_id
        WHERE slip.state IN ('open', 'claimed') AND hold.state <> 'waiting'
        """,
    ),
    Invariant(
        "ended_hold_is_forgotten_in_the_journal",
        "No event names the patron of a hold that has ended.",
        """
        SELECT event.id FROM journal_event event JOIN holds_hold hold ON hold.id = event.hold_id
        WHERE event.patron_id IS NOT NULL AND hold.ended_at IS NOT NULL AND event.loan_id IS NULL
        """,
    ),
]
