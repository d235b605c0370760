"""Take back: scan, scan, and each answer says where the book goes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from helge.circulation.commands.check_in import CheckInRefused, check_in
from helge.circulation.commands.undo_scan import finish
from helge.foundation.codes import barcode_check
from helge.foundation.refusals import Refusal
from helge.interfaces.staff import borrower, returns
from helge.interfaces.staff.access import StaffRequest, StaffView
from helge.interfaces.staff.answering import REFUSED, answered, with_band
from helge.interfaces.staff.bands import Band, taken_back
from helge.interfaces.staff.lending_page import RECEIPT
from helge.interfaces.staff.occasions import occasion_of

PAGE = "staff/check_in.html"


class CheckIn(StaffView):
    """The returns. Opening the page hides whoever was served before (requirement 40)."""

    def get(self, request: StaffRequest) -> HttpResponse:
        borrower.hide(request)
        returns.begin(request)
        return render(request, PAGE, page_context(request))

    def post(self, request: StaffRequest) -> HttpResponse:
        occasion = occasion_of(request)
        day = returns.day_set_back(request.POST.get("returned_on", ""), occasion.today)
        try:
            code = barcode_check(request.POST.get("barcode", ""))
            done = check_in(code, occasion=occasion, returned_on=day)
        except ValueError as wrong:
            return _refused(request, [Refusal("unreadable", str(wrong))])
        except CheckInRefused as no:
            return _refused(request, no.refusals, card=code if "card_not_item" in no.codes else "")
        context = with_band(request, taken_back(done)) | {"row": returns.row_of(done)}
        return answered(request, PAGE, "staff/answers/taken_back.html", context, lambda: page_context(request))


class SetDayBack(StaffView):
    """Books from the book drop came back on an earlier day: late fees count to it, until the session ends."""

    def post(self, request: StaffRequest) -> HttpResponse:
        typed = request.POST.get("returned_on", "")
        day = returns.day_set_back(typed, occasion_of(request).today)
        if day is not None:
            request.session[returns.RETURNED_ON] = day.isoformat()
        else:
            request.session.pop(returns.RETURNED_ON, None)
            if typed and typed != occasion_of(request).today.isoformat():
                messages.warning(request, _("Dagen ska vara före i dag."))
        return HttpResponseRedirect(reverse("staff:check_in"))


class FinishReturns(StaffView):
    """The pile is done: forget the list and the day that was set back, offer a receipt."""

    def post(self, request: StaffRequest) -> HttpResponse:
        found = returns.events(request)
        was_set_back = returns.RETURNED_ON in request.session
        finish(occasion_of(request))
        returns.end(request)
        returns.begin(request)
        request.session[RECEIPT] = {"kind": "returns", "ids": [event.pk for event in found]}
        if was_set_back:
            # The page carries the day in every scan: it is drawn anew without it.
            messages.success(
                request, _("Klart: %(n)s återlämnade. Återlämningsdagen är i dag igen.") % {"n": len(found)}
            )
            return HttpResponseRedirect(reverse("staff:check_in"))
        says = _("Klart: %(n)s återlämnade") % {"n": len(found)} if found else _("Klart")
        band = Band("plain", "check", says, sound="shelf", slip="returkvitto/senast" if found else "")
        context = with_band(request, band) | {"prints_itself": False, "rows": [], "clears": True}
        return answered(request, PAGE, "staff/answers/taken_back.html", context, lambda: page_context(request))


def page_context(request: StaffRequest) -> dict[str, Any]:
    found = returns.events(request)
    set_back = request.session.get(returns.RETURNED_ON, "")
    return {
        "section": "check_in",
        "rows": returns.rows(found),
        "returned_on": returns.day_set_back(set_back, occasion_of(request).today),
        "today": occasion_of(request).today,
    }


def _refused(request: StaffRequest, refusals: Any, card: str = "") -> HttpResponse:
    context = {"refusals": refusals, "permissions": request.permissions, "card": card}
    return answered(
        request,
        PAGE,
        "staff/answers/not_taken_back.html",
        context,
        lambda: page_context(request),
        status=REFUSED,
    )
