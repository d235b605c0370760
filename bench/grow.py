"""Grow the bench's database to full size with set SQL, once; later runs use it as it stands.

Each step is one transaction that also notes itself in `bench_grown`: a run that was stopped goes on where it
stopped, and a database grown by other statements or to another size is made anew.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from bench.sql import STEPS


@dataclass(frozen=True)
class Size:
    """How much of everything. `coming` are holds in the vans, `ready` those on a hold shelf."""

    records: int
    items: int
    patrons: int
    open_loans: int
    closed_loans: int
    holds: int
    ended_holds: int
    ready: int
    coming: int
    going_home: int
    ended_transits: int
    set_aside: int


SIZES = {
    "full": Size(
        records=400_000,
        items=1_290_000,
        patrons=185_000,
        open_loans=90_000,
        closed_loans=1_170_000,
        holds=20_000,
        ended_holds=200_000,
        ready=6_000,
        coming=2_000,
        going_home=5_000,
        ended_transits=300_000,
        set_aside=500,
    ),
    "small": Size(
        records=8_000,
        items=25_800,
        patrons=3_700,
        open_loans=1_800,
        closed_loans=23_400,
        holds=400,
        ended_holds=4_000,
        ready=120,
        coming=40,
        going_home=100,
        ended_transits=6_000,
        set_aside=10,
    ),
}


def ensure_grown(size: Size, say: Callable[[str], None]) -> None:
    """Make and fill the database unless it stands at this size already."""
    wanted = [(name, sql % vars(size)) for name, sql in STEPS]
    marks = [sha256(" ".join(sql.split()).encode()).hexdigest() for _name, sql in wanted]
    _make_database()
    done = _steps_done()
    if done is None or done != marks[: len(done)]:
        say("database: made anew")
        connection.close()
        _make_database(anew=True)
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE bench_grown (number integer PRIMARY KEY, mark text NOT NULL)")
        done = []
    call_command("migrate", verbosity=0)
    if len(done) == len(marks):
        say(f"database: {size.items:,} items stand already")
        return
    if not done:
        call_command("load_consortium", verbosity=0)
    for number, (name, sql) in enumerate(wanted, start=1):
        if number <= len(done):
            continue
        say(f"database: {number} of {len(wanted)}, {name} …")
        start = time.perf_counter()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            cursor.execute("INSERT INTO bench_grown (number, mark) VALUES (%s, %s)", [number, marks[number - 1]])
        with connection.cursor() as cursor:
            # The next step's plan needs to know how much there is now.
            cursor.execute("ANALYZE")
        say(f"database: {number} of {len(wanted)}, {name}: {time.perf_counter() - start:.0f} s")
    with connection.cursor() as cursor:
        say("database: tidying up …")
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")


def _steps_done() -> list[str] | None:
    """The marks of the steps done; None in a database that this module did not begin."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('bench_grown') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return None
        cursor.execute("SELECT mark FROM bench_grown ORDER BY number")
        return [mark for (mark,) in cursor.fetchall()]


def _make_database(*, anew: bool = False) -> None:
    wanted: dict[str, Any] = settings.DATABASES["default"]
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
