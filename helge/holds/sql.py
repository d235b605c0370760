"""The holds' part of the hot verbs: `WITH` pieces over rows that the verb's Work lock protects.

Each piece takes its own parameters (prefix as its name) and can stand in one statement with the
pieces of other rooms. Pieces that do nothing in a given case are left out by the verb.
"""

# An ended hold forgets its patron at once; its pull slips are withdrawn with it.
FULFIL_HOLD = """
    fulfilled_hold AS (
        UPDATE holds_hold SET state = 'fulfilled', patron_id = NULL, captured_item_id = NULL, shelf_until = NULL,
            ended_at = %(fulfil_at)s
        WHERE id = %(fulfil_hold_id)s
    ), fulfilled_slips AS (
        UPDATE holds_pullslip SET state = 'withdrawn', answered_at = %(fulfil_at)s
        WHERE hold_id = %(fulfil_hold_id)s AND state IN ('open', 'claimed')
    )"""

# Back to waiting, at the place it always had.
RELEASE_HOLD = """
    released_hold AS (
        UPDATE holds_hold SET state = 'waiting', captured_item_id = NULL, captured_at = NULL, ready_at = NULL,
            pickup_code = '', told_at = NULL, shelf_until = NULL
        WHERE id = %(release_hold_id)s
    )"""

# The item has gone another way: whoever was to fetch it need not look for it.
WITHDRAW_ITEM_SLIPS = """
    withdrawn_slips AS (
        UPDATE holds_pullslip SET state = 'withdrawn', answered_at = %(withdraw_at)s
        WHERE item_id = %(withdraw_item_id)s AND hold_id IS DISTINCT FROM %(withdraw_not_hold_id)s::bigint
            AND state IN ('open', 'claimed')
    )"""
