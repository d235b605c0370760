"""In and out of the staff web."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from helge.circulation.commands.undo_scan import finish
from helge.consortium.commands.attempt_login import TooManyAttempts
from helge.consortium.commands.log_in_staff import log_in_staff
from helge.consortium.models import StaffMember
from helge.interfaces.staff.access import enter, log_in_page, may_work, staff_of
from helge.interfaces.staff.forms import LogInForm, tell_refusals
from helge.interfaces.staff.kept_form import FIELD, form_kept
from helge.interfaces.staff.occasions import occasion_of

A_WORKING_DAY_SECONDS = 14 * 60 * 60


class LogIn(View):
    """User name and password; afterwards back to where one was going, with the form that waited."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if staff_of(request) is not None:
            return HttpResponseRedirect(_onwards(request))
        return log_in_page(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        form, kept = LogInForm(request.POST), request.POST.get(FIELD, "")
        staff = self._let_in(form, request) if form.is_valid() else None
        if staff is None:
            return log_in_page(request, form, kept, status=422)
        login(request, staff.login, backend=settings.AUTHENTICATION_BACKENDS[0])
        request.session.set_expiry(A_WORKING_DAY_SECONDS)
        waiting = form_kept(kept)
        if waiting is None:
            return HttpResponseRedirect(_onwards(request))
        enter(request, staff)
        answer = render(request, "staff/go_on.html", {"waiting": waiting})
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def _let_in(self, form: LogInForm, request: HttpRequest) -> StaffMember | None:
        """The member of staff who may work today; otherwise the form says why not."""
        given = form.cleaned_data
        try:
            staff = log_in_staff(
                given["username"], given["password"], at=timezone.now(), address=request.META.get("REMOTE_ADDR", "")
            )
        except TooManyAttempts as no:
            tell_refusals(form, no.refusals)
            return None
        if staff is None:
            form.add_error(None, _("Användarnamnet eller lösenordet stämmer inte."))
        elif not may_work(staff):
            form.add_error(None, _("Kontot är inte i bruk: tystnadsplikten är inte bekräftad. Prata med din chef."))
            return None
        return staff


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """End the desk session and forget who stood there."""
    staff = staff_of(request)
    if staff is not None:
        enter(request, staff)
        finish(occasion_of(request))  # type: ignore[arg-type]
    logout(request)
    return HttpResponseRedirect(reverse("staff:log_in"))


def _onwards(request: HttpRequest) -> str:
    onwards = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(onwards, {request.get_host()}, require_https=request.is_secure())
    return onwards if is_ours and onwards.startswith("/personal/") else reverse("staff:start")
