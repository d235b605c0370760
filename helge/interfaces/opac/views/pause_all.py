"""Pause all of one's reservations from a day to a day, or take all pauses away (requirement 63)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from helge.holds.commands.suspend_hold import AllAnswered, resume_all, suspend_all
from helge.holds.locking import HoldRefused
from helge.interfaces.opac import kept_forms, occasions
from helge.interfaces.opac.forms import PauseForm, tell_refusals
from helge.interfaces.opac.pages import look_at_the_clocks, show
from helge.interfaces.opac.visitors import for_patrons
from helge.patrons.models import Patron

MINE = "#mina-reservationer"


@require_http_methods(["GET", "HEAD", "POST"])
@for_patrons
def pause_all(request: HttpRequest, patron: Patron) -> HttpResponse:
    """A page of its own, so that a mistyped day comes back with everything that was typed."""
    look_at_the_clocks()
    if request.method != "POST":
        typed = kept_forms.take(request, patron)
        initial = {"from_date": occasions.today()}
        return _page(request, PauseForm(typed) if typed else PauseForm(initial=initial), was_typed=bool(typed))
    form = PauseForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    days = form.cleaned_data
    try:
        answer = suspend_all(patron.pk, days["from_date"], days["until_date"], occasion=occasions.web_occasion(patron))
    except HoldRefused as no:
        tell_refusals(form, no.refusals)
        return _page(request, form, status=422)
    messages.success(request, _paused_words(answer))
    return HttpResponseRedirect(reverse("opac:mine") + MINE)


@require_POST
@for_patrons
def continue_all(request: HttpRequest, patron: Patron) -> HttpResponse:
    answer = resume_all(patron.pk, occasion=occasions.web_occasion(patron))
    if answer.changed:
        words = ngettext(
            "Pausen är borttagen för %(n)d reservation.", "Pausen är borttagen för %(n)d reservationer.", answer.changed
        )
        messages.success(request, words % {"n": answer.changed})
    else:
        messages.info(request, _("Ingen reservation är pausad."))
    return HttpResponseRedirect(reverse("opac:mine") + MINE)


def _paused_words(answer: AllAnswered) -> str:
    if not answer.changed:
        return _("Det finns ingen reservation att pausa.")
    done = ngettext(
        "%(n)d reservation är pausad. Du behåller din plats i kön.",
        "%(n)d reservationer är pausade. Du behåller dina platser i köerna.",
        answer.changed,
    ) % {"n": answer.changed}
    if not answer.left:
        return done
    left = ngettext(
        "%(n)d är redan på väg eller finns att hämta och pausas inte.",
        "%(n)d är redan på väg eller finns att hämta och pausas inte.",
        answer.left,
    )
    return f"{done} {left % {'n': answer.left}}"


def _page(request: HttpRequest, form: PauseForm, *, was_typed: bool = False, status: int = 200) -> HttpResponse:
    facts: dict[str, Any] = {"section": "mine", "form": form, "was_typed": was_typed}
    return show(request, "pause_all.html", facts, status=status)
