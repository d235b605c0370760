"""What personal data are kept, for how long, and what removes them: every room's rows on one list.

A room that keeps personal data says so in its `retention.py` (`RETAINED`). A test holds this list
against the database: a table that names a patron and has no row here fails it.
"""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from helge.foundation.retention import Retained


def retention_table() -> list[Retained]:
    """Every kind of personal data in the house, in order of table."""
    found: list[Retained] = []
    for app in apps.get_app_configs():
        if app.name.startswith("helge.") and find_spec(f"{app.name}.retention"):
            found += getattr(import_module(f"{app.name}.retention"), "RETAINED", [])
    return sorted(found, key=lambda row: row.table)
