"""Move a cache version, so that every process reloads what it keeps in memory."""

from django.db import connection


def touch(name: str) -> None:
    """Add one to the version of `name` ("libraries", "rules") in the transaction of the change."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO consortium_cacheversion AS kept (name, number) VALUES (%s, 1)"
            " ON CONFLICT (name) DO UPDATE SET number = kept.number + 1",
            [name],
        )
