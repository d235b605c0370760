"""One reservation of one's own: change where to fetch it, pause it, keep it longer, take it away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helge.consortium import queries as consortium
from helge.holds.commands.cancel_hold import cancel_hold
from helge.holds.commands.change_pickup import change_pickup
from helge.holds.commands.extend_hold import extend_hold
from helge.holds.commands.suspend_hold import resume_hold, suspend_hold
from helge.holds.locking import HoldRefused
from helge.holds.models import ACTIVE, Hold
from helge.interfaces.opac import kept_forms, occasions
from helge.interfaces.opac.borrowing import my_holds
from helge.interfaces.opac.copies import pickup_choices
from helge.interfaces.opac.forms import PauseForm, tell_refusals
from helge.interfaces.opac.pages import look_at_the_clocks, show
from helge.interfaces.opac.refusal_words import to_the_patron
from helge.interfaces.opac.visitors import for_patrons
from helge.patrons.models import Patron


def own_hold(patron: Patron, hold_id: int) -> Hold:
    """An active reservation of this patron. Anybody else's does not exist: raises Http404."""
    holds = Hold.objects.filter(pk=hold_id, patron_id=patron.pk, state__in=ACTIVE)
    found = holds.select_related("record", "pickup_library").first()
    if found is None:
        raise Http404
    return found


@require_safe
@for_patrons
def hold(request: HttpRequest, patron: Patron, hold_id: int) -> HttpResponse:
    """The reservation and what can be done with it."""
    return _page(request, own_hold(patron, hold_id), typed=kept_forms.take(request, patron))


@require_POST
@for_patrons
def change_pickup_of(request: HttpRequest, patron: Patron, hold_id: int) -> HttpResponse:
    found = own_hold(patron, hold_id)
    try:
        pickup = consortium.library(request.POST.get("hamtstalle", ""))
        change_pickup(found.pk, pickup.id, occasion=occasions.web_occasion(patron))
    except LookupError:
        return _page(request, found, pickup_errors=[_("Välj ett bibliotek i listan.")])
    except HoldRefused as no:
        return _page(request, found, pickup_errors=to_the_patron(no.refusals))
    messages.success(request, _("Du hämtar nu på %(library)s. Din plats i kön är kvar.") % {"library": pickup.name})
    return HttpResponseRedirect(reverse("opac:hold", args=[hold_id]))


@require_POST
@for_patrons
def suspend(request: HttpRequest, patron: Patron, hold_id: int) -> HttpResponse:
    """Pause from a day, to a day or until it is resumed; the place is kept (requirement 63)."""
    found = own_hold(patron, hold_id)
    form = PauseForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form)
    days = form.cleaned_data
    try:
        suspend_hold(found.pk, days["from_date"], days["until_date"], occasion=occasions.web_occasion(patron))
    except HoldRefused as no:
        tell_refusals(form, no.refusals)
        return _page(request, found, form=form)
    messages.success(request, _("Reservationen är pausad. Din plats i kön är kvar."))
    return HttpResponseRedirect(reverse("opac:hold", args=[hold_id]))


@require_POST
@for_patrons
def resume(request: HttpRequest, patron: Patron, hold_id: int) -> HttpResponse:
    found = own_hold(patron, hold_id)
    resume_hold(found.pk, occasion=occasions.web_occasion(patron))
    messages.success(request, _("Pausen är borttagen. Din plats i kön är kvar."))
    return HttpResponseRedirect(reverse("opac:hold", args=[hold_id]))


@require_POST
@for_patrons
def extend(request: HttpRequest, patron: Patron, hold_id: int) -> HttpResponse:
    """Still needed: the library's own time counts again from today (requirement 64)."""
    found = own_hold(patron, hold_id)
    try:
        extended = extend_hold(found.pk, occasion=occasions.web_occasion(patron))
    except HoldRefused as no:
        messages.error(request, " ".join(to_the_patron(no.refusals)))
    else:
        if extended.needed_until is None:
            messages.success(request, _("Reservationen gäller nu utan slutdatum."))
        else:
            day = date_format(extended.needed_until, "j F Y")
            messages.success(request, _("Reservationen gäller till %(day)s. Din plats i kön är kvar.") % {"day": day})
    return HttpResponseRedirect(reverse("opac:hold", args=[hold_id]))


@require_POST
@for_patrons
def cancel(request: HttpRequest, patron: Patron, hold_id: int) -> HttpResponse:
    found = own_hold(patron, hold_id)
    try:
        cancel_hold(found.pk, occasion=occasions.web_occasion(patron))
    except HoldRefused as no:
        messages.error(request, " ".join(to_the_patron(no.refusals)))
    else:
        messages.success(request, _("Reservationen av %(title)s är borttagen.") % {"title": found.record.title})
    return HttpResponseRedirect(reverse("opac:mine"))


def _page(
    request: HttpRequest,
    found: Hold,
    *,
    typed: Any = None,
    form: PauseForm | None = None,
    pickup_errors: list[str] | None = None,
) -> HttpResponse:
    look_at_the_clocks()
    shown = my_holds([found], occasions.today())[0]
    choices = pickup_choices(found.record, occasions.today(), found.pickup_library_id) if shown.may_change else []
    chosen = (typed or request.POST).get("hamtstalle") or shown.pickup.code
    if form is None:
        days = {"from_date": shown.suspended_from or occasions.today(), "until_date": shown.suspended_until}
        form = PauseForm(typed) if typed and "from_date" in typed else PauseForm(initial=days)
    return show(
        request,
        "hold.html",
        {
            "section": "mine",
            "hold": shown,
            "choices": choices,
            "chosen": chosen,
            "form": form,
            "pickup_errors": pickup_errors or [],
            "was_typed": typed is not None,
        },
        status=422 if pickup_errors or (form.is_bound and form.errors and not typed) else 200,
    )
