"""What was typed when the session ran out: kept on the server until the same person has logged in again.

The form says, signed, whose it was: the next person at a shared computer never sees it. PINs are not kept.
"""

from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.datastructures import MultiValueDict

from helge.patrons.models import Patron

KEY = "kept_form"
NEVER_KEPT = {"csrfmiddlewaretoken", "whose", "old_pin", "pin", "pin_again"}
MOST_CHARACTERS = 4_000
_signer = Signer(salt="helge.interfaces.opac.kept_forms")


def mark_of(patron: Patron) -> str:
    """What a form carries in its hidden field `whose`."""
    return _signer.sign(str(patron.pk))


def keep(request: HttpRequest) -> str:
    """Keep a form that came without a login, and return the page it stood on."""
    page = _page_of(request)
    fields = {name: values for name, values in request.POST.lists() if name not in NEVER_KEPT}
    if (
        request.POST.get("whose")
        and sum(len(value) for values in fields.values() for value in values) < MOST_CHARACTERS
    ):
        request.session[KEY] = {"page": page, "whose": request.POST["whose"], "fields": fields}
    return page


def take(request: HttpRequest, patron: Patron) -> MultiValueDict[str, str] | None:
    """Return what was typed on this page before the log-in, once; None when there is nothing of this patron's."""
    kept: dict[str, Any] | None = request.session.get(KEY)
    if kept is None or kept["page"] != request.path:
        return None
    del request.session[KEY]
    try:
        is_theirs = _signer.unsign(kept["whose"]) == str(patron.pk)
    except BadSignature:
        is_theirs = False
    if not is_theirs:
        return None
    typed = QueryDict(mutable=True)
    for name, values in kept["fields"].items():
        typed.setlist(name, values)
    return typed


def _page_of(request: HttpRequest) -> str:
    """The page with the form: most post to their own address; deeds with one hold post below its page."""
    try:
        match = resolve(request.path)
    except Resolver404:
        return reverse("opac:mine")
    match match.url_name:
        case "change_pickup" | "suspend" | "resume" | "extend" | "cancel":
            return reverse("opac:hold", kwargs=match.kwargs)
        case "renew" | "renew_all" | "resume_all" | "log_out":
            return reverse("opac:mine")
    return request.path
