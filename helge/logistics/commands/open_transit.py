"""Send an item to another library without a hold: to stay there (rebalancing, a loan of shelves)."""

from django.db import transaction
from django.utils.translation import gettext as _

from helge.consortium import queries as consortium
from helge.consortium.occasion import Occasion
from helge.foundation.refusals import Refusal, Refused
from helge.foundation.statements import row_of, write
from helge.inventory.models import Item, PlaceKind, Whereabouts
from helge.inventory.sql import move_item, move_params
from helge.journal.sql import event_params, record_event
from helge.logistics.models import TransitPurpose
from helge.logistics.sql import open_params
from helge.logistics.sql import open_transit as open_transit_piece


class TransitRefused(Refused):
    """The item stays; `refusals` tells why."""


@transaction.atomic
def open_transit(item_id: int, to_library_id: int, *, occasion: Occasion) -> int:
    """Send an item from this library's shelf to stay at another; returns the journey's id.

    Received there by an ordinary check-in, which leaves it there. Raises TransitRefused with
    `not_on_the_shelf_here` or `already_there`; LookupError for a library that does not exist.
    """
    to = consortium.library(to_library_id)
    here = occasion.place
    work_id = Item.objects.values_list("record__work_id", flat=True).get(pk=item_id)
    row_of("SELECT id FROM catalogue_work WHERE id = %(work_id)s FOR NO KEY UPDATE", {"work_id": work_id})
    place = Whereabouts.objects.select_for_update(no_key=True).select_related("item").get(item_id=item_id)
    if place.place != PlaceKind.SHELF or place.library_id != here.id:
        raise TransitRefused([Refusal("not_on_the_shelf_here", _("Exemplaret står inte på hyllan här."))])
    if to.id == here.id:
        raise TransitRefused([Refusal("already_there", _("Exemplaret är redan på det biblioteket."))])
    made = write(
        [open_transit_piece(), record_event(), move_item(transit_id="(SELECT id FROM new_transit)")],
        "(SELECT id FROM new_transit) AS transit_id, (SELECT id FROM new_event) AS event_id",
        {
            **open_params(
                item_id, from_id=here.id, to_id=to.id, purpose=TransitPurpose.MOVE.value, hold_id=None, at=occasion.at
            ),
            **event_params(
                "TransitOpened",
                occasion,
                item_id=item_id,
                record_id=place.item.record_id,
                work_id=work_id,
                why={"to": to.id},
            ),
            **move_params(
                item_id,
                PlaceKind.IN_TRANSIT.value,
                here.id,
                occasion.at,
                department=place.department,
                placement=place.placement,
            ),
        },
    )
    return int(made.transit_id)
