"""Register one item: it stands on its owner's shelf from now on."""

from django.db import transaction
from django.utils.translation import gettext as _

from helge.catalogue.models import BibRecord
from helge.consortium.occasion import Occasion
from helge.foundation.refusals import Refusal
from helge.inventory.commands.new_item import NewItem
from helge.inventory.commands.refusing import ItemRefused, without_permission, wrong_columns
from helge.inventory.models import Item, PlaceKind, Whereabouts
from helge.journal.commands.record import record


@transaction.atomic
def add_item(record_id: int, facts: NewItem, *, occasion: Occasion) -> Item:
    """Add a copy of a record. Whoever lends may add one in haste (`is_quick_add`); else `edit_item` is needed.

    Raises ItemRefused: permission, unknown record, library or media type, wrong or used barcode.
    """
    columns = facts.columns(occasion.today)
    refusals = wrong_columns(columns)
    if not facts.is_quick_add:
        refusals += without_permission("edit_item", occasion)
    found = BibRecord.objects.filter(pk=record_id).first()
    if found is None:
        refusals.append(Refusal("no_such_record", _("Titeln finns inte.")))
    if refusals or found is None:
        raise ItemRefused(refusals)
    item = Item.objects.create(record=found, **columns)
    event = record("ItemAdded", occasion, item_id=item.pk, record_id=record_id, work_id=found.work_id)
    Whereabouts.objects.create(
        item=item,
        place=PlaceKind.SHELF,
        library_id=item.owning_library_id,
        department=item.department,
        placement=item.placement,
        since=occasion.at,
        event_id=event.pk,
    )
    return item
