"""No table keeps personal data that the retention table does not know of."""

from django.apps import apps
from django.db import connection

from helge.patrons.models import Patron
from helge.stewardship.retention import retention_table


def tables_that_name_a_patron() -> set[tuple[str, str]]:
    """Every column of the house that points at a patron, by key or in plain."""
    found = set()
    for model in apps.get_models():
        if not model.__module__.startswith("helge."):
            continue
        for field in model._meta.concrete_fields:
            points_at_patron = field.remote_field is not None and field.remote_field.model is Patron
            if points_at_patron or field.column == "patron_id":
                found.add((model._meta.db_table, field.column))
    return found


def test_every_column_that_names_a_patron_has_a_period_and_something_that_removes_it():
    known = {(row.table, column) for row in retention_table() for column in row.columns}
    assert tables_that_name_a_patron() - known == set()


def test_the_retention_table_names_only_what_exists(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'")
        columns = set(cursor.fetchall())
    assert {(row.table, column) for row in retention_table() for column in row.columns} <= columns
    assert all(row.period and row.purged_by and row.why for row in retention_table())
