"""Circulation's own pieces of the hot verbs, and the raw cursor that they run through.

A hot verb is three statements: one locks in the house's order (work, whereabouts, patron), the next
gathers the facts in a new snapshot (in READ COMMITTED a locking query would see stale joins), the last
writes every effect. Django's cursor binds on the client and never prepares; psycopg's own does.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.db import connection
from psycopg import Cursor
from psycopg.rows import namedtuple_row
from psycopg.types.json import JsonbLoader

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
        UPDATE circulation_loan SET due_date = %(renew_due_date)s, renewals = renewals + 1, rule_ids = %(renew_rule_ids)s
        WHERE id = %(renew_loan_id)s
    ), new_renewal AS (
        INSERT INTO circulation_renewal (loan_id, at, channel, library_id, old_due_date, new_due_date, is_child)
        VALUES (%(renew_loan_id)s, %(renew_at)s, %(renew_channel)s, %(renew_library_id)s, %(renew_old_due_date)s,
            %(renew_due_date)s, %(renew_is_child)s)
        RETURNING id
    )"""

# One memo per desk: the scan before it can no longer be taken back.
REMEMBER = """
    new_memo AS (
        INSERT INTO circulation_undomemo (desk, staff_member_id, at, verb, event_id, item_id, patron_id, hold_patron_id,
            before)
        SELECT %(memo_desk)s, %(memo_staff_id)s, %(memo_at)s, %(memo_verb)s, new_event.id, %(memo_item_id)s,
            %(memo_patron_id)s, %(memo_hold_patron_id)s, %(memo_before)s
        FROM new_event
        ON CONFLICT (desk) DO UPDATE SET staff_member_id = excluded.staff_member_id, at = excluded.at,
            verb = excluded.verb, event_id = excluded.event_id, item_id = excluded.item_id,
            patron_id = excluded.patron_id, hold_patron_id = excluded.hold_patron_id, before = excluded.before
    )"""


def row_of(sql: str, params: Mapping[str, Any]) -> Any:
    """Run one statement of a hot verb and return its row as a named tuple, or None.

    Runs in the current transaction, prepared by psycopg after a few uses.
    """
    with _raw_cursor() as cursor:
        return cursor.execute(sql, params).fetchone()


def rows_of(sql: str, params: Mapping[str, Any]) -> list[Any]:
    """As `row_of`, for a statement that answers with several rows."""
    with _raw_cursor() as cursor:
        return cursor.execute(sql, params).fetchall()


def _raw_cursor() -> Cursor[Any]:
    connection.ensure_connection()
    cursor: Cursor[Any] = connection.connection.cursor(row_factory=namedtuple_row)
    # Django turns psycopg's own reading of JSON off for its connections; the hot verbs want values.
    cursor.adapters.register_loader("jsonb", JsonbLoader)
    return cursor


@cache
def joined(pieces: tuple[str, ...], answer: str) -> str:
    """One statement of the pieces that a case needs; the same pieces give the same text, so it stays prepared."""
    return f"WITH {','.join(pieces)} SELECT {answer}"


def write(pieces: Iterable[str], answer: str, params: Mapping[str, Any]) -> Any:
    """Run all effects of a verb as one statement and return the ids it made."""
    return row_of(joined(tuple(pieces), answer), params)
