"""Grow the bench's database to full size with set SQL, once; later runs use it as it stands."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from bench.sql import STEPS


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    records: int
    items: int
    patrons: int
    open_loans: int
    closed_loans: int
    holds: int


SIZES = {
    "full": Size(400_000, 1_290_000, 185_000, 90_000, 1_170_000, 20_000),
    "small": Size(8_000, 25_800, 3_700, 1_800, 23_400, 400),
}


def ensure_grown(size: Size, say: Callable[[str], None]) -> None:
    """Make and fill the database unless it stands at this size already."""
    _make_database()
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        # Events are grown last: a database without them was left half-grown.
        cursor.execute(
            "SELECT (SELECT count(*) FROM inventory_item), EXISTS (SELECT FROM catalogue_work),"
            " EXISTS (SELECT FROM journal_event)"
        )
        found, is_begun, is_whole = cursor.fetchone()
    if found == size.items and is_whole:
        say(f"database: {found:,} items stand already")
        return
    if is_begun:
        say("database: another size stands; it is made anew")
        connection.close()
        _make_database(anew=True)
        call_command("migrate", verbosity=0)
    call_command("load_consortium", verbosity=0)
    for name, sql in STEPS:
        start = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(sql % vars(size))
        say(f"database: {name} in {time.perf_counter() - start:.0f} s")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _make_database(*, anew: bool = False) -> None:
    wanted = settings.DATABASES["default"]
    dsn = psycopg.conninfo.make_conninfo(
        host=wanted["HOST"],
        port=wanted["PORT"] or None,
        user=wanted["USER"],
        password=wanted["PASSWORD"] or None,
        dbname="postgres",
    )
    with psycopg.connect(dsn, autocommit=True) as server:
        if anew:
            server.execute(f'DROP DATABASE IF EXISTS "{wanted["NAME"]}" WITH (FORCE)')
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [wanted["NAME"]]).fetchone():
            server.execute(f'CREATE DATABASE "{wanted["NAME"]}" TEMPLATE template0')
