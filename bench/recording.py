"""Listen to what a command or a page sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from helge.foundation import statements as hot

# The frame of a transaction, which the plain way has as its own.
FRAME = ("SAVEPOINT", "RELEASE", "ROLLBACK TO")


@contextmanager
def recorded() -> Iterator[list[tuple[Any, Any]]]:
    """Every statement with its parameters that is sent meanwhile, by Django's cursor or the hot verbs' own."""
    seen: list[tuple[Any, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(FRAME):
            seen.append((sql, params))
        return execute(sql, params, many, context)

    run = hot.run

    def noted(sql: str, params: Any) -> Any:
        seen.append((sql, params))
        return run(sql, params)

    hot.run = noted
    try:
        with connection.execute_wrapper(note):
            yield seen
    finally:
        hot.run = run
