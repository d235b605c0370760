"""Correct what is written about an item: barcode, owner, shelf, media type, note …"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from helge.consortium.occasion import Occasion
from helge.inventory.commands.move import lock_item, rename_shelf
from helge.inventory.commands.refusing import ItemRefused, without_permission, wrong_columns
from helge.inventory.models import Item
from helge.inventory.rules.shelf_marks import shelf_key
from helge.journal.commands.record import record

EDITABLE = frozenset(
    {
        "barcode", "owning_library_id", "department", "placement", "shelf_mark", "media_type_id", "loan_kind",
        "price_ore", "note", "pieces", "acquired_date", "is_quick_add",
    }
)  # fmt: skip


@transaction.atomic
def edit_item(item_id: int, changes: Mapping[str, Any], *, occasion: Occasion) -> Item:
    """Change some columns of an item; only those that differ are touched. Where it is does not change.

    Raises ItemRefused for lack of `edit_item` or a value that cannot stand, ValueError for a column nobody edits.
    """
    if unknown := set(changes) - EDITABLE:
        raise ValueError(f"columns that nobody writes by hand: {sorted(unknown)}")
    item = lock_item(item_id)
    changed = {name: value for name, value in changes.items() if getattr(item, name) != value}
    refusals = without_permission("edit_item", occasion) + wrong_columns(changed, item_id=item_id)
    if refusals:
        raise ItemRefused(refusals)
    if not changed:
        return item
    for name, value in changed.items():
        setattr(item, name, value)
    if "shelf_mark" in changed:
        item.shelf_key = shelf_key(item.shelf_mark)
    item.save(update_fields=[*changed, "shelf_key"])
    if changed.keys() & {"department", "placement"}:
        rename_shelf(item)
    record(
        "ItemEdited",
        occasion,
        item_id=item_id,
        record_id=item.record_id,
        work_id=item.record.work_id,
        why={"changed": sorted(changed)},
    )
    return item
