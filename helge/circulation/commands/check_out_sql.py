"""What a check-out locks and what it asks: two statements, in that order.

The first finds the work without a lock, then locks work, whereabouts and patron in the house's order;
each step waits for the one before it, because its one-time filter asks for its count. The second sees
what the locks waited for.
"""

from typing import Any

from helge.circulation.sql import lock_in_order
from helge.consortium.occasion import Occasion
from helge.foundation.statements import row_of
from helge.journal.sql import ANSWER_GIVEN
from helge.ledger.queries import PATRON_DEBT_SQL

LOCK = lock_in_order(
    """
    SELECT item.id AS item_id, record.work_id, card.patron_id
    FROM (SELECT 1) AS always
    LEFT JOIN inventory_item item ON item.barcode = %(barcode)s
    LEFT JOIN catalogue_bibrecord record ON record.id = item.record_id
    LEFT JOIN patrons_card card ON card.number = %(card)s
    """
)

# `has_queue`: somebody else waits for the title, or for this very item, and is not pausing today.
OTHERS_WAIT = """
    EXISTS (
        SELECT 1 FROM holds_hold AS queue
        WHERE queue.work_id = record.work_id AND queue.record_id = record.id AND queue.state = 'waiting'
            AND (queue.item_id IS NULL OR queue.item_id = item.id)
            AND queue.patron_id IS DISTINCT FROM patron.id
            AND (queue.suspended_from IS NULL OR queue.suspended_from > %(today)s
                 OR queue.suspended_until < %(today)s)
    )"""

FACTS = f"""
SELECT {ANSWER_GIVEN} AS answer_given,
    EXISTS (SELECT 1 FROM patrons_card WHERE number = %(barcode)s) AS barcode_is_a_card,
    (SELECT number FROM consortium_cacheversion WHERE name = 'libraries') AS libraries_version,
    (SELECT number FROM consortium_cacheversion WHERE name = 'rules') AS rules_version,
    item.id AS item_id, item.barcode, item.media_type_id AS media_type, item.loan_kind, item.note, item.pieces,
    item.is_quick_add, item.withdrawn_at IS NOT NULL AS is_withdrawn,
    owner.municipality_id AS owning_municipality_id,
    record.id AS record_id, record.work_id, record.title, record.age_limit, record.languages[1] AS language,
    spot.place, spot.transit_id, spot.attention_reason,
    patron.id AS patron_id, patron.category_id AS category, patron.birth_date, patron.expires_date,
    patron.municipality_id AS patron_municipality_id, card.is_active AS card_is_active,
    EXISTS (
        SELECT 1 FROM patrons_block AS block WHERE block.patron_id = patron.id
            AND block.from_date <= %(today)s AND (block.to_date IS NULL OR block.to_date >= %(today)s)
    ) AS is_blocked,
    {PATRON_DEBT_SQL.format(patron_id="patron.id")} AS debt_ore,
    (SELECT count(*) FROM circulation_loan WHERE patron_id = patron.id) AS open_loans,
    (SELECT patron_id FROM circulation_loan WHERE id = spot.loan_id) AS loan_patron_id,
    held.id AS held_hold_id, held.patron_id AS held_patron_id,
    own.id AS own_hold_id, own.captured_item_id AS own_hold_item_id,
    EXISTS (
        SELECT 1 FROM holds_pullslip AS slip WHERE slip.item_id = item.id AND slip.state IN ('open', 'claimed')
    ) AS has_pull_slip,
    {OTHERS_WAIT} AS has_queue
FROM (SELECT 1) AS always
LEFT JOIN inventory_item AS item ON item.barcode = %(barcode)s
LEFT JOIN consortium_library AS owner ON owner.id = item.owning_library_id
LEFT JOIN catalogue_bibrecord AS record ON record.id = item.record_id
LEFT JOIN inventory_whereabouts AS spot ON spot.item_id = item.id
LEFT JOIN patrons_card AS card ON card.number = %(card)s
LEFT JOIN patrons_patron AS patron ON patron.id = card.patron_id
LEFT JOIN holds_hold AS held ON held.id = spot.hold_id
LEFT JOIN holds_hold AS own ON own.patron_id = patron.id AND own.record_id = record.id
    AND own.state IN ('waiting', 'in_transit', 'ready') AND (own.item_id IS NULL OR own.item_id = item.id)
"""

# A record merged away between finding and locking its work is found again; more than this is a fault.
TRIES = 5


def locked_facts(barcode: str, card: str, verb: str, occasion: Occasion) -> Any:
    """Lock work, whereabouts and patron, and return the facts as one row (ids None when unknown).

    Raises RuntimeError when the item's work changes again and again under our hands.
    """
    params = {
        "barcode": barcode,
        "card": card,
        "today": occasion.today,
        "scan_key": occasion.scan_key,
        "scan_verb": verb,
    }
    for _attempt in range(TRIES):
        locked = row_of(LOCK, params)
        facts = row_of(FACTS, params)
        if facts.work_id == locked.work_id and facts.patron_id == locked.patron_id:
            return facts
    raise RuntimeError("the item's work changed under every attempt to lock it")
