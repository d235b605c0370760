"""Lend a book that the catalogue does not know: registered in haste, mended when it is back."""

from django.db import transaction
from django.utils.translation import gettext as _

from helge.catalogue.commands.create_record import RecordRefused, create_record
from helge.circulation.commands.check_out import CheckOutRefused, LoanMade, check_out
from helge.consortium.occasion import Occasion
from helge.foundation.codes import barcode_check
from helge.foundation.refusals import Refusal
from helge.inventory.commands.add_item import add_item
from helge.inventory.commands.new_item import NewItem
from helge.inventory.commands.refusing import ItemRefused


@transaction.atomic
def lend_unregistered(
    barcode: str,
    title: str,
    media_type: str,
    card: str,
    *,
    occasion: Occasion,
    override: frozenset[str] = frozenset(),
) -> LoanMade:
    """Register an item with a title and a media type, hidden from the public, and lend it at once.

    At its return the item goes to "needs attention" (`quick_add`) until a cataloguer has mended it.
    Nothing is registered when the loan is refused. Raises CheckOutRefused with every reason.
    """
    try:
        code = barcode_check(barcode)
    except ValueError as wrong:
        raise CheckOutRefused([Refusal("wrong_barcode", str(wrong), field="barcode")]) from wrong
    if not title.strip():
        raise CheckOutRefused([Refusal("no_title", _("Skriv titeln som den står på boken."), field="title")])
    try:
        record = create_record(
            {"title": title.strip(), "media_type": media_type}, occasion=occasion, is_suppressed=True
        )
        add_item(
            record.pk,
            NewItem(barcode=code, library_id=occasion.place.id, media_type=media_type, is_quick_add=True),
            occasion=occasion,
        )
    except (RecordRefused, ItemRefused) as no:
        raise CheckOutRefused(no.refusals) from no
    return check_out(code, card, occasion=occasion, override=override)
