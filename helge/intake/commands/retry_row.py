"""Try a rejected or unclear record again: as it was, as somebody has mended it, or as a record of its own."""

from collections import Counter

from django.db import transaction
from django.utils.translation import gettext as _

from helge.consortium import queries as consortium
from helge.consortium.occasion import Occasion
from helge.foundation.refusals import Refusal, Refused
from helge.intake.commands.loading import count_outcomes, load_portion, row_columns
from helge.intake.commands.reading import Setting
from helge.intake.models import ImportBatch, ImportRow
from helge.intake.queries import OPEN
from helge.intake.readers import Piece, UnreadableFile, form_of_bytes
from helge.intake.rules.items import Libraries
from helge.inventory import queries as inventory


class RetryRefused(Refused):
    """The row stays as it is."""


@transaction.atomic
def retry_row(row_id: int, *, occasion: Occasion, mended: bytes | None = None, as_new: bool = False) -> ImportRow:
    """Load one row again and return it with its new outcome; the batch's counts follow.

    `mended` is the record after somebody has put it right, in any form that files may have. `as_new` says that it is
    none of the records we have. Raises RetryRefused: no permission, nothing to retry, or bytes in no form we know.
    """
    row = ImportRow.objects.select_for_update().get(pk=row_id)
    batch = ImportBatch.objects.select_for_update().get(pk=row.batch_id)
    raw = mended if mended is not None else bytes(row.raw or b"")
    _refuse(row, batch, raw, occasion)
    try:
        form = form_of_bytes(raw)
    except UnreadableFile as why:
        raise RetryRefused([Refusal("not_marc", str(why), field="raw")]) from why
    codes = {facts.code.upper(): facts.id for facts in consortium.libraries().values()}
    library = consortium.library(batch.library_id)
    setting = Setting(batch.pk, batch.source, library.code, Libraries(codes, batch.library_id, inventory.departments()))
    piece = Piece(row.position, row.byte_offset or 0, raw, form)
    (incoming,) = load_portion([piece], setting, occasion=occasion, as_new=as_new)
    moved = Counter({incoming.outcome: 1})
    moved.subtract({row.outcome: 1})
    count_outcomes(batch, moved, items=len(incoming.item_ids))
    for name, value in row_columns(incoming).items():
        setattr(row, name, value)
    row.save()
    return row


def _refuse(row: ImportRow, batch: ImportBatch, raw: bytes, occasion: Occasion) -> None:
    refusals = []
    if "import_records" not in occasion.permissions:
        refusals.append(Refusal("may_not_import", _("Du har inte behörighet att läsa in eller ångra filer.")))
    if row.outcome not in OPEN:
        refusals.append(Refusal("already_loaded", _("Posten är redan inläst.")))
    if batch.undone_at:
        refusals.append(Refusal("batch_undone", _("Importen är ångrad.")))
    if not raw:
        refusals.append(Refusal("nothing_to_read", _("Det finns inget kvar av posten att läsa.")))
    if refusals:
        raise RetryRefused(refusals)
