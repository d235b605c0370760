"""Take back an import: what nobody has touched goes, the rest stays and is listed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from helge.catalogue.commands.remove_records import remove_untouched_records
from helge.catalogue.commands.replace_marc import lock_record, replace_marc
from helge.catalogue.marc import from_json
from helge.catalogue.models import BibRecord, RecordVersion
from helge.consortium.occasion import Occasion
from helge.foundation.batches import in_batches
from helge.foundation.refusals import Refusal, Refused
from helge.intake.models import ImportBatch, ImportRow
from helge.inventory.commands.remove_items import remove_untouched_items
from helge.journal.commands.record import record
from helge.journal.models import Event

PORTION = 200


class UndoRefused(Refused):
    """Nothing was taken back."""


@dataclass
class Undone:
    """What was taken back, and the numbers of the records and items that stay because somebody has used them."""

    removed_records: int = 0
    removed_items: int = 0
    restored_records: int = 0
    kept_record_ids: list[int] = field(default_factory=list)
    kept_item_ids: list[int] = field(default_factory=list)


def undo_batch(batch_id: int, *, occasion: Occasion) -> Undone:
    """Take back what a batch brought. Safe to stop and start again. Raises UndoRefused without `import_records`."""
    if "import_records" not in occasion.permissions:
        raise UndoRefused([Refusal("may_not_import", _("Du har inte behörighet att läsa in eller ångra filer."))])
    batch = ImportBatch.objects.get(pk=batch_id)
    events = Event.objects.filter(kind="RecordsImported", at__gte=batch.started_at, why__batch_id=batch_id)
    event_ids = set(events.values_list("pk", flat=True))
    undone = Undone()
    rows = batch.rows.filter(outcome__in=["created", "updated", "unchanged"], record__isnull=False).order_by("position")
    for some in in_batches(list(rows.values_list("pk", flat=True)), PORTION):
        with transaction.atomic():
            _undo(list(ImportRow.objects.filter(pk__in=some).defer("raw")), event_ids, batch_id, occasion, undone)
    ImportBatch.objects.filter(pk=batch_id).update(undone_at=occasion.at, finished_at=batch.finished_at or occasion.at)
    return undone


def _undo(rows: Sequence[ImportRow], event_ids: set[int], batch_id: int, occasion: Occasion, undone: Undone) -> None:
    touched = {row.record_id for row in rows if row.record_id and (row.item_ids or row.outcome != "unchanged")}
    items = [item_id for row in rows for item_id in row.item_ids]
    kept_items = remove_untouched_items(items, event_ids=event_ids) if items else set()
    created = [row.record_id for row in rows if row.outcome == "created" and row.record_id]
    kept_records = remove_untouched_records(created) if created else set()
    restored = [row for row in rows if row.replaced_version_id and _restore(row, occasion)]
    undone.removed_items += len(items) - len(kept_items)
    undone.removed_records += len(created) - len(kept_records)
    undone.restored_records += len(restored)
    undone.kept_item_ids += sorted(kept_items)
    undone.kept_record_ids += sorted(kept_records)
    undone.kept_record_ids += [
        row.record_id for row in rows if row.replaced_version_id and row not in restored and row.record_id
    ]
    if touched:
        record("ImportUndone", occasion, why={"batch_id": batch_id, "record_ids": sorted(touched)})


def _restore(row: ImportRow, occasion: Occasion) -> bool:
    """Put the record back as it was before this row, unless it has been changed again since."""
    is_latest = not RecordVersion.objects.filter(record_id=row.record_id, pk__gt=row.replaced_version_id).exists()
    version = row.replaced_version
    if not is_latest or version is None or row.record_id is None:
        return False
    if not BibRecord.objects.filter(pk=row.record_id).exists():
        return False
    replace_marc(lock_record(row.record_id), from_json(version.marc), occasion=occasion)
    return True
