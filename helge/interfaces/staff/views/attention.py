"""What somebody at this library must look at: put aside, registered in haste, missing, waited for without a copy."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from helge.circulation.commands.check_in import check_in
from helge.holds.models import Outlook
from helge.interfaces.staff.rooms import RoomView, Verb, number
from helge.interfaces.staff.views.hopeless import CANCEL, answer, hopeless_rows
from helge.inventory.commands.clear_attention import clear_attention
from helge.inventory.models import AttentionReason, Item, PlaceKind, Whereabouts

HOPELESS = "hopeless"
SHOWN = {"saknas": PlaceKind.MISSING.value, "utan-exemplar": HOPELESS}
KINDS = (PlaceKind.ATTENTION.value, PlaceKind.MISSING.value)


class Attention(RoomView):
    """Three lists: what stands aside and why, what is missing since when, and who waits for what is gone."""

    section = "attention"
    template = "staff/rooms/attention.html"
    verbs = {
        "clear": Verb("clear", "clear_attention"),
        "found": Verb("found"),
        **{choice: Verb(choice) for choice in (*Outlook.values, CANCEL)},
    }

    def context(self) -> dict[str, Any]:
        rows = list(
            Whereabouts.objects.filter(library_id=self.request.here.id, place__in=KINDS)
            .select_related("item__record", "item__owning_library")
            .order_by("since", "item_id")
        )
        lists = {kind: [row for row in rows if row.place == kind] for kind in KINDS}
        shown = SHOWN.get(self.request.GET.get("visa", ""), PlaceKind.ATTENTION.value)
        waiting = hopeless_rows(self.request.here.id, self.request.here.name)
        page = reverse("staff:attention")
        return {
            "shown": shown,
            "rows": [(row, reason_word(row.attention_reason), what_to_do(row)) for row in lists.get(shown, [])],
            "waiting": waiting,
            "tabs_label": _("Åtgärder"),
            "tabs": [
                {
                    "href": page,
                    "words": _("Kräver åtgärd"),
                    "count": len(lists[PlaceKind.ATTENTION]),
                    "is_current": shown == PlaceKind.ATTENTION,
                },
                {
                    "href": f"{page}?visa=saknas",
                    "words": _("Saknas"),
                    "count": len(lists[PlaceKind.MISSING]),
                    "is_current": shown == PlaceKind.MISSING,
                },
                {
                    "href": f"{page}?visa=utan-exemplar",
                    "words": _("Reservationer utan exemplar"),
                    "count": sum(not row.answered for row in waiting),
                    "is_current": shown == HOPELESS,
                },
            ],
        }

    def clear(self, which: str) -> str:
        item = clear_attention(number(which) or 0, occasion=self.occasion())
        if item.owning_library_id != self.request.here.id:
            return _("Klart. Exemplaret hör hemma på ett annat bibliotek: skanna det så får det rätt väg.")
        return _("Klart. Ställ exemplaret på %(shelf)s.") % {"shelf": item.shelf_mark or item.department}

    def found(self, which: str) -> str:
        """Found is a scan like any other: whoever has it in the hand may scan it or press here."""
        return scanned_words(check_in(barcode_of(which), occasion=self.occasion()))

    def buying(self, which: str) -> str:
        return answer(number(which) or 0, Outlook.BUYING, occasion=self.occasion())

    def interlibrary(self, which: str) -> str:
        return answer(number(which) or 0, Outlook.INTERLIBRARY, occasion=self.occasion())

    def cancel(self, which: str) -> str:
        return answer(number(which) or 0, CANCEL, occasion=self.occasion())


def barcode_of(which: str) -> str:
    """The barcode of an item by its number; blank when there is none, which check-in refuses kindly."""
    return Item.objects.filter(pk=number(which) or 0).values_list("barcode", flat=True).first() or ""


def scanned_words(scanned: Any) -> str:
    """Where a scanned item goes, in one sentence for a work list."""
    if scanned.pickup_code:
        return _("Hittad! Ställ den på hämthyllan under koden %(code)s.") % {"code": scanned.pickup_code}
    if scanned.to_library_name:
        return _("Hittad! Skicka den till %(library)s.") % {"library": scanned.to_library_name}
    if scanned.attention:
        return _("Hittad, men den kräver åtgärd.")
    return _("Hittad! Ställ den på sin hylla.")


def reason_word(reason: str) -> str:
    return str(AttentionReason(reason).label) if reason in AttentionReason.values else ""


def what_to_do(row: Whereabouts) -> str:
    """The next step for somebody who sees the item for the first time."""
    if row.place == PlaceKind.MISSING:
        return _("Leta på hyllan och runt omkring. Skanna det om det dyker upp; gallra det annars.")
    return {
        AttentionReason.DAMAGED: _("Laga det, eller gallra det."),
        AttentionReason.MISSING_PIECE: _("Hitta delen som saknas, eller ändra antalet delar."),
        AttentionReason.WANTED: _("Lämna det till kollegan som efterlyste det."),
        AttentionReason.QUICK_ADD: _("Komplettera titeln och exemplaret."),
        AttentionReason.RETURNED_AFTER_LOST: _("Det är tillbaka: se till att ersättningen rättas, och kvittera."),
        AttentionReason.NOT_LENT: _("Ta reda på varför det lämnades in, och ställ tillbaka det."),
    }.get(AttentionReason(row.attention_reason), "")
