"""What the lending page needs around a scan's answer: the borrower, their rows, and who else it may be."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from helge.consortium.rules.permissions import NotAllowed
from helge.foundation.identity_numbers import parse_identity_number
from helge.interfaces.staff import borrower as at_desk
from helge.interfaces.staff.access import StaffRequest
from helge.interfaces.staff.answering import REFUSED, answered, with_band
from helge.interfaces.staff.bands import Band
from helge.interfaces.staff.borrower import Borrower, borrower_of_page
from helge.interfaces.staff.occasions import occasion_of
from helge.interfaces.staff.opening import open_patron
from helge.interfaces.staff.panel import Panel, panel_of
from helge.inventory.models import MediaType
from helge.patrons.models import Card
from helge.patrons.queries import FoundPatrons, find_patrons

PAGE = "staff/check_out.html"
RECEIPT = "receipt"
SHOWN_CANDIDATES = 8


def page_context(request: StaffRequest, borrower: Borrower | None) -> dict[str, Any]:
    """The whole page: nobody at the desk, or somebody with the loans of this session."""
    return {"section": "check_out"} | borrower_context(request, borrower)


def borrower_context(request: StaffRequest, borrower: Borrower | None) -> dict[str, Any]:
    """The panel, the rows and the field that carries the borrower in the next scan."""
    if borrower is None:
        return {"panel": None, "signed": "", "rows": [], "count": 0, "shows_borrower": True}
    rows = borrower.loans()
    return {
        "panel": _panel(request, borrower),
        "signed": borrower.signed_for(request),
        "rows": rows,
        "count": len(rows),
        "shows_borrower": True,
    }


def receive(request: StaffRequest, card: Card, method: str) -> HttpResponse:
    """Somebody steps up to the desk: log the opening, show them, hide whoever stood there before."""
    try:
        open_patron(request, card.patron_id, method)
    except NotAllowed as no:
        context = {"refusals": no.refusals, "permissions": request.permissions}
        return answered(
            request, PAGE, "staff/answers/refused.html", context, lambda: page_context(request, None), status=REFUSED
        )
    shown = borrower_of_page(request)
    is_same = shown is not None and shown.patron_id == card.patron_id
    borrower = Borrower(card.patron_id, card.number, shown.since if shown and is_same else timezone.now())
    at_desk.keep(request, borrower)
    around = borrower_context(request, borrower)
    context = with_band(request, _greeting(around["panel"])) | around
    return answered(request, PAGE, "staff/answers/borrower.html", context, lambda: page_context(request, borrower))


def ask_who(request: StaffRequest) -> HttpResponse:
    """The page shows nobody to do it for."""
    band = Band("wait", "identification", _("Skanna lånekortet först"), sound="refused")
    return answered(
        request,
        PAGE,
        "staff/answers/borrower.html",
        with_band(request, band) | borrower_context(request, None),
        lambda: page_context(request, None),
        status=REFUSED,
    )


def is_name(typed: str) -> bool:
    """Something that no scanner reads: a name or an e-mail address."""
    return bool(typed) and ("@" in typed or not any(sign.isdigit() for sign in typed))


def is_identity_number(typed: str, today: date) -> bool:
    try:
        parse_identity_number(typed, today=today)
    except ValueError:
        return False
    return True


def candidates(request: StaffRequest, typed: str) -> FoundPatrons:
    permissions = request.permissions - {"see_protected"}
    return find_patrons(typed, permissions=permissions, today=occasion_of(request).today, limit=SHOWN_CANDIDATES)


def media_types() -> list[tuple[str, str]]:
    """Codes and names for quick-add, the most common first."""
    column = "name_en" if (get_language() or "sv").startswith("en") else "name_sv"
    return list(MediaType.objects.values_list("code", column))


def _panel(request: StaffRequest, borrower: Borrower) -> Panel:
    return panel_of(
        borrower,
        permissions=request.permissions,
        here_id=request.here.id,
        today=occasion_of(request).today,
    )


def _greeting(panel: Panel) -> Band:
    """What stops is said before the first book, not at it."""
    codes = ", ".join(hold.pickup_code for hold in panel.ready_here)
    ready = (_("Att hämta här: %(codes)s") % {"codes": codes},) if codes else ()
    if panel.stops:
        return Band(
            "need",
            "hand-raised",
            _("Titta här först"),
            sound="attention",
            more=(*panel.stops, *panel.mentions, *ready),
        )
    return Band("plain", "identification", _("Skanna böckerna"), sound="shelf", more=(*ready, *panel.mentions))
