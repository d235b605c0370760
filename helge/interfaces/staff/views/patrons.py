"""Find a patron: what is typed stands in no address, and a hit is opened only by card or by a seen identity."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from helge.interfaces.staff import opening
from helge.interfaces.staff.access import StaffRequest, StaffView
from helge.interfaces.staff.forms import category_names
from helge.interfaces.staff.occasions import occasion_of
from helge.interfaces.staff.patron_page import patron_exists
from helge.patrons.queries import find_patrons, patron_card

PAGE_SIZE = 20
METHODS = frozenset({"id_seen", "hold"})


class Patrons(StaffView):
    """Search by card, personnummer, name, e-mail or telephone. A scanned card opens its patron at once."""

    needs = "see_patrons"

    def get(self, request: StaffRequest) -> HttpResponse:
        return render(request, "staff/patrons.html", {"section": "patrons"})

    def post(self, request: StaffRequest) -> HttpResponse:
        typed, after = request.POST.get("q", "").strip(), request.POST.get("after", "")
        card = patron_card(typed)
        if card is not None and card.is_active:
            opening.open_patron(request, card.patron_id, "card")
            return HttpResponseRedirect(reverse("staff:patron", args=[card.patron_id]))
        found = find_patrons(
            typed,
            permissions=request.permissions - {"see_protected"},
            today=occasion_of(request).today,
            limit=PAGE_SIZE,
            after_id=int(after) if after.isdecimal() else None,
        )
        context = {
            "section": "patrons",
            "searched": typed,
            "found": found,
            "categories": category_names(),
            "is_blocked_card": card is not None,
        }
        return render(request, "staff/patrons.html", context)


class OpenPatron(StaffView):
    """Open one patron: the card is scanned, or the person showed who they are. The way is logged."""

    needs = "see_patrons"

    def post(self, request: StaffRequest, patron_id: int) -> HttpResponse:
        typed, method = request.POST.get("card", "").strip(), request.POST.get("method", "")
        card = patron_card(typed) if typed else None
        page = HttpResponseRedirect(reverse("staff:patron", args=[patron_id]))
        if card is not None and card.is_active and card.patron_id == patron_id:
            opening.open_patron(request, patron_id, "card")
        elif method in METHODS and patron_exists(patron_id):
            opening.open_patron(request, patron_id, method)
        return page
