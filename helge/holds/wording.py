"""The refusals of the holds room, in the words of the desk and the web."""

from django.utils.translation import gettext_lazy as _

from helge.foundation.refusals import Refusal

_WORDS = {
    "no_such_hold": _("Reservationen finns inte."),
    "hold_ended": _("Reservationen är redan avslutad."),
    "already_under_way": _("Reservationen är redan på väg eller finns att hämta och kan inte ändras."),
    "pause_ends_before_start": _("Pausen slutar innan den börjar."),
    "may_not_jump": _("Du har inte rätt att flytta fram reservationer."),
    "jump_needs_a_reason": _("Skriv varför reservationen flyttas fram."),
    "no_such_record": _("Titeln finns inte."),
    "no_such_item": _("Exemplaret hör inte till titeln."),
    "no_such_patron": _("Låntagaren finns inte."),
    "already_on_hold": _("Titeln är redan reserverad."),
    "already_has_it_on_loan": _("Titeln är redan lånad på samma kort."),
    "needed_until_has_passed": _("Datumet har redan passerat."),
    "too_many_holds": _("Det högsta antalet reservationer är nått."),
    "card_expired": _("Kortet har gått ut."),
    "blocked": _("Kortet är spärrat."),
    "pickup_not_possible": _("Titeln kan inte hämtas på det biblioteket."),
    "pickup_closed_library": _("Biblioteket är stängt och tar inte emot reservationer."),
    "not_holdable": _("Titeln kan inte reserveras."),
    "short_loan": _("Korttidslån kan inte reserveras."),
    "no_copies": _("Titeln har inga exemplar att reservera."),
    "a_copy_has_come": _("Det finns ett exemplar igen, så reservationen väntar på det."),
    "no_such_answer": _("Välj inköp, fjärrlån eller borttagning."),
    "no_such_slip": _("Raden finns inte längre på plocklistan."),
}


def refusal(code: str, *, permission: str | None = None, field: str = "") -> Refusal:
    """The refusal of one code."""
    return Refusal(code, str(_WORDS[code]), permission, field)
