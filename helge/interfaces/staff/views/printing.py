"""Slips as PDF, each in a request of its own: a printer in trouble costs paper, never a scan."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from helge.interfaces.staff.access import StaffRequest, StaffView
from helge.interfaces.staff.slip_choice import COOKIE, COOKIE_SECONDS, SlipChoice, slip_choice
from helge.interfaces.staff.slips import slip_of
from helge.interfaces.ui.printing.render import render as as_pdf


class Print(StaffView):
    """One slip. The page's hidden frame may show it, and no other site's."""

    def get(self, request: StaffRequest, kind: str, which: str) -> HttpResponse:
        answer = HttpResponse(as_pdf(slip_of(request, kind, which)), content_type="application/pdf")
        answer.headers["Content-Disposition"] = f'inline; filename="{kind}.pdf"'
        answer.headers["X-Frame-Options"] = "SAMEORIGIN"
        answer.headers["Content-Security-Policy"] = "frame-ancestors 'self'"
        return answer


class SlipSettings(StaffView):
    """Which paper this desk has, and whether hold and transit slips come with the scan. Kept in the browser."""

    def get(self, request: StaffRequest) -> HttpResponse:
        return render(request, "staff/slip_settings.html", {"section": "settings", "choice": slip_choice(request)})

    def post(self, request: StaffRequest) -> HttpResponse:
        layout = request.POST.get("layout", "")
        chosen = SlipChoice("a4" if layout == "a4" else "80mm", request.POST.get("when") == "auto")
        answer = HttpResponseRedirect(reverse("staff:slip_settings"))
        answer.set_cookie(
            COOKIE,
            chosen.as_cookie(),
            max_age=COOKIE_SECONDS,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
        return answer
