"""Every room's promises on one list, and how they are proved."""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db import connection

from helge.foundation.invariants import Invariant

MOST_SHOWN = 20


@dataclass(frozen=True)
class Broken:
    """A promise that does not hold, and some of the rows that break it (ids only)."""

    invariant: Invariant
    rows: list[tuple[object, ...]]


def all_invariants() -> list[Invariant]:
    """Every room's `invariants.INVARIANTS`, in order of the rooms."""
    found: list[Invariant] = []
    for app in apps.get_app_configs():
        if app.name.startswith("helge.") and find_spec(f"{app.name}.invariants"):
            found += getattr(import_module(f"{app.name}.invariants"), "INVARIANTS", [])
    return found


def broken_promises() -> list[Broken]:
    """Run every check over the whole database and return those that fail; empty is as it should be."""
    broken = []
    with connection.cursor() as cursor:
        for invariant in all_invariants():
            cursor.execute(invariant.sql)
            if rows := cursor.fetchmany(MOST_SHOWN):
                broken.append(Broken(invariant, rows))
    return broken
