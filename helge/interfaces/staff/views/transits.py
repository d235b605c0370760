"""What is under way to and from this library: late journeys first, with the three answers."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from helge.circulation.commands.answer_transit import answer_transit
from helge.interfaces.staff.rooms import RoomView, Verb, number
from helge.logistics.models import TransitAnswer
from helge.logistics.queries import LateTransit, late_transits, open_transits

DIRECTIONS = ("forsenade", "hit", "harifran")


class Transits(RoomView):
    """Three lists: late (both ends), on the way here, on the way from here."""

    section = "transit"
    template = "staff/rooms/transits.html"
    verbs = {answer: Verb(answer) for answer in ("still_here", "arrived", "not_found")}

    def context(self) -> dict[str, Any]:
        here = self.request.here
        journeys = open_transits(here.id)
        late = late_transits(here.id, self.occasion().today)
        late_ids = {one.transit.pk for one in late}
        lists = {
            "hit": [one for one in journeys if one.to_library_id == here.id],
            "harifran": [one for one in journeys if one.from_library_id == here.id],
        }
        answers = last_answers(late)
        shown = self.request.GET.get("visa", "")
        if shown not in DIRECTIONS:
            shown = "forsenade" if late else "hit"
        counts = {"forsenade": len(late), "hit": len(lists["hit"]), "harifran": len(lists["harifran"])}
        words = {"forsenade": _("Försenade"), "hit": _("På väg hit"), "harifran": _("På väg härifrån")}
        return {
            "shown": shown,
            "late": [(one, answers.get(one.transit.pk, [])) for one in late] if shown == "forsenade" else [],
            "journeys": [(one, one.pk in late_ids) for one in lists.get(shown, [])],
            "tabs_label": _("Transport"),
            "tabs": [
                {
                    "href": f"{reverse('staff:transit')}?visa={name}",
                    "words": words[name],
                    "count": counts[name],
                    "is_current": name == shown,
                }
                for name in DIRECTIONS
            ],
        }

    def still_here(self, which: str) -> str:
        answer_transit(number(which) or 0, "still_here", occasion=self.occasion())
        return _("Antecknat: exemplaret är kvar här. Tiden räknas om från i dag.")

    def arrived(self, which: str) -> str:
        answered = answer_transit(number(which) or 0, "arrived", occasion=self.occasion())
        said = _("Exemplaret är mottaget.")
        if answered.checked_in and answered.checked_in.pickup_code:
            said += " " + _("Ställ det på hämthyllan under koden %(code)s.") % {"code": answered.checked_in.pickup_code}
        elif answered.checked_in and answered.checked_in.to_library_name:
            said += " " + _("Det ska vidare till %(library)s.") % {"library": answered.checked_in.to_library_name}
        return said

    def not_found(self, which: str) -> str:
        answered = answer_transit(number(which) or 0, "not_found", occasion=self.occasion())
        if answered.is_missing:
            return _("Båda biblioteken har letat: exemplaret är nu markerat som saknat.")
        if answered.hold_released:
            return _("Antecknat. Reservationen får nästa exemplar på sin gamla plats i kön.")
        return _("Antecknat: du har letat här. Det andra biblioteket letar också.")


def last_answers(late: list[LateTransit]) -> dict[int, list[TransitAnswer]]:
    """What both ends have answered about the late journeys, the latest first."""
    found: dict[int, list[TransitAnswer]] = {}
    rows = TransitAnswer.objects.filter(transit_id__in=[one.transit.pk for one in late]).select_related("library")
    for row in rows.order_by("-at", "-pk"):
        found.setdefault(row.transit_id, []).append(row)
    return found
