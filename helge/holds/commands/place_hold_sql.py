"""What placing a hold locks, asks and writes: three statements, in that order."""

from helge.ledger.queries import PATRON_DEBT_SQL

# Each step waits for the one before it, because its one-time filter asks for its count.
LOCK = """
WITH locked_work AS (
    SELECT id FROM catalogue_work WHERE id = (SELECT work_id FROM catalogue_bibrecord WHERE id = %(record_id)s)
    FOR NO KEY UPDATE
), locked_patron AS (
    SELECT id FROM patrons_patron WHERE id = %(patron_id)s AND (SELECT count(*) FROM locked_work) >= 0
    FOR NO KEY UPDATE
)
SELECT (SELECT id FROM locked_work) AS work_id, (SELECT id FROM locked_patron) AS patron_id
"""

# An event of a check-out names its patron only while the loan is open, so it tells of the patron's own open
# loan without looking up the floors.
FACTS = f"""
SELECT (SELECT number FROM consortium_cacheversion WHERE name = 'libraries') AS libraries_version,
    (SELECT number FROM consortium_cacheversion WHERE name = 'rules') AS rules_version,
    record.id AS record_id, record.work_id, record.media_type, record.languages[1] AS language, item.id AS item_id,
    patron.id AS patron_id, patron.category_id AS category, patron.birth_date, patron.expires_date,
    patron.municipality_id AS patron_municipality_id,
    EXISTS (
        SELECT 1 FROM patrons_block block WHERE block.patron_id = patron.id
            AND block.from_date <= %(today)s AND (block.to_date IS NULL OR block.to_date >= %(today)s)
    ) AS is_blocked,
    {PATRON_DEBT_SQL.format(patron_id="patron.id")} AS debt_ore,
    (SELECT count(*) FROM holds_hold hold WHERE hold.patron_id = patron.id) AS active_holds,
    EXISTS (
        SELECT 1 FROM holds_hold hold WHERE hold.patron_id = patron.id AND hold.record_id = record.id
    ) AS has_active_hold_on_title,
    EXISTS (
        SELECT 1 FROM journal_event lent WHERE lent.patron_id = patron.id AND lent.record_id = record.id
            AND lent.kind = 'ItemCheckedOut'
    ) AS has_title_on_loan,
    (SELECT count(*) FROM holds_hold hold
        WHERE hold.work_id = record.work_id AND hold.record_id = record.id AND hold.state = 'waiting') AS waiting
FROM (SELECT 1) AS always
LEFT JOIN catalogue_bibrecord record ON record.id = %(record_id)s AND NOT record.is_suppressed
LEFT JOIN inventory_item item ON item.id = %(item_id)s::bigint AND item.record_id = record.id
LEFT JOIN patrons_patron patron ON patron.id = %(patron_id)s
"""

NEW_HOLD = """
    new_hold AS (
        INSERT INTO holds_hold (work_id, record_id, item_id, patron_id, pickup_library_id, state, placed_at,
            needed_until, jump_reason, pickup_code, channel, placed_library_id, patron_municipality_id,
            category_code, is_child, media_type_code, language)
        VALUES (%(work_id)s, %(record_id)s, %(item_id)s, %(patron_id)s, %(pickup_library_id)s, 'waiting', %(at)s,
            %(needed_until)s, '', '', %(channel)s, %(placed_library_id)s, %(patron_municipality_id)s,
            %(category)s, %(is_child)s, %(media_type)s, %(language)s)
        RETURNING id
    )"""
