"""The noes that the verbs for one item share."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from helge.consortium import queries as consortium
from helge.consortium.occasion import Occasion
from helge.foundation.codes import barcode_check
from helge.foundation.refusals import Refusal, Refused
from helge.inventory.models import Item, LoanKind, MediaType, PlaceKind, Whereabouts

# Characters that the columns hold.
LONGEST = {"department": 60, "placement": 60, "shelf_mark": 60, "note": 200}


class ItemRefused(Refused):
    """The item stays as it was; `refusals` tells why, all reasons at once."""


def without_permission(permission: str, occasion: Occasion) -> list[Refusal]:
    if permission in occasion.permissions:
        return []
    return [Refusal("may_not_edit_item", _("Du har inte behörighet att ändra exemplar."))]


def wrong_columns(columns: Mapping[str, Any], *, item_id: int | None = None) -> list[Refusal]:
    """What cannot stand in these columns of `Item`; only those that are told are looked at."""
    refusals = []
    if "barcode" in columns:
        refusals += _wrong_barcode(columns["barcode"], item_id)
    if "owning_library_id" in columns and columns["owning_library_id"] not in consortium.libraries():
        refusals.append(Refusal("no_such_library", _("Biblioteket finns inte."), field="library"))
    if "media_type_id" in columns and not MediaType.objects.filter(pk=columns["media_type_id"]).exists():
        refusals.append(Refusal("no_such_media_type", _("Medietypen finns inte."), field="media_type"))
    if "loan_kind" in columns and columns["loan_kind"] not in LoanKind.values:
        refusals.append(Refusal("no_such_loan_kind", _("Lånetypen finns inte."), field="loan_kind"))
    if columns.get("pieces", 1) < 1:
        refusals.append(Refusal("no_pieces", _("Ett exemplar består av minst en del."), field="pieces"))
    for name, value in columns.items():
        longest = LONGEST.get(name)
        if longest and len(value) > longest:
            message = _("Texten är för lång (högst %(longest)s tecken).") % {"longest": longest}
            refusals.append(Refusal("too_long", message, field=name))
    return refusals


def _wrong_barcode(barcode: str, item_id: int | None) -> list[Refusal]:
    try:
        clean = barcode_check(barcode)
    except ValueError as wrong:
        return [Refusal("bad_barcode", str(wrong), field="barcode")]
    if clean != barcode:
        return [Refusal("bad_barcode", _("Streckkoden innehåller mellanslag."), field="barcode")]
    if Item.objects.filter(barcode=barcode).exclude(pk=item_id or 0).exists():
        message = _("Streckkoden %(code)s används redan.") % {"code": barcode}
        return [Refusal("barcode_taken", message, field="barcode")]
    return []


def not_at_rest(whereabouts: Whereabouts) -> list[Refusal]:
    """Why software may not move the item: somebody has it, waits for it, or it is on the road."""
    match whereabouts.place:
        case PlaceKind.ON_LOAN:
            return [Refusal("on_loan", _("Exemplaret är utlånat. Återlämna det först."))]
        case PlaceKind.IN_TRANSIT:
            return [Refusal("in_transit", _("Exemplaret är under transport. Skanna det när det kommer fram."))]
        case PlaceKind.HOLD_SHELF if whereabouts.hold_id:
            return [Refusal("captured", _("Exemplaret står på hämthyllan för en låntagare."))]
        case PlaceKind.WITHDRAWN:
            return [Refusal("withdrawn", _("Exemplaret är gallrat."))]
        case _:
            return []
