"""A patron's holds from their page: take away, pause, fetch elsewhere, serve first."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from helge.consortium import queries as consortium
from helge.consortium.occasion import Occasion
from helge.foundation.refusals import Refused
from helge.holds.commands.cancel_hold import cancel_hold
from helge.holds.commands.change_pickup import change_pickup
from helge.holds.commands.jump_queue import jump_queue
from helge.holds.commands.suspend_hold import resume_hold, suspend_hold
from helge.holds.models import Hold
from helge.interfaces.staff.access import StaffRequest
from helge.interfaces.staff.occasions import occasion_of
from helge.interfaces.staff.patron_page import OpenedView, refusal_words
from helge.interfaces.staff.views.patron import back_to


class HoldDeed(OpenedView):
    """One deed with one hold of this patron; `deed` is the last part of the address."""

    def post(self, request: StaffRequest, patron_id: int, hold_id: int, deed: str) -> HttpResponse:
        do = DEEDS.get(deed)
        if do is None or not Hold.objects.filter(pk=hold_id, patron_id=patron_id).exists():
            raise Http404
        try:
            messages.success(request, do(request, hold_id, occasion_of(request)))
        except Refused as no:
            messages.warning(request, refusal_words(no.refusals))
        except (ValueError, LookupError):
            messages.warning(request, _("Det gick inte att läsa valet. Försök igen."))
        return back_to(patron_id)


def _cancel(_request: StaffRequest, hold_id: int, occasion: Occasion) -> str:
    ended = cancel_hold(hold_id, occasion=occasion)
    if ended.item_id is not None:
        return _("Reservationen är borttagen. Boken väntar på att skannas från hämthyllan eller transporten.")
    return _("Reservationen är borttagen.")


def _suspend(request: StaffRequest, hold_id: int, occasion: Occasion) -> str:
    until = request.POST.get("until", "")
    suspend_hold(hold_id, occasion.today, date.fromisoformat(until) if until else None, occasion=occasion)
    return _("Reservationen är pausad. Platsen i kön är kvar.")


def _resume(_request: StaffRequest, hold_id: int, occasion: Occasion) -> str:
    resume_hold(hold_id, occasion=occasion)
    return _("Pausen är slut.")


def _change_pickup(request: StaffRequest, hold_id: int, occasion: Occasion) -> str:
    library = consortium.library(request.POST.get("library", ""))
    change_pickup(hold_id, library.id, occasion=occasion)
    return _("Hämtas nu på %(library)s.") % {"library": library.name}


def _jump(request: StaffRequest, hold_id: int, occasion: Occasion) -> str:
    jump_queue(hold_id, request.POST.get("reason", ""), occasion=occasion)
    return _("Reservationen står först i kön, och flytten syns för alla chefer.")


DEEDS: dict[str, Callable[[StaffRequest, int, Occasion], str]] = {
    "ta-bort": _cancel,
    "pausa": _suspend,
    "ateruppta": _resume,
    "hamtstalle": _change_pickup,
    "flytta-fram": _jump,
}
