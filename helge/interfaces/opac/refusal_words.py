"""Refusals in words for the patron at home: same codes as at the desk, said to "du", with what to do next.

A code without words of its own here is told as the desk would tell it.
"""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from helge.foundation.refusals import Refusal

_WORDS = {
    # placing and changing a reservation
    "already_on_hold": _("Du har redan reserverat titeln. Den finns på Mina sidor."),
    "already_has_it_on_loan": _("Du har redan lånat titeln."),
    "too_many_holds": _("Du har så många reservationer som går. Ta bort en, så kan du reservera den här."),
    "card_expired": _("Ditt lånekort har gått ut. Förläng det på ett bibliotek; ta med legitimation."),
    "blocked": _("Ditt lånekort är spärrat. Prata med ditt bibliotek, så hjälper de dig."),
    "pickup_not_possible": _("Titeln kan inte hämtas på det biblioteket. Välj ett annat hämtställe."),
    "pickup_closed_library": _("Biblioteket har stängt en längre tid. Välj ett annat hämtställe."),
    "not_holdable": _("Titeln kan inte reserveras. Du kan låna den på biblioteket när den är inne."),
    "already_under_way": _("Reservationen är redan på väg eller finns att hämta, så den kan inte ändras."),
    "hold_ended": _("Reservationen är redan avslutad."),
    # renewing
    "queue": _("Någon annan väntar på den, så den kan inte lånas om."),
    "too_many_renewals": _("Du har redan lånat om den så många gånger som går."),
    "not_on_loan": _("Den är redan återlämnad."),
}


def to_the_patron(refusals: Iterable[Refusal]) -> list[str]:
    """Every reason as a sentence to the patron."""
    return [_said(refusal) for refusal in refusals]


def _said(refusal: Refusal) -> str:
    if refusal.code == "debt":
        return f"{refusal.message} {_('Betala på ett bibliotek, så går det bra igen.')}"
    return str(_WORDS.get(refusal.code, refusal.message))
