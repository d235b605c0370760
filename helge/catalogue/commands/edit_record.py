"""Correct fields of a record: written into its MARC, and read out of it again."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from helge.catalogue.commands.create_record import RecordRefused
from helge.catalogue.commands.replace_marc import lock_record, replace_marc
from helge.catalogue.marc import from_json
from helge.catalogue.models import BibRecord
from helge.catalogue.rules.describe import describe
from helge.catalogue.rules.writing import WRITABLE, write
from helge.consortium.occasion import Occasion
from helge.foundation.refusals import Refusal
from helge.journal.commands.record import record as record_event


@transaction.atomic
def edit_record(record_id: int, changes: Mapping[str, Any], *, occasion: Occasion) -> BibRecord:
    """Change some columns of a record; only those that differ are touched. Returns the record.

    `changes` are columns of `BibRecord` that MARC keeps, and `is_suppressed`. The old MARC stays as a version.
    Raises RecordRefused without the permission `edit_record` or without a title, ValueError for a derived column.
    """
    _refuse_unless_allowed(changes, occasion)
    record = lock_record(record_id)
    changed = {name: value for name, value in changes.items() if getattr(record, name) != value}
    if not changed:
        return record
    in_marc = {name: value for name, value in changed.items() if name in WRITABLE}
    if set(changed) - set(in_marc) - {"is_suppressed"}:
        raise ValueError(f"columns that nobody writes by hand: {sorted(set(changed) - WRITABLE)}")
    if in_marc:
        marc = from_json(record.marc)
        write(marc, in_marc)
        replace_marc(record, marc, occasion=occasion, described=describe(marc))
    if "is_suppressed" in changed:
        record.is_suppressed = changed["is_suppressed"]
        record.changed_at = occasion.at
        record.save(update_fields=["is_suppressed", "changed_at"])
    why = {"changed": sorted(changed)}
    record_event("RecordEdited", occasion, record_id=record_id, work_id=record.work_id, why=why)
    return record


def _refuse_unless_allowed(changes: Mapping[str, Any], occasion: Occasion) -> None:
    refusals = []
    if "edit_record" not in occasion.permissions:
        refusals.append(Refusal("may_not_edit_record", _("Du har inte behörighet att ändra titlar.")))
    if "title" in changes and not str(changes["title"]).strip():
        refusals.append(Refusal("no_title", _("Titeln saknas."), field="title"))
    if refusals:
        raise RecordRefused(refusals)
