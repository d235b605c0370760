"""The journal's part of the hot verbs: one event and its slips as a `WITH` piece.

A verb joins pieces of several rooms into one statement. Ids that the statement itself creates are
given as SQL expressions (`loan_id="(SELECT id FROM new_loan)"`); everything else is a parameter.
"""

from collections.abc import Mapping
from typing import Any

from psycopg.types.json import Jsonb

from helge.consortium.occasion import Occasion

from .reactions import readers_of


def record_event(
    *,
    loan_id: str = "%(event_loan_id)s::bigint",
    hold_id: str = "%(event_hold_id)s::bigint",
    name: str = "event",
) -> str:
    """The piece `new_event(id)` and `new_slips`; parameters come from `event_params`.

    A statement that tells of two things gives the second another `name`, and its parameters with it.
    """
    piece = f"""
    new_event AS (
        INSERT INTO journal_event (kind, at, library_id, channel, staff_member_id, patron_id,
                                   item_id, record_id, work_id, loan_id, hold_id, why)
        VALUES (%(event_kind)s, %(event_at)s, %(event_library_id)s, %(event_channel)s, %(event_staff_id)s,
                %(event_patron_id)s, %(event_item_id)s, %(event_record_id)s, %(event_work_id)s,
                {loan_id}, {hold_id}, %(event_why)s)
        RETURNING id
    ), new_slips AS (
        INSERT INTO journal_slip (event_id, reader, available_at, attempts, last_error)
        SELECT new_event.id, reader, %(event_at)s, 0, ''
        FROM new_event, unnest(%(event_readers)s::text[]) AS reader
    )"""
    if name == "event":
        return piece
    return (
        piece.replace("new_event", f"new_{name}")
        .replace("new_slips", f"{name}_slips")
        .replace("%(event_", f"%({name}_")
    )


def event_params(
    kind: str,
    occasion: Occasion,
    *,
    patron_id: int | None = None,
    item_id: int | None = None,
    record_id: int | None = None,
    work_id: int | None = None,
    loan_id: int | None = None,
    hold_id: int | None = None,
    why: Mapping[str, Any] | None = None,
    name: str = "event",
) -> dict[str, Any]:
    """Parameters of `record_event`. `why` must be JSON and name no person."""
    params = {
        "event_kind": kind,
        "event_at": occasion.at,
        "event_library_id": occasion.library.id if occasion.library else None,
        "event_channel": occasion.channel.value,
        "event_staff_id": occasion.staff_id,
        "event_patron_id": patron_id,
        "event_item_id": item_id,
        "event_record_id": record_id,
        "event_work_id": work_id,
        "event_loan_id": loan_id,
        "event_hold_id": hold_id,
        "event_why": Jsonb(dict(why or {})),
        "event_readers": list(readers_of(kind)),
    }
    return {f"{name}{key.removeprefix('event')}": value for key, value in params.items()}


# The patron of an ended loan or hold is blanked where the journal still names it (docs/privacy.md).
FORGET_LOAN = """
    forgotten_loan AS (
        UPDATE journal_event SET patron_id = NULL WHERE loan_id = %(forget_loan_id)s AND patron_id IS NOT NULL
    )"""

FORGET_HOLD = """
    forgotten_hold AS (
        UPDATE journal_event SET patron_id = NULL WHERE hold_id = %(forget_hold_id)s AND patron_id IS NOT NULL
    )"""

# The answer of a scan, with the ids that the same statement made, kept under its key for 30 days.
# It stands in the same statement as `new_event`; a verb adds its own new ids through `ids`.
TAKE_SCAN_KEY = "(SELECT pg_advisory_xact_lock(hashtextextended(%(scan_key)s, 7)) WHERE %(scan_key)s <> '')"
ANSWER_GIVEN = "(SELECT answer FROM journal_scananswer WHERE scan_key = %(scan_key)s AND verb = %(scan_verb)s)"


def keep_answer(ids: str) -> str:
    """The piece `kept_answer`; `ids` is a jsonb expression over the statement's new rows."""
    return f"""
    kept_answer AS (
        INSERT INTO journal_scananswer (scan_key, verb, answer, at)
        SELECT %(scan_key)s, %(scan_verb)s, %(scan_answer)s::jsonb || {ids}, %(event_at)s
    )"""
