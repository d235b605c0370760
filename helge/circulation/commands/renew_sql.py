"""What a renewal locks and what it asks: two statements, in that order, as for a check-out."""

from typing import Any

from helge.circulation.commands.check_out_sql import OTHERS_WAIT, TRIES
from helge.circulation.sql import lock_in_order
from helge.consortium.occasion import Occasion
from helge.foundation.statements import row_of
from helge.journal.sql import ANSWER_GIVEN
from helge.ledger.queries import PATRON_DEBT_SQL

LOCK = lock_in_order(
    """
    SELECT item.id AS item_id, record.work_id, loan.patron_id
    FROM circulation_loan loan
    JOIN inventory_item item ON item.id = loan.item_id
    JOIN catalogue_bibrecord record ON record.id = item.record_id
    WHERE loan.id = %(loan_id)s
    """
)

FACTS = f"""
SELECT {ANSWER_GIVEN} AS answer_given,
    (SELECT number FROM consortium_cacheversion WHERE name = 'libraries') AS libraries_version,
    (SELECT number FROM consortium_cacheversion WHERE name = 'rules') AS rules_version,
    loan.id AS loan_id, loan.checked_in_at, loan.due_date, loan.renewals, loan.library_id,
    loan.category_code, loan.media_type_code, loan.owning_municipality_id AS loan_owner_municipality_id,
    lender.municipality_id AS lending_municipality_id,
    item.id AS item_id, item.barcode, item.media_type_id AS media_type, item.loan_kind,
    record.id AS record_id, record.work_id, record.title, spot.place,
    patron.id AS patron_id, patron.category_id AS category, patron.birth_date, patron.expires_date,
    EXISTS (
        SELECT 1 FROM patrons_block AS block WHERE block.patron_id = patron.id
            AND block.from_date <= %(today)s AND (block.to_date IS NULL OR block.to_date >= %(today)s)
    ) AS is_blocked,
    {PATRON_DEBT_SQL.format(patron_id="patron.id")} AS debt_ore,
    {OTHERS_WAIT} AS has_queue
FROM (SELECT 1) AS always
LEFT JOIN circulation_loan AS loan ON loan.id = %(loan_id)s
LEFT JOIN consortium_library AS lender ON lender.id = loan.library_id
LEFT JOIN inventory_item AS item ON item.id = loan.item_id
LEFT JOIN catalogue_bibrecord AS record ON record.id = item.record_id
LEFT JOIN inventory_whereabouts AS spot ON spot.item_id = item.id
LEFT JOIN patrons_patron AS patron ON patron.id = loan.patron_id
"""


def locked_facts(loan_id: int, verb: str, occasion: Occasion) -> Any:
    """Lock work, whereabouts and patron of a loan, and return the facts as one row (ids None when unknown).

    Raises RuntimeError when the item's work changes again and again under our hands.
    """
    params = {"loan_id": loan_id, "today": occasion.today, "scan_key": occasion.scan_key, "scan_verb": verb}
    for _attempt in range(TRIES):
        locked = row_of(LOCK, params)
        facts = row_of(FACTS, params)
        # A loan returned while we waited has lost its patron: the facts then say so, and that is an answer.
        if facts.work_id == locked.work_id and facts.patron_id in (locked.patron_id, None):
            return facts
    raise RuntimeError("the item's work changed under every attempt to lock it")
