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


# The item is theirs: on the shelf of the pickup library with a code, or on its way there (and if it has strayed from
# the shelf, they are told again when it is back).
CAPTURE_HOLD = """
    captured_hold AS (
        UPDATE holds_hold SET state = %(capture_state)s::varchar, captured_item_id = %(capture_item_id)s,
            captured_at = coalesce(captured_at, %(capture_at)s), ready_at = %(capture_ready_at)s,
            pickup_code = %(capture_code)s,
            told_at = CASE WHEN %(capture_state)s::varchar = 'ready' THEN told_at END,
            shelf_until = CASE WHEN %(capture_state)s::varchar = 'ready' THEN shelf_until END
        WHERE id = %(capture_hold_id)s
    )"""

# Every pull slip that the scan answers: the item is here, and the captured hold needs no other copy.
CLOSE_SLIPS = """
    closed_slips AS (
        UPDATE holds_pullslip SET answered_at = %(slips_at)s,
            state = CASE WHEN item_id = %(slips_item_id)s AND hold_id = %(slips_hold_id)s::bigint
                THEN 'picked' ELSE 'withdrawn' END
        WHERE (item_id = %(slips_item_id)s OR hold_id = %(slips_hold_id)s::bigint) AND state IN ('open', 'claimed')
    )"""

# A scan taken back: the hold as it was, row by row (`before` is the row as JSON, the patron beside it).
RESTORE_HOLD = """
    UPDATE holds_hold hold SET state = was.state, patron_id = coalesce(hold.patron_id, %(patron_id)s::bigint),
        captured_item_id = was.captured_item_id, captured_at = was.captured_at, ready_at = was.ready_at,
        pickup_code = was.pickup_code, told_at = was.told_at, shelf_until = was.shelf_until, ended_at = was.ended_at
    FROM jsonb_populate_record(NULL::holds_hold, %(before)s::jsonb) was
    WHERE hold.id = was.id
    RETURNING hold.id
"""

# A slip comes back only while neither its hold nor its item has got another meanwhile.
RESTORE_SLIP = """
    UPDATE holds_pullslip slip SET state = was.state, answered_at = NULL
    FROM jsonb_populate_record(NULL::holds_pullslip, %(before)s::jsonb) was
    WHERE slip.id = was.id AND EXISTS (
        SELECT FROM holds_hold hold WHERE hold.id = was.hold_id AND hold.state = 'waiting'
    ) AND NOT EXISTS (
        SELECT FROM holds_pullslip other
        WHERE other.id <> was.id AND other.state IN ('open', 'claimed')
            AND (other.hold_id = was.hold_id OR other.item_id = was.item_id)
    )
    RETURNING slip.id
"""
