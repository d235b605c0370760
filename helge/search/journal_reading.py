"""Which records the journal says have changed, read in an order that misses nothing.

Events are read by (transaction, number) and only below the oldest transaction still running, since a slow transaction
may add an event with a lower number after others are committed (`pg_snapshot_xmin`).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from helge.catalogue.models import BibRecord
from helge.inventory.models import Item
from helge.journal.models import Event

from .engine import Position

EVENTS_AT_ONCE = 2_000


@dataclass(frozen=True)
class News:
    """`record_ids` have changed; `position` is where to read on; `is_all` says that nothing more is waiting."""

    record_ids: frozenset[int]
    position: Position
    is_all: bool


def position_now() -> Position:
    """Where an index begins to read that is about to be built: nothing that still runs is missed.

    Ask before the records are read.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        (oldest_running,) = cursor.fetchone() or (0,)
    last = Event.objects.order_by("-pk").first()
    return Position(
        event_id=last.pk if last else 0,
        event_at=last.written_at.isoformat() if last else "",
        txid=oldest_running - 1,
        read_id=2**62,
    )


def belongs_to_this_database(position: Position) -> bool:
    """False after a restore: the event seen last is gone or another one, or transactions have lower numbers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        (next_transaction,) = cursor.fetchone() or (0,)
    if position.txid >= next_transaction:
        return False
    if not position.event_id:
        return True
    seen = Event.objects.filter(pk=position.event_id).first()
    return seen is not None and seen.written_at.isoformat() == position.event_at


def news_since(position: Position) -> News:
    """Return what changed after `position`, at most two thousand events at a time."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT id, txid, written_at, record_id, item_id, work_id, why -> 'record_ids'
            FROM journal_event
            WHERE (txid, id) > (%s, %s) AND txid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
            ORDER BY txid, id
            LIMIT %s
            """,
            [position.txid, position.read_id, EVENTS_AT_ONCE],
        )
        rows = cursor.fetchall()
    if not rows:
        return News(frozenset(), position, is_all=True)
    last_id, last_txid, last_at = rows[-1][:3]
    return News(
        record_ids=_records(rows),
        position=Position(event_id=last_id, event_at=last_at.isoformat(), txid=last_txid, read_id=last_id),
        is_all=len(rows) < EVENTS_AT_ONCE,
    )


def _records(rows: Iterable[tuple]) -> frozenset[int]:
    """The records that events name, directly or through an item or a whole work."""
    records: set[int] = set()
    items: set[int] = set()
    works: set[int] = set()
    for _id, _txid, _at, record_id, item_id, work_id, listed in rows:
        records.update(each for each in _list(listed) if isinstance(each, int))
        if record_id:
            records.add(record_id)
        elif item_id:
            items.add(item_id)
        elif work_id:
            works.add(work_id)
    if items:
        records.update(Item.objects.filter(pk__in=items).values_list("record_id", flat=True))
    if works:
        records.update(BibRecord.objects.filter(work_id__in=works).values_list("pk", flat=True))
    return frozenset(records)


def _list(told: object) -> list:
    """A JSON value read by a raw cursor: text, or already a list."""
    if isinstance(told, str):
        told = json.loads(told)
    return told if isinstance(told, list) else []
