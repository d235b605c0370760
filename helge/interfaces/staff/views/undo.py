"""Ångra: one key takes back the last scan, and the rows show it."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from helge.circulation.commands.undo_scan import UndoRefused, undo_scan
from helge.interfaces.staff import returns
from helge.interfaces.staff.access import StaffRequest, StaffView
from helge.interfaces.staff.answering import REFUSED, is_partial, with_band
from helge.interfaces.staff.bands import Band, undone
from helge.interfaces.staff.borrower import borrower_of_page
from helge.interfaces.staff.lending_page import borrower_context
from helge.interfaces.staff.occasions import occasion_of


class Undo(StaffView):
    """Says what came back, or why it cannot; `at` names the page whose rows are shown again."""

    def get(self, request: StaffRequest) -> HttpResponse:
        return HttpResponseRedirect(reverse("staff:start"))

    def post(self, request: StaffRequest) -> HttpResponse:
        is_return = request.POST.get("at") == "aterlamning"
        try:
            band, status = undone(undo_scan(occasion=occasion_of(request))), 200
        except UndoRefused as no:
            why = " ".join(str(refusal.message) for refusal in no.refusals)
            band, status = Band("wait", "no-symbol", why, sound="refused"), REFUSED
        if not is_partial(request):
            messages.add_message(request, messages.SUCCESS if status == 200 else messages.WARNING, band.says)
            return HttpResponseRedirect(reverse("staff:check_in" if is_return else "staff:check_out"))
        context = with_band(request, band)
        if is_return:
            context |= {"rows": returns.rows(returns.events(request)), "clears": True}
            return render(request, "staff/answers/taken_back.html", context, status=status)
        context |= borrower_context(request, borrower_of_page(request))
        return render(request, "staff/answers/borrower.html", context, status=status)
