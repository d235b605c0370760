"""Circulation's own pieces of the hot verbs; the statements run through `foundation.statements`."""

from helge.journal.sql import TAKE_SCAN_KEY

NEW_LOAN = """
    new_loan AS (
        INSERT INTO circulation_loan (item_id, patron_id, library_id, checked_out_at, due_date, renewals, rule_ids,
            channel, return_channel, owning_municipality_id, patron_municipality_id, category_code, is_child,
            media_type_code, language)
        VALUES (%(loan_item_id)s, %(loan_patron_id)s, %(loan_library_id)s, %(loan_at)s, %(loan_due_date)s, 0,
            %(loan_rule_ids)s, %(loan_channel)s, '', %(loan_owning_municipality_id)s,
            %(loan_patron_municipality_id)s, %(loan_category_code)s, %(loan_is_child)s, %(loan_media_type_code)s,
            %(loan_language)s)
        RETURNING id
    )"""

RENEW_LOAN = """
    renewed_loan AS (
        UPDATE circulation_loan SET due_date = %(renew_due_date)s, renewals = renewals + 1,
            rule_ids = %(renew_rule_ids)s
        WHERE id = %(renew_loan_id)s
    ), new_renewal AS (
        INSERT INTO circulation_renewal (loan_id, at, channel, library_id, old_due_date, new_due_date, is_child)
        VALUES (%(renew_loan_id)s, %(renew_at)s, %(renew_channel)s, %(renew_library_id)s, %(renew_old_due_date)s,
            %(renew_due_date)s, %(renew_is_child)s)
        RETURNING id
    )"""

# A closed loan forgets its patron in the statement that closes it (requirement 18).
CLOSE_LOAN = """
    closed_loan AS (
        UPDATE circulation_loan SET patron_id = NULL, checked_in_at = greatest(%(return_at)s, checked_out_at),
            checked_in_library_id = %(return_library_id)s, returned_date = %(return_date)s,
            return_channel = %(return_channel)s
        WHERE id = %(return_loan_id)s
    )"""


def lock_in_order(target: str) -> str:
    """The lock statement of a verb: work, whereabouts, patron, in the house's order.

    `target` finds `item_id`, `work_id` and `patron_id` without a lock, as one row of ids that may be null. Each
    step waits for the one before it, because its one-time filter asks for its count.
    """
    return f"""
WITH target AS ({target}), locked_work AS (
    SELECT id FROM catalogue_work WHERE id = (SELECT work_id FROM target) FOR NO KEY UPDATE
), locked_place AS (
    SELECT item_id FROM inventory_whereabouts
    WHERE item_id = (SELECT item_id FROM target) AND (SELECT count(*) FROM locked_work) >= 0
    FOR NO KEY UPDATE
), locked_patron AS (
    SELECT id FROM patrons_patron
    WHERE id = (SELECT patron_id FROM target) AND (SELECT count(*) FROM locked_place) >= 0
    FOR NO KEY UPDATE
)
SELECT (SELECT id FROM locked_work) AS work_id, (SELECT id FROM locked_patron) AS patron_id,
    {TAKE_SCAN_KEY} AS scan_key
"""
