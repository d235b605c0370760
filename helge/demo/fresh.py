"""Drop what the demo built, so that it can be built again. Only ever a database that the demo made itself."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from helge.demo.models import BEGUN, Part
from helge.demo.seeding import NotOurs
from helge.patrons.models import Patron


def is_ours() -> bool:
    """Did the demo begin this database? False also for one without any tables."""
    return Part._meta.db_table in connection.introspection.table_names() and Part.objects.filter(name=BEGUN).exists()


def is_empty() -> bool:
    """No tables, or no patrons in them."""
    return Patron._meta.db_table not in connection.introspection.table_names() or not Patron.objects.exists()


def patrons_of_others() -> int:
    """How many patrons have been registered since the demo was built: what somebody may miss."""
    figures = Part.objects.filter(name="patrons").values_list("figures", flat=True).first() or {}
    return max(Patron.objects.count() - int(figures.get("patrons", 0)), 0)


def drop_everything() -> None:
    """Empty the database and the folders that are made from it. Raises NotOurs before anything is touched."""
    if not is_ours() and not is_empty():
        raise NotOurs("This database was not made by the demo, so the demo does not drop it.")
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connection.close()
    for folder in (Path(settings.SEARCH_INDEX), settings.DATA / "mail"):
        shutil.rmtree(folder, ignore_errors=True)
    call_command("migrate", verbosity=0)
