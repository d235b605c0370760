"""What the last scan of a desk changed, so that one key takes it back exactly.

The memo is a `WITH` piece of the scan's own statement: every piece of one statement sees the rows as they
were before it, so the memo can copy them without asking first. It names no person in its JSON; the
patrons stand in two columns that are gone after the next scan, "finish", or ten minutes.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from psycopg.types.json import Jsonb

from helge.consortium.occasion import Occasion
from helge.foundation.statements import row_of

# One memo per desk: the scan before it can no longer be taken back.
REMEMBER = """
    new_memo AS (
        INSERT INTO circulation_undomemo (desk, staff_member_id, at, verb, event_id, item_id, patron_id, hold_patron_id,
            before)
        SELECT %(memo_desk)s, %(memo_staff_id)s::bigint, %(memo_at)s, %(memo_verb)s, new_event.id, %(memo_item_id)s,
            (SELECT patron_id FROM circulation_loan WHERE id = %(memo_loan_id)s::bigint),
            (SELECT patron_id FROM holds_hold WHERE id = %(memo_hold_id)s::bigint),
            jsonb_build_object(
                'whereabouts', (SELECT to_jsonb(spot) FROM inventory_whereabouts spot
                    WHERE spot.item_id = %(memo_item_id)s),
                'loan', (SELECT to_jsonb(loan) - 'patron_id' FROM circulation_loan loan
                    WHERE loan.id = %(memo_loan_id)s::bigint),
                'loan_events', (SELECT coalesce(jsonb_agg(event.id), '[]') FROM journal_event event
                    WHERE event.loan_id = %(memo_loan_id)s::bigint AND event.patron_id IS NOT NULL),
                'hold_events', (SELECT coalesce(jsonb_agg(event.id), '[]') FROM journal_event event
                    WHERE event.hold_id = %(memo_hold_id)s::bigint AND event.patron_id IS NOT NULL),
                'transit', (SELECT to_jsonb(transit) FROM logistics_transit transit
                    WHERE transit.item_id = %(memo_item_id)s AND transit.closed_at IS NULL),
                'holds', (SELECT coalesce(jsonb_agg(to_jsonb(hold) - 'patron_id'), '[]') FROM holds_hold hold
                    WHERE hold.id = ANY(%(memo_hold_ids)s::bigint[])),
                'slips', (SELECT coalesce(jsonb_agg(to_jsonb(slip)), '[]') FROM holds_pullslip slip
                    WHERE slip.state IN ('open', 'claimed')
                        AND (slip.item_id = %(memo_item_id)s OR slip.hold_id = ANY(%(memo_hold_ids)s::bigint[])))
            ) || %(memo_more)s
        FROM new_event
        ON CONFLICT (desk) DO UPDATE SET staff_member_id = excluded.staff_member_id, at = excluded.at,
            verb = excluded.verb, event_id = excluded.event_id, item_id = excluded.item_id,
            patron_id = excluded.patron_id, hold_patron_id = excluded.hold_patron_id, before = excluded.before
    )"""


def memo_params(
    verb: str,
    occasion: Occasion,
    *,
    item_id: int,
    loan_id: int | None = None,
    hold_id: int | None = None,
    hold_ids: Iterable[int] = (),
    more: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Parameters of `REMEMBER`, which a verb adds when `occasion.desk` names a desk.

    `loan_id` is a loan that the scan closes or renews; `hold_id` a hold that it ends; `hold_ids` every
    hold it changes (`hold_id` included by itself). `more` is JSON of the verb's own and names no person.
    """
    holds = sorted({*hold_ids, *([hold_id] if hold_id else [])})
    return {
        "memo_desk": occasion.desk,
        "memo_staff_id": occasion.staff_id,
        "memo_at": occasion.at,
        "memo_verb": verb,
        "memo_item_id": item_id,
        "memo_loan_id": loan_id,
        "memo_hold_id": hold_id,
        "memo_hold_ids": holds,
        "memo_more": Jsonb(dict(more or {})),
    }


def add_to_memo(desk: str, more: Mapping[str, Any]) -> None:
    """Add what was only known after the scan's statement (a charge); names no person."""
    row_of(
        "UPDATE circulation_undomemo SET before = before || %(more)s WHERE desk = %(desk)s RETURNING id",
        {"desk": desk, "more": Jsonb(dict(more))},
    )
