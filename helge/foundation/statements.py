"""The hot verbs' way to the database: psycopg's own cursor, which binds on the server and prepares.

Django's cursor binds on the client and never prepares a statement. A hot verb is three statements: one
locks in the house's order (work, whereabouts, patron), the next gathers the facts in a new snapshot (in
READ COMMITTED a locking query would see stale joins), the last writes every effect.
"""

import re
import threading
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg.rows import namedtuple_row
from psycopg.types.json import JsonbLoader


def row_of(sql: str, params: Mapping[str, Any]) -> Any:
    """Run one statement in the current transaction and return its row as a named tuple, or None.

    Raises Django's database errors, as the rest of the house does.
    """
    with connections[DEFAULT_DB_ALIAS].wrap_database_errors:
        return run(sql, params).fetchone()


def rows_of(sql: str, params: Mapping[str, Any]) -> list[Any]:
    """As `row_of`, for a statement that answers with several rows."""
    with connections[DEFAULT_DB_ALIAS].wrap_database_errors:
        return run(sql, params).fetchall()


@cache
def joined(pieces: tuple[str, ...], answer: str) -> str:
    """One statement of the pieces that a case needs; the same pieces give the same text, so it stays prepared.

    Indentation goes: psycopg reads a statement's parameters anew every time when its text is longer than 4096.
    """
    return re.sub(r"\n\s+", "\n", f"WITH {','.join(pieces)} SELECT {answer}")


def write(pieces: Iterable[str], answer: str, params: Mapping[str, Any]) -> Any:
    """Run all effects of a verb as one statement and return the ids it made."""
    return row_of(joined(tuple(pieces), answer), params)


def run(sql: str, params: Mapping[str, Any]) -> psycopg.Cursor[Any]:
    """Send one statement; the cursor that answers belongs to the next statement of this thread as well."""
    return _cursor().execute(sql, params)


_kept = threading.local()


def _cursor() -> psycopg.Cursor[Any]:
    """One cursor per thread for as long as its connection lives: a new one takes longer than many a statement."""
    wrapper = connections[DEFAULT_DB_ALIAS]
    wrapper.ensure_connection()
    cursor: psycopg.Cursor[Any] | None = getattr(_kept, "cursor", None)
    if cursor is None or cursor.connection is not wrapper.connection:
        cursor = _kept.cursor = psycopg.Cursor(wrapper.connection, row_factory=namedtuple_row)
        # Django turns psycopg's own reading of JSON off for its connections; the hot verbs want values.
        cursor.adapters.register_loader("jsonb", JsonbLoader)
    return cursor
