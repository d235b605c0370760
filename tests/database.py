"""The test database: migrated once per set of migrations, then copied fresh for every run.

A run that was killed leaves nothing that the next one could meet, and two runs at once do not meet.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from psycopg import sql

from helge.config.places import CLONE

PREFIX = "helge_test_"


def migrations_key() -> str:
    """Changes with every migration and with the versions of the packages that bring some."""
    files = [*sorted(CLONE.glob("helge/**/migrations/*.py")), CLONE / "requirements" / "run.txt"]
    return sha256(b"".join(Path(file).read_bytes() for file in files)).hexdigest()[:12]


@contextmanager
def fresh_database() -> Iterator[str]:
    """Point Django's connection at a fresh copy meanwhile; returns its name."""
    home = connection.settings_dict["NAME"]
    template, copy = f"{PREFIX}{migrations_key()}", f"{PREFIX}run_{os.getpid()}"
    drop_leftovers(keep=template)
    if template not in test_databases():
        make_template(template, home)
    execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", copy)
    execute("CREATE DATABASE {} TEMPLATE {}", copy, template)
    # Tests prove what is committed, not that the disk keeps it: they need not wait for it.
    execute("ALTER DATABASE {} SET synchronous_commit = off", copy)
    turn_to(copy)
    try:
        yield copy
    finally:
        turn_to(home)
        execute("DROP DATABASE {} WITH (FORCE)", copy)
        connection.close()


def make_template(template: str, home: str) -> None:
    """Migrate under another name first: a killed run never leaves half a template."""
    draft = f"{PREFIX}run_{os.getpid()}"
    execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", draft)
    execute("CREATE DATABASE {}", draft)
    turn_to(draft)
    call_command("migrate", verbosity=0)
    turn_to(home)
    if template not in test_databases():
        execute("ALTER DATABASE {} RENAME TO {}", draft, template)


def drop_leftovers(keep: str) -> None:
    for name in test_databases():
        owner = name.removeprefix(f"{PREFIX}run_")
        is_running = owner != name and Path(f"/proc/{owner}").exists()
        if name != keep and not is_running:
            execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def test_databases() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        return {name for (name,) in cursor.fetchall()}


test_databases.__test__ = False  # type: ignore[attr-defined]


def execute(statement: str, *names: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)).as_string(cursor.connection))


def turn_to(name: str) -> None:
    """Threads of the tests read the same settings, so their connections follow."""
    connection.close()
    connection.settings_dict["NAME"] = name
