"""One item: what it is, where it is and why, its history in words, and everything that may be done with it."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from helge.catalogue.commands.edit_record import edit_record
from helge.catalogue.queries import find_record
from helge.circulation.commands.check_in import check_in
from helge.circulation.models import Loan
from helge.consortium import queries as consortium
from helge.holds.queries import captured_hold
from helge.interfaces.staff.history import history_of
from helge.interfaces.staff.media_types import media_type_names
from helge.interfaces.staff.rooms import RoomView, Verb, number
from helge.interfaces.staff.views.attention import scanned_words
from helge.interfaces.staff.views.title_forms import ItemForm, mark_refusals, shelf_choices
from helge.inventory.commands.add_item import add_item
from helge.inventory.commands.clear_attention import clear_attention
from helge.inventory.commands.edit_item import edit_item
from helge.inventory.commands.mark_attention import mark_attention
from helge.inventory.commands.mark_missing import mark_missing
from helge.inventory.commands.refusing import ItemRefused
from helge.inventory.commands.withdraw_item import withdraw_item
from helge.inventory.models import AttentionReason, Item, PlaceKind
from helge.inventory.queries import barcodes_taken
from helge.logistics.models import Transit

# Quick registration and a returned lost item are noted by the scans themselves.
REASONS = (AttentionReason.DAMAGED, AttentionReason.MISSING_PIECE, AttentionReason.WANTED)


class ItemPage(RoomView):
    """Nothing here moves an item that somebody has or waits for: that takes a scan."""

    section = "titles"
    template = "staff/rooms/item.html"
    verbs = {
        "edit": Verb("edit", "edit_item"),
        "attention": Verb("attention"),
        "clear": Verb("clear", "clear_attention"),
        "missing": Verb("missing"),
        "found": Verb("found"),
        "withdraw": Verb("withdraw", "edit_item"),
        "mend": Verb("mend", "edit_item"),
    }
    item: Item

    def find(self, **kwargs: Any) -> None:
        rows = Item.objects.select_related("record", "owning_library", "whereabouts__library", "media_type")
        found = rows.filter(pk=kwargs["item_id"]).first()
        if found is None:
            raise Http404
        self.item = found

    def context(self) -> dict[str, Any]:
        item, where = self.item, self.item.whereabouts
        loan = Loan.objects.filter(pk=where.loan_id).first() if where.loan_id else None
        transit = (
            Transit.objects.select_related("to_library").filter(pk=where.transit_id).first()
            if where.transit_id
            else None
        )
        history, older = history_of(item.pk, before=number(self.request.GET.get("fore")))
        return {
            "item": item,
            "where": where,
            "loan": loan,
            "transit": transit,
            "held": captured_hold(item.pk),
            "media_types": media_type_names(),
            "form": ItemForm.of(item),
            "history": history,
            "older": older,
            "reasons": [(reason.value, reason.label) for reason in REASONS],
            "attention_word": str(AttentionReason(where.attention_reason).label) if where.attention_reason else "",
            "is_at_rest": where.place in (PlaceKind.SHELF, PlaceKind.ATTENTION, PlaceKind.MISSING, PlaceKind.LOST),
            **shelf_choices(item.owning_library_id),
        }

    def edit(self, _which: str) -> HttpResponse:
        form = ItemForm.of(self.item, self.request.POST)
        if form.is_valid():
            try:
                edit_item(self.item.pk, form.changes(), occasion=self.occasion())
            except ItemRefused as refused:
                mark_refusals(form, refused)
            else:
                return self.on_to("item", self.item.pk, said=_("Exemplaret är sparat."))
        return self.page(422, form=form, is_editing=True)

    def attention(self, _which: str) -> str:
        mark_attention(self.item.pk, self.request.POST.get("reason", ""), occasion=self.occasion())
        return _("Exemplaret kräver nu åtgärd och lånas inte ut förrän det är kvitterat.")

    def clear(self, _which: str) -> str:
        clear_attention(self.item.pk, occasion=self.occasion())
        return _("Kvitterat. Exemplaret kan lånas ut igen.")

    def missing(self, _which: str) -> str:
        mark_missing(self.item.pk, occasion=self.occasion())
        return _("Exemplaret är markerat som saknat.")

    def found(self, _which: str) -> str:
        return scanned_words(check_in(self.item.barcode, occasion=self.occasion()))

    def withdraw(self, _which: str) -> HttpResponse | str:
        override = frozenset(self.request.POST.getlist("override"))
        reason = self.request.POST.get("reason", "").strip()
        if not reason:
            messages.error(self.request, _("Skriv varför exemplaret gallras."))
            return self.back()
        try:
            withdraw_item(self.item.pk, reason, occasion=self.occasion(), override=override)
        except ItemRefused as refused:
            again = {"do": "withdraw", "reason": reason}
            return self.page(422, refusals=refused.refusals, fields=again, overridden=sorted(override))
        return _("Exemplaret är gallrat. Ta bort streckkoden från boken.")

    @transaction.atomic
    def mend(self, _which: str) -> str:
        """What was lent in haste is complete: the title is shown, the item leaves the list of things to do."""
        occasion = self.occasion()
        if self.item.record.is_suppressed and self.may("edit_record"):
            edit_record(self.item.record_id, {"is_suppressed": False}, occasion=occasion)
        edit_item(self.item.pk, {"is_quick_add": False}, occasion=occasion)
        if self.item.whereabouts.attention_reason == AttentionReason.QUICK_ADD and self.may("clear_attention"):
            clear_attention(self.item.pk, occasion=occasion)
        return _("Klart: titeln visas för alla och exemplaret är färdigregistrerat.")


class NewItemPage(RoomView):
    """Add a copy to a title. The barcode is scanned, or taken from the roll: the next one is suggested."""

    section = "titles"
    needs = "edit_item"
    template = "staff/rooms/item_new.html"
    verbs = {"add": Verb("add", "edit_item")}

    def context(self) -> dict[str, Any]:
        record = find_record(self.kwargs["record_id"])
        if record is None:
            raise Http404
        here = self.request.here
        latest = latest_copy(record.pk, here.id)
        shelf = {} if latest is None else {"department": latest.department, "placement": latest.placement}
        mark = "" if latest is None else latest.shelf_mark
        return {
            "record": record,
            "next_barcode": next_barcode(here.id),
            "form": ItemForm(
                initial={
                    "owning_library_id": here.id,
                    "media_type_id": record.media_type,
                    "loan_kind": "normal",
                    "shelf_mark": mark or record.classification,
                    "acquired_date": self.occasion().today,
                    "pieces": 1,
                    **shelf,
                }
            ),
            **shelf_choices(here.id),
        }

    def add(self, _which: str) -> HttpResponse:
        form = ItemForm(self.request.POST)
        if form.is_valid():
            try:
                made = add_item(self.kwargs["record_id"], form.new_item(), occasion=self.occasion())
            except ItemRefused as refused:
                mark_refusals(form, refused)
            else:
                library = consortium.library(made.owning_library_id).name
                said = _("Exemplaret %(barcode)s är inlagt på %(library)s.") % {
                    "barcode": made.barcode,
                    "library": library,
                }
                return self.on_to("title", made.record_id, said=said)
        return self.page(422, form=form)


def latest_copy(record_id: int, library_id: int) -> Item | None:
    """The copy to take the shelf from: the library's own, else anybody's."""
    copies = Item.objects.filter(record_id=record_id, withdrawn_at__isnull=True).order_by("-pk")
    return copies.filter(owning_library_id=library_id).first() or copies.first()


def next_barcode(library_id: int) -> str:
    """The free number after the library's latest, when its barcodes are plain numbers; else ""."""
    numbered = Item.objects.filter(owning_library_id=library_id, barcode__regex=r"^[0-9]+$").order_by("-pk")
    latest = numbered.values_list("barcode", flat=True).first()
    if latest is None:
        return ""
    following = [str(int(latest) + step).zfill(len(latest)) for step in range(1, 101)]
    taken = barcodes_taken(following)
    return next((barcode for barcode in following if barcode not in taken), "")
