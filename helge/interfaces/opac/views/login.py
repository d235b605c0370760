"""Logging in and out with card number or personnummer and PIN; the answer never tells whether the card exists."""

from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from helge.consortium.commands.attempt_login import TooManyAttempts
from helge.interfaces.opac import occasions
from helge.interfaces.opac.forms import LogInForm
from helge.interfaces.opac.pages import show
from helge.interfaces.opac.refusal_words import to_the_patron
from helge.interfaces.opac.visitors import LIBRARY_CHOICE, address_of, patron_of, way_back
from helge.patrons.commands.check_pin import check_pin
from helge.patrons.models import Patron


@sensitive_post_parameters("number", "pin")
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """Ask for card and PIN, and go on to where the visitor was going."""
    back = way_back(request, reverse("opac:mine"))
    if patron_of(request) is not None:
        return HttpResponseRedirect(back)
    form = LogInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        patron = _checked(request, form)
        if patron is not None and patron.login is not None:
            # A new session key, so that nobody who knew the old one comes along.
            login(request, patron.login, backend="django.contrib.auth.backends.ModelBackend")
            request.session.set_expiry(0)  # until the browser closes: many log in on a library's own computer
            return HttpResponseRedirect(back)
    context = {
        "section": "mine",
        "form": form,
        "next": back,
        "is_reserving": back.endswith("/reservera") or "/reservera?" in back,
    }
    answer = show(request, "log_in.html", context, status=422 if form.errors else 200)
    patch_cache_control(answer, private=True, no_store=True)
    return answer


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """End the session; the choice of library belongs to the device and stays."""
    chosen = request.session.get(LIBRARY_CHOICE)
    logout(request)
    if chosen:
        request.session[LIBRARY_CHOICE] = chosen
    messages.success(request, _("Du är utloggad."))
    return HttpResponseRedirect(reverse("opac:start"))


def _checked(request: HttpRequest, form: LogInForm) -> Patron | None:
    typed = form.cleaned_data
    try:
        patron = check_pin(typed["number"], typed["pin"], at=occasions.now(), address=address_of(request))
    except TooManyAttempts as wait:
        form.add_error(None, to_the_patron(wait.refusals)[0])
        return None
    if patron is None:
        form.add_error(None, _("Numret eller PIN-koden stämmer inte. Kontrollera båda och försök igen."))
    return patron
