"""Add one record: from MARC, or from the few facts that a form or the desk knows."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from pymarc import Record

from helge.catalogue.commands.create_records import NewRecord, create_records
from helge.catalogue.marc import Fields
from helge.catalogue.marc_of import marc_of
from helge.catalogue.models import BibRecord
from helge.catalogue.rules.describe import describe
from helge.consortium.occasion import Occasion
from helge.foundation.refusals import Refusal, Refused
from helge.journal.commands.record import record as record_event


class RecordRefused(Refused):
    """Nothing was written; `refusals` tells why."""


@transaction.atomic
def create_record(
    marc_or_facts: Record | Mapping[str, Any], *, occasion: Occasion, is_suppressed: bool = False
) -> BibRecord:
    """Add a record and return it; plain facts are column names of `BibRecord`, see `marc_of`.

    001 and 003 of the MARC become control number and source. `is_suppressed` hides it from the public for now.
    Raises RecordRefused for a record without a title, or whose control number its source has used already.
    """
    marc = marc_or_facts if isinstance(marc_or_facts, Record) else marc_of(marc_or_facts)
    described, fields = describe(marc), Fields(marc)
    number, source = fields.control("001").strip()[:60], fields.control("003").strip()[:20]
    if not described.title:
        raise RecordRefused([Refusal("no_title", _("Titeln saknas."), field="title")])
    if number and BibRecord.objects.filter(control_number=number, control_source=source).exists():
        message = _("Källans postnummer %(number)s finns redan i katalogen.") % {"number": number}
        raise RecordRefused([Refusal("control_number_taken", message)])
    new = NewRecord(marc, number, source, is_suppressed, described)
    (record_id,) = create_records([new], occasion=occasion)
    made = BibRecord.objects.get(pk=record_id)
    record_event("RecordCreated", occasion, record_id=record_id, work_id=made.work_id)
    return made
