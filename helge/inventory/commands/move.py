"""Move an item: the one way for everything that is not a hot verb (those have `inventory.sql.move_item`)."""

from helge.catalogue.models import Work
from helge.inventory.models import Item, PlaceKind, Whereabouts
from helge.journal.models import Event


def lock_item(item_id: int) -> Item:
    """The item with its whereabouts, both the queue of its work and the whereabouts locked, in that order.

    Call inside a transaction. Raises Item.DoesNotExist.
    """
    while True:
        work_id = Item.objects.values_list("record__work_id", flat=True).get(pk=item_id)
        Work.objects.select_for_update(no_key=True).get(pk=work_id)
        whereabouts = Whereabouts.objects.select_for_update(no_key=True, of=("self",)).get(item_id=item_id)
        item = Item.objects.select_related("record").get(pk=item_id)
        # The work was found without a lock: titles may have been joined while we waited for it.
        if item.record.work_id == work_id:
            item.whereabouts = whereabouts
            return item


def move_item(
    item_id: int,
    place: PlaceKind,
    library_id: int,
    *,
    event: Event,
    department: str = "",
    placement: str = "",
    loan_id: int | None = None,
    hold_id: int | None = None,
    transit_id: int | None = None,
    attention: str = "",
) -> None:
    """Write where the locked item is from now on; what is not named is blanked. `event` tells why."""
    Whereabouts.objects.filter(item_id=item_id).update(
        place=place,
        library_id=library_id,
        department=department,
        placement=placement,
        loan_id=loan_id,
        hold_id=hold_id,
        transit_id=transit_id,
        attention_reason=attention,
        since=event.at,
        event_id=event.pk,
    )


def shelve(item: Item, library_id: int, *, event: Event) -> None:
    """Put the locked item on a shelf: its own department at its owner, the same names as a guest elsewhere."""
    move_item(item.pk, PlaceKind.SHELF, library_id, event=event, department=item.department, placement=item.placement)


def rename_shelf(item: Item) -> None:
    """The locked item belongs on another shelf of its owner: where it stands is called by the new name. Not a move."""
    Whereabouts.objects.filter(item_id=item.pk, place=PlaceKind.SHELF, library_id=item.owning_library_id).update(
        department=item.department, placement=item.placement
    )
