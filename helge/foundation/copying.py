"""Many new rows at once: PostgreSQL's COPY, with the ids taken from the table's own sequence beforehand."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from psycopg import sql


def reserve_ids(table: str, count: int) -> list[int]:
    """Take `count` ids from the sequence of the table's `id`. Ids of a transaction that fails stay unused."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, count],
        )
        return [number for (number,) in cursor.fetchall()]


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write the rows in the current transaction. Constraints hold as for INSERT; Django's defaults do not apply.

    JSON values come as psycopg's `Jsonb`. Raises Django's database errors.
    """
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
