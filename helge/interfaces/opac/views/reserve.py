"""Reserving: choose where to fetch it and confirm; the answer tells place in queue and number of copies."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_safe

from helge.catalogue.models import BibRecord
from helge.consortium import queries as consortium
from helge.foundation.refusals import Refusal
from helge.holds.commands.place_hold import place_hold
from helge.holds.locking import HoldRefused
from helge.holds.models import ACTIVE, Hold
from helge.holds.queries import places_of
from helge.interfaces.opac import occasions
from helge.interfaces.opac.borrowing import my_holds
from helge.interfaces.opac.copies import pickup_choices
from helge.interfaces.opac.pages import look_at_the_clocks, show
from helge.interfaces.opac.refusal_words import to_the_patron
from helge.interfaces.opac.views.title import public_record
from helge.interfaces.opac.visitors import LIBRARY_CHOICE, for_patrons, home_of, log_in_first, patron_of
from helge.patrons.models import Patron


@require_http_methods(["GET", "HEAD", "POST"])
def reserve(request: HttpRequest, record_id: int) -> HttpResponse:
    """The one page of reserving. Whoever must log in comes back to it with the library they chose."""
    record = public_record(record_id)
    wanted = request.POST.get("hamtstalle") or request.GET.get("hamtstalle") or ""
    patron = patron_of(request)
    if patron is None:
        chosen = wanted or request.session.get(LIBRARY_CHOICE) or ""
        back = reverse("opac:reserve", args=[record.pk]) + (f"?{urlencode({'hamtstalle': chosen})}" if chosen else "")
        answer = log_in_first(request, back)
    elif request.method == "POST":
        answer = _place(request, patron, record, wanted)
    else:
        answer = _ask(request, patron, record, wanted)
    patch_cache_control(answer, private=True, no_store=True)
    return answer


@require_safe
@for_patrons
def reserved(request: HttpRequest, patron: Patron, record_id: int) -> HttpResponse:
    """The answer: where one stands in the queue. Can be looked at again; without a hold it leads to the title."""
    holds = Hold.objects.filter(patron_id=patron.pk, record_id=record_id, state__in=ACTIVE).select_related("record")
    hold = holds.first()
    if hold is None:
        return HttpResponseRedirect(reverse("opac:title", args=[record_id]))
    return show(
        request,
        "reserved.html",
        {"section": "search", "hold": my_holds([hold], occasions.today())[0], "queue": places_of([hold])[hold.pk]},
    )


def _place(request: HttpRequest, patron: Patron, record: BibRecord, wanted: str) -> HttpResponse:
    try:
        pickup = consortium.library(wanted)
    except LookupError:
        return _ask(request, patron, record, "", missing_choice=True)
    try:
        place_hold(record.pk, patron.pk, pickup.id, occasion=occasions.web_occasion(patron))
    except HoldRefused as no:
        if no.codes == ("already_on_hold",):
            # The same button pressed twice: what was asked for is done.
            return HttpResponseRedirect(reverse("opac:reserved", args=[record.pk]))
        return _ask(request, patron, record, wanted, refusals=no.refusals)
    return HttpResponseRedirect(reverse("opac:reserved", args=[record.pk]))


def _ask(
    request: HttpRequest,
    patron: Patron,
    record: BibRecord,
    wanted: str,
    *,
    refusals: tuple[Refusal, ...] = (),
    missing_choice: bool = False,
) -> HttpResponse:
    look_at_the_clocks()
    choices = pickup_choices(record, occasions.today(), home_of(patron))
    preselected = wanted or consortium.library(home_of(patron)).code
    if preselected not in {library.code for library in choices}:
        preselected = ""
    return show(
        request,
        "reserve.html",
        {
            "section": "search",
            "record": record,
            "choices": choices,
            "preselected": preselected,
            "elsewhere_only": bool(choices) and len(choices) < len(consortium.pickup_libraries(occasions.today())),
            "refusals": to_the_patron(refusals),
            "missing_choice": missing_choice,
        },
        status=422 if refusals or missing_choice else 200,
    )
