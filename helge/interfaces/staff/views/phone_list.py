"""The phone list: whom to call from this library, one row per person. Opening a name and number is logged."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from helge.holds.models import Hold
from helge.interfaces.staff import opening
from helge.interfaces.staff.rooms import RoomView, Verb, number
from helge.interfaces.staff.views.tabs import shelf_tabs
from helge.notices.commands.mark_phoned import mark_phoned
from helge.notices.models import Notice
from helge.notices.queries import phone_list
from helge.patrons.models import ChannelKind
from helge.patrons.queries import PatronView, channels_of, masked


@dataclass
class Call:
    """One person to call, and everything to say. `who` and `numbers` are empty until somebody opens them."""

    notice_id: int
    since: Any
    is_protected: bool
    holds: list[Hold] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    who: PatronView | None = None
    numbers: list[str] = field(default_factory=list)


class PhoneList(RoomView):
    """Codes and titles stand open; name and number only after a logged opening, one person at a time."""

    section = "phone_list"
    template = "staff/rooms/phone_list.html"
    verbs = {
        "open": Verb("open", "see_patrons"),
        "phoned": Verb("phoned"),
    }

    def context(self) -> dict[str, Any]:
        return {
            "calls": self.calls(),
            "tabs_label": _("Hämthyllan"),
            "tabs": shelf_tabs(self.request.here.id, "phone_list"),
        }

    def calls(self, opened: int | None = None) -> list[Call]:
        notices = list(phone_list(self.request.here.id))
        holds = Hold.objects.select_related("record").in_bulk(
            [notice.hold_id for notice in notices if notice.hold_id is not None]
        )
        together: dict[Any, list[Notice]] = defaultdict(list)
        for notice in notices:
            together[notice.patron_id or f"notice {notice.pk}"].append(notice)
        return [self._call(some, holds, opened) for some in together.values()]

    def _call(self, notices: list[Notice], holds: dict[int, Hold], opened: int | None) -> Call:
        first = notices[0]
        is_protected = first.patron is not None and masked(first.patron, frozenset({"see_patrons"})).is_masked
        call = Call(first.pk, first.created_at, is_protected)
        call.holds = [holds[notice.hold_id] for notice in notices if notice.hold_id in holds]
        call.errors = list(dict.fromkeys(notice.last_error for notice in notices if notice.last_error))
        if opened == first.pk and first.patron is not None:
            call.who = masked(first.patron, opening.permissions_for(self.request, first.patron.pk))
            if not call.who.is_masked:
                spoken = (ChannelKind.PHONE, ChannelKind.SMS)
                call.numbers = [channel.value for channel in channels_of(first.patron.pk) if channel.kind in spoken]
        return call

    def open(self, which: str) -> HttpResponse | str:
        """Log the lookup, then show that one person. Shown in the answer itself: nothing personal in an address."""
        notice = self._notice(which)
        if notice is None or notice.patron is None:
            return _("Raden finns inte längre på ringlistan.")
        is_protected = masked(notice.patron, frozenset({"see_patrons"})).is_masked
        if is_protected:
            reason = self.request.POST.get(f"reason-{notice.pk}", "")
            opening.show_protected(self.request, notice.patron.pk, reason)
        else:
            opening.open_patron(self.request, notice.patron.pk, "hold", reason=_("ringlista"))
        return self.page(calls=self.calls(opened=notice.pk))

    def phoned(self, which: str) -> str:
        """One call tells everything: all rows of the person leave the list."""
        notice = self._notice(which)
        if notice is None:
            return _("Raden finns inte längre på ringlistan.")
        same = phone_list(self.request.here.id)
        same = same.filter(patron_id=notice.patron_id) if notice.patron_id else same.filter(pk=notice.pk)
        for pk in list(same.values_list("pk", flat=True)):
            mark_phoned(pk, occasion=self.occasion())
        return _("Antecknat: låntagaren är uppringd.")

    def _notice(self, which: str) -> Notice | None:
        return phone_list(self.request.here.id).filter(pk=number(which) or 0).first()
