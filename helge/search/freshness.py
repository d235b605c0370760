"""How far this machine's index is behind the journal: for monitoring."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from .engine import IndexMissing, IndexReader, Position


def behind_seconds(now: datetime) -> float:
    """The age of the oldest event that the index does not know; 0 when it knows all, or nothing has happened yet."""
    seen = _position()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT written_at FROM journal_event WHERE (txid, id) > (%s, %s) ORDER BY txid, id LIMIT 1",
            [seen.txid, seen.read_id] if seen else [0, 0],
        )
        row = cursor.fetchone()
    return max((now - row[0]).total_seconds(), 0.0) if row else 0.0


def _position() -> Position | None:
    """Up to where the index has read; None when there is none."""
    try:
        return IndexReader(Path(settings.SEARCH_INDEX)).position()
    except IndexMissing:
        return None
