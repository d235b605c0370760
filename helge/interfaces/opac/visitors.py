"""Who is visiting: a logged-in patron or anybody, and which library is theirs."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from helge.consortium import queries as consortium
from helge.consortium.queries import LibraryFacts
from helge.patrons.models import Patron

from . import kept_forms, occasions

LIBRARY_CHOICE = "my_library"
_UNKNOWN = object()


def patron_of(request: HttpRequest) -> Patron | None:
    """The logged-in patron, or None; staff logins are nobody here. Asked once per request."""
    known = getattr(request, "opac_patron", _UNKNOWN)
    if known is _UNKNOWN:
        known = Patron.objects.filter(login_id=request.user.pk).first() if request.user.is_authenticated else None
        setattr(request, "opac_patron", known)  # noqa: B010 - a request has no place of its own for it
    return known  # type: ignore[return-value]


def my_library(request: HttpRequest) -> LibraryFacts | None:
    """The library chosen on this device, else the one where the patron fetches things, else None."""
    chosen = request.session.get(LIBRARY_CHOICE)
    patron = patron_of(request)
    if not chosen and patron:
        chosen = patron.pickup_library_id or patron.home_library_id
    if not chosen:
        return None
    try:
        facts = consortium.library(chosen)
    except LookupError:
        return None
    return facts if facts.in_service(occasions.today()) else None


def home_of(patron: Patron) -> int:
    """Where a patron fetches things unless they say otherwise (requirement 65: their own choice, never guessed)."""
    return patron.pickup_library_id or patron.home_library_id


def address_of(request: HttpRequest) -> str:
    """The visitor's address, for slowing guesses down and nothing else; behind a proxy, what the proxy says."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.HTTPS else ""
    return (forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", ""))[:45]


def way_back(request: HttpRequest, default: str) -> str:
    """Where "next" leads, if it leads to ourselves."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and is_ours else default


def log_in_first(request: HttpRequest, back: str) -> HttpResponse:
    """Send somebody to the log-in page, with the page to come back to."""
    address = f"{reverse('opac:log_in')}?{urlencode({'next': back})}"
    # A partial must not get the log-in page inside itself.
    return HttpResponseClientRedirect(address) if getattr(request, "htmx", False) else HttpResponseRedirect(address)


def for_patrons(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the patron's own: `view(request, patron, ...)`, never stored by anybody on the way.

    Whoever is logged out in the middle of a form comes back to it, with what was typed.
    """

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        patron = patron_of(request)
        if patron is None:
            back = request.get_full_path() if request.method == "GET" else kept_forms.keep(request)
            answer = log_in_first(request, back)
        else:
            answer = view(request, patron, *args, **kwargs)
        patch_cache_control(answer, private=True, no_store=True)
        return answer

    return checked
