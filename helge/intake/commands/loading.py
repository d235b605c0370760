"""Write a portion of records with their items: one transaction, one event, every row accounted for."""

from collections import Counter
from collections.abc import Sequence
from itertools import count

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from helge.catalogue.commands.create_records import NewRecord, create_records
from helge.catalogue.commands.replace_marc import lock_record, replace_marc
from helge.catalogue.models import BibRecord
from helge.consortium.occasion import Occasion
from helge.foundation.codes import barcode_check
from helge.intake.commands.deciding import decide_all, decide_as_new
from helge.intake.commands.reading import Incoming, Setting, read_all
from helge.intake.models import ImportBatch, ImportRow
from helge.intake.readers import Piece
from helge.intake.rules.items import FoundItem
from helge.inventory import queries as inventory
from helge.inventory.commands.add_items import add_items
from helge.inventory.commands.new_item import NewItem
from helge.inventory.models import LoanKind
from helge.journal.commands.record import record as record_event

# In front of barcodes that were made up, so that staff see which spines lack a label.
MADE_UP = "IMP"


@transaction.atomic
def load_portion(
    pieces: Sequence[Piece], setting: Setting, *, occasion: Occasion, as_new: bool = False
) -> list[Incoming]:
    """Load the pieces and count them on their batch; returns what became of each.

    `as_new` loads records that a person has judged to be none of those we have. The rows are the caller's to write.
    """
    portion = read_all(pieces, setting)
    if as_new:
        for incoming in portion:
            if incoming.evidence:
                decide_as_new(incoming)
    else:
        decide_all(portion, setting.batch_id)
    _update(portion, occasion)
    _create(portion, occasion)
    planned = _planned_items(portion, setting)
    _write_items(planned, portion, setting, occasion)
    return portion


def write_rows(portion: Sequence[Incoming], batch: ImportBatch) -> None:
    """Keep what became of each piece, and count."""
    ImportRow.objects.bulk_create(
        ImportRow(batch=batch, position=incoming.piece.position, **row_columns(incoming)) for incoming in portion
    )
    count_outcomes(batch, Counter(incoming.outcome for incoming in portion), items=_items_made(portion))


def row_columns(incoming: Incoming) -> dict[str, object]:
    return {
        "byte_offset": incoming.piece.byte_offset,
        "outcome": incoming.outcome,
        "reason": "\n".join(incoming.remarks).replace("\x00", ""),
        "raw": incoming.kept_bytes,
        "record_id": incoming.record_id,
        "item_ids": incoming.item_ids,
        "replaced_version_id": incoming.version_id,
    }


def count_outcomes(batch: ImportBatch, outcomes: Counter[str], *, items: int) -> None:
    """Add to the batch's counts in the database; a row that changes its outcome counts one less of the old."""
    ImportBatch.objects.filter(pk=batch.pk).update(
        read_count=F("read_count") + outcomes.total(),
        items_created_count=F("items_created_count") + items,
        **{f"{outcome}_count": F(f"{outcome}_count") + number for outcome, number in outcomes.items()},
    )


def _items_made(portion: Sequence[Incoming]) -> int:
    return sum(len(incoming.item_ids) for incoming in portion)


def _update(portion: Sequence[Incoming], occasion: Occasion) -> None:
    """Records we have: updated ones are locked and written in the order of their works, as everywhere."""
    for incoming in portion:
        if incoming.outcome in {"updated", "unchanged", "review"} and incoming.target and incoming.target > 0:
            incoming.record_id = incoming.target
    updated = {i.record_id: i for i in portion if i.outcome == "updated" and i.record_id}
    in_order = BibRecord.objects.filter(pk__in=updated).order_by("work_id", "pk").values_list("pk", flat=True)
    for record_id in list(in_order):
        incoming = updated[record_id]
        assert incoming.record
        version = replace_marc(lock_record(record_id), incoming.record, occasion=occasion, described=incoming.described)
        incoming.version_id = version.pk


def _create(portion: Sequence[Incoming], occasion: Occasion) -> None:
    created = [incoming for incoming in portion if incoming.outcome == "created"]
    new = [
        NewRecord(i.record, i.evidence.control_number, i.evidence.control_source, described=i.described)
        for i in created
        if i.record and i.evidence
    ]
    numbers: dict[int, int] = {}
    for incoming, record_id in zip(created, create_records(new, occasion=occasion), strict=True):
        assert incoming.evidence
        incoming.record_id = numbers[incoming.evidence.record_id] = record_id
    for incoming in portion:
        if incoming.outcome == "unchanged" and incoming.target and incoming.target < 0:
            incoming.record_id = numbers[incoming.target]


def _planned_items(portion: Sequence[Incoming], setting: Setting) -> list[tuple[Incoming, NewItem]]:
    """The items to make. A used barcode stays with its item; a copy without one is made once for each library."""
    concerned = [i for i in portion if i.record_id and i.outcome in {"created", "updated", "unchanged"}]
    told = [(incoming, item, _clean(item.barcode)) for incoming in concerned for item in incoming.items]
    taken = inventory.barcodes_taken([barcode for _incoming, _item, barcode in told if barcode])
    has_copies = inventory.owners_of([i.record_id for i in concerned if i.outcome != "created" and i.record_id])
    made_up: dict[int, count[int]] = {}
    planned = []
    for incoming, item, barcode in told:
        assert incoming.record_id
        if not barcode:
            if incoming.outcome != "created" and (incoming.record_id, item.library_id) in has_copies:
                continue
        elif barcode in taken:
            if taken[barcode] != incoming.record_id:
                message = _("Exemplaret %(code)s lästes inte in: streckkoden används redan.") % {"code": barcode}
                incoming.remarks.append(message)
            continue
        label = barcode or _made_up(setting, incoming, next(made_up.setdefault(incoming.piece.position, count(1))))
        if item.barcode and not barcode:
            words = {"code": item.barcode[:30], "new": label}
            incoming.remarks.append(_("Streckkoden %(code)s kan inte användas. Exemplaret fick %(new)s.") % words)
        taken[label] = incoming.record_id
        has_copies.add((incoming.record_id, item.library_id))
        planned.append((incoming, _new_item(item, label)))
    return planned


def _made_up(setting: Setting, incoming: Incoming, number: int) -> str:
    return f"{MADE_UP}{setting.batch_id}-{incoming.piece.position}-{number}"


def _clean(barcode: str) -> str:
    try:
        return barcode_check(barcode) if barcode else ""
    except ValueError:
        return ""


def _new_item(item: FoundItem, barcode: str) -> NewItem:
    return NewItem(
        barcode=barcode,
        library_id=item.library_id,
        media_type=item.media_type,
        department=item.department,
        placement=item.placement,
        shelf_mark=item.shelf_mark,
        loan_kind=LoanKind.REFERENCE if item.is_reference else LoanKind.NORMAL,
        price_ore=item.price_ore,
        note=item.note,
        acquired_date=item.acquired_date,
    )


def _write_items(
    planned: Sequence[tuple[Incoming, NewItem]], portion: Sequence[Incoming], setting: Setting, occasion: Occasion
) -> None:
    """Write the items under the one event that tells of the whole portion; nothing done, nothing told."""
    touched = {i.record_id for i in portion if i.outcome in {"created", "updated"} and i.record_id}
    touched |= {incoming.record_id for incoming, _item in planned if incoming.record_id}
    if not touched:
        return
    why = {"batch_id": setting.batch_id, "record_ids": sorted(touched), "items": len(planned)}
    event = record_event("RecordsImported", occasion, why=why)
    pairs = [(incoming.record_id, item) for incoming, item in planned if incoming.record_id]
    ids = add_items(pairs, event_id=event.pk, occasion=occasion)
    for (incoming, _item), item_id in zip(planned, ids, strict=True):
        incoming.item_ids.append(item_id)
