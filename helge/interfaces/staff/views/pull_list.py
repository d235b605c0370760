"""The pull list: what to fetch from the shelves of this library, in the order one walks."""

from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helge.consortium import queries as consortium
from helge.holds.commands.answer_not_found import answer_not_found
from helge.holds.commands.claim_pulls import claim_pulls, unclaim_pulls
from helge.holds.queries import pull_list
from helge.interfaces.staff.media_types import media_type_names
from helge.interfaces.staff.pull_words import pull_words
from helge.interfaces.staff.rooms import RoomView, Verb, number, numbers


class PullList(RoomView):
    """Rows are claimed, put back, or answered "not found"; a row is picked by scanning its item."""

    section = "pull_list"
    template = "staff/rooms/pull_list.html"
    verbs = {
        "claim": Verb("claim"),
        "claim_one": Verb("claim_one"),
        "claim_all": Verb("claim_all"),
        "unclaim": Verb("unclaim"),
        "unclaim_all": Verb("unclaim_all"),
        "not_found": Verb("not_found"),
    }

    def context(self) -> dict[str, Any]:
        rows = pull_list(self.request.here.id)
        mine = [row for row in rows if row.claimed_by_id == self.request.staff.pk]
        names = media_type_names()
        return {
            "departments": [
                (department, [(row, names.get(row.media_type, row.media_type), pull_words(row.why)) for row in some])
                for department, some in groupby(rows, key=lambda row: row.department)
            ],
            "count": len(rows),
            "mine": len(mine),
            "free": sum(not row.is_claimed for row in rows),
            "staff_id": self.request.staff.pk,
        }

    def claim(self, _which: str) -> str:
        return self._claim(numbers(self.request.POST.getlist("slip")))

    def claim_one(self, which: str) -> str:
        return self._claim(numbers([which]))

    def claim_all(self, _which: str) -> str:
        return self._claim([row.slip_id for row in pull_list(self.request.here.id) if not row.is_claimed])

    def _claim(self, wanted: list[int]) -> str:
        ours = claim_pulls(wanted, occasion=self.occasion())
        if not wanted:
            return _("Markera först de rader du vill ta.")
        said = ngettext("Du har tagit %(n)d rad.", "Du har tagit %(n)d rader.", len(ours)) % {"n": len(ours)}
        lost = len(set(wanted)) - len(ours)
        if lost:
            said += " " + ngettext("%(n)d rad hann någon annan ta.", "%(n)d rader hann någon annan ta.", lost) % {
                "n": lost
            }
        return said

    def unclaim(self, which: str) -> str:
        unclaim_pulls(numbers([which]), occasion=self.occasion())
        return _("Raden är lagd tillbaka.")

    def unclaim_all(self, _which: str) -> str:
        rows = pull_list(self.request.here.id)
        mine = [row.slip_id for row in rows if row.claimed_by_id == self.request.staff.pk]
        count = unclaim_pulls(mine, occasion=self.occasion())
        return ngettext("%(n)d rad är lagd tillbaka.", "%(n)d rader är lagda tillbaka.", count) % {"n": count}

    def not_found(self, which: str) -> str:
        answered = answer_not_found(number(which) or 0, occasion=self.occasion())
        said = _("Exemplaret är markerat som saknat.")
        if answered.next_library_id is not None:
            asked = consortium.library(answered.next_library_id).name
            return f"{said} " + _("Nästa exemplar plockas på %(library)s.") % {"library": asked}
        if answered.usable_copies:
            return f"{said} " + _("Reservationen står kvar på sin plats och väntar på nästa exemplar.")
        return f"{said} " + _("Det var det sista användbara exemplaret. Låntagaren behöver få besked.")
