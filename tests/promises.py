"""Every promise of every room, asked of the whole database after a story."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db import connection


def broken_promises() -> dict[str, list[int]]:
    """The names of the promises that do not hold, with the ids of the rows that break them."""
    broken = {}
    for room in apps.get_app_configs():
        if not room.name.startswith("helge.") or find_spec(f"{room.name}.invariants") is None:
            continue
        for promise in import_module(f"{room.name}.invariants").INVARIANTS:
            with connection.cursor() as cursor:
                cursor.execute(promise.sql)
                rows = [row[0] for row in cursor.fetchall()]
            if rows:
                broken[promise.name] = rows
    return broken
