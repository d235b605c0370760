"""What a check-in locks and what it asks: two statements, in that order.

The first finds work, item and borrower without a lock, then locks work, whereabouts and patron in the
house's order; each step waits for the one before it, because its one-time filter asks for its count. The
second sees what the locks waited for. Nobody waits for a title: the queue is not even read.
"""

from typing import Any

from django.db.models import Q

from helge.circulation.models import Loan, Renewal
from helge.circulation.sql import lock_in_order
from helge.consortium.occasion import Occasion
from helge.fees.models import Charge
from helge.foundation.statements import row_of, rows_of
from helge.journal.sql import ANSWER_GIVEN

LOCK = lock_in_order(
    """
    SELECT item.id AS item_id, record.work_id, loan.patron_id
    FROM inventory_item item
    JOIN catalogue_bibrecord record ON record.id = item.record_id
    LEFT JOIN circulation_loan loan ON loan.item_id = item.id AND loan.checked_in_at IS NULL
    WHERE item.barcode = %(barcode)s
    """
)

FACTS = f"""
SELECT {ANSWER_GIVEN} AS answer_given,
    EXISTS (SELECT 1 FROM patrons_card WHERE number = %(barcode)s) AS barcode_is_a_card,
    (SELECT number FROM consortium_cacheversion WHERE name = 'libraries') AS libraries_version,
    (SELECT number FROM consortium_cacheversion WHERE name = 'rules') AS rules_version,
    item.id AS item_id, item.barcode, item.media_type_id AS media_type, item.loan_kind, item.note, item.pieces,
    item.is_quick_add, item.withdrawn_at IS NOT NULL AS is_withdrawn, item.acquired_date, item.owning_library_id,
    item.department, item.placement, item.shelf_mark, owner.municipality_id AS owning_municipality_id,
    owner.shares_in_holds, record.id AS record_id, record.work_id, record.title, record.author,
    coalesce(record.languages[1], '') AS language,
    spot.place, spot.library_id AS seen_library_id, spot.department AS seen_department,
    spot.placement AS seen_placement, spot.attention_reason, spot.transit_id, spot.hold_id AS seen_hold_id,
    transit.to_library_id AS transit_to_id, transit.purpose AS transit_purpose,
    loan.id AS loan_id, loan.patron_id, loan.due_date, loan.checked_out_at, loan.category_code,
    loan.media_type_code, loan.owning_municipality_id AS loan_owner_municipality_id,
    lender.municipality_id AS lending_municipality_id, patron.birth_date,
    captured.id AS captured_id, captured.pickup_library_id AS captured_pickup_id, captured.pickup_code,
    captured.state AS captured_state, captured.ready_at AS captured_ready_at,
    pickup.closed_date AS captured_pickup_closed_date,
    EXISTS (
        SELECT 1 FROM holds_hold waiting WHERE waiting.work_id = record.work_id AND waiting.record_id = record.id
            AND waiting.state = 'waiting'
    ) AS has_queue,
    EXISTS (
        SELECT 1 FROM holds_pullslip slip WHERE slip.item_id = item.id AND slip.state IN ('open', 'claimed')
    ) AS has_pull_slip,
    seen.id AS seen_event_id, seen.at AS seen_at, seen.kind AS seen_kind, seen.why -> 'answer' AS seen_answer,
    seen.library_id AS seen_at_id
FROM (SELECT 1) AS always
LEFT JOIN inventory_item item ON item.barcode = %(barcode)s
LEFT JOIN consortium_library owner ON owner.id = item.owning_library_id
LEFT JOIN catalogue_bibrecord record ON record.id = item.record_id
LEFT JOIN inventory_whereabouts spot ON spot.item_id = item.id
LEFT JOIN logistics_transit transit ON transit.id = spot.transit_id
LEFT JOIN circulation_loan loan ON loan.id = spot.loan_id
LEFT JOIN consortium_library lender ON lender.id = loan.library_id
LEFT JOIN patrons_patron patron ON patron.id = loan.patron_id
LEFT JOIN holds_hold captured ON captured.captured_item_id = item.id AND captured.state IN ('in_transit', 'ready')
LEFT JOIN consortium_library pickup ON pickup.id = captured.pickup_library_id
LEFT JOIN journal_event seen ON seen.id = spot.event_id
"""

_SAME_TITLE_HERE = """
SELECT count(*) AS number FROM inventory_item other
JOIN inventory_whereabouts place ON place.item_id = other.id
WHERE other.record_id = %(record_id)s AND other.id <> %(item_id)s
    AND place.library_id = %(library_id)s AND place.place = 'shelf'
"""

_CODES = "SELECT pickup_code FROM holds_hold WHERE pickup_library_id = %(library_id)s AND state = 'ready'"

# A record merged away between finding and locking its work is found again; more than this is a fault.
TRIES = 5


def locked_facts(barcode: str, verb: str, occasion: Occasion) -> Any:
    """Lock work, whereabouts and the borrower, and return the facts as one row (ids None when unknown).

    Raises RuntimeError when work or borrower change again and again under our hands.
    """
    params = {"barcode": barcode, "scan_key": occasion.scan_key, "scan_verb": verb}
    for _attempt in range(TRIES):
        locked = row_of(LOCK, params)
        facts = row_of(FACTS, params)
        if facts.work_id == locked.work_id and facts.patron_id in (None, locked.patron_id):
            return facts
    raise RuntimeError("the item's work or borrower changed under every attempt to lock it")


def same_title_here(record_id: int, item_id: int, library_id: int) -> int:
    """How many other copies of the title stand on the library's shelves."""
    params = {"record_id": record_id, "item_id": item_id, "library_id": library_id}
    return int(row_of(_SAME_TITLE_HERE, params).number)


def codes_in_use(library_id: int) -> set[str]:
    """The codes on the library's hold shelf."""
    return {row.pickup_code for row in rows_of(_CODES, {"library_id": library_id})}


def charged_on_this_occasion(patron_id: int, occasion: Occasion) -> int:
    """Late fees in öre of what the patron has returned or renewed late at this library today: one occasion."""
    here, today = occasion.place.id, occasion.today
    returned_now = Loan.objects.filter(checked_in_library_id=here, checked_in_at__date=today).values("pk")
    renewed_now = Renewal.objects.filter(library_id=here, at__date=today).values("pk")
    charges = Charge.objects.filter(
        Q(cause_kind="loan", cause_id__in=returned_now) | Q(cause_kind="renewal", cause_id__in=renewed_now),
        patron_id=patron_id,
        kind="overdue",
        reversed_by__isnull=True,
        at__date=today,
    )
    return sum(charges.values_list("amount_ore", flat=True))
