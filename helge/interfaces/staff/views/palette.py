"""Ctrl+K: a card, a barcode or the words of a title. Asked by POST, so that nothing typed stands in an address."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from helge.interfaces.staff import opening
from helge.interfaces.staff.access import StaffRequest, StaffView
from helge.inventory.models import Item
from helge.patrons.queries import patron_card
from helge.search.queries import search
from helge.search.query import CatalogueQuery

SHOWN_TITLES = 6


class Palette(StaffView):
    """Groups of entries. A patron is found by the whole card number only, and without a name."""

    def post(self, request: StaffRequest) -> HttpResponse:
        typed = request.POST.get("q", "").strip()
        groups = [
            {"label": _("Låntagare"), "entries": self._patrons(request, typed)},
            {"label": _("Exemplar"), "entries": _items(typed)},
            {"label": _("Titlar"), "entries": _titles(typed)},
        ]
        return JsonResponse({"groups": [group for group in groups if group["entries"]]})

    def _patrons(self, request: StaffRequest, typed: str) -> list[dict[str, Any]]:
        card = patron_card(typed) if "see_patrons" in request.permissions and any(map(str.isdigit, typed)) else None
        if card is None or not card.is_active:
            return []
        opening.note_card(request, card.patron_id)
        label = _("Kort som slutar på %(last)s") % {"last": card.number[-4:]}
        return [{"label": label, "detail": _("öppna låntagaren"), "url": f"/personal/lantagare/{card.patron_id}"}]


def _items(typed: str) -> list[dict[str, Any]]:
    barcode = "".join(typed.split())
    found = Item.objects.select_related("record", "owning_library").filter(barcode=barcode).first()
    if found is None:
        return []
    return [
        {
            "label": found.record.title,
            "detail": f"{found.barcode} · {found.owning_library.name}",
            "url": f"/personal/exemplar/{found.pk}",
        }
    ]


def _titles(typed: str) -> list[dict[str, Any]]:
    if len(typed) < 2:
        return []
    page = search(CatalogueQuery(words=typed), page_size=SHOWN_TITLES, typing=True, facets=False)
    return [
        {
            "label": hit.document.title,
            "detail": " · ".join(part for part in (hit.document.author, str(hit.document.year or "")) if part),
            "url": f"/personal/titel/{hit.record_id}",
        }
        for hit in page.hits
    ]
