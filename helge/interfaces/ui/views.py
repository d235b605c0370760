"""The two choices that belong to the reader and not to a door: theme and language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from helge.interfaces.ui.theme import COOKIE, COOKIE_SECONDS, THEMES


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or auto and go back; anything else changes nothing."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        answer.set_cookie(
            COOKIE, theme, max_age=COOKIE_SECONDS, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
        )
    return answer


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose session went stale: nothing was saved, and how to go on. `reason` is for the log only."""
    return render(request, "csrf_failure.html", status=403)
