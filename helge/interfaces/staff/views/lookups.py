"""Who has opened whom: the log for those who watch over it, as far as their roles reach (requirement 28)."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helge.consortium import queries as consortium
from helge.consortium.occasion import STOCKHOLM
from helge.interfaces.staff.reach import scopes_of
from helge.interfaces.staff.rooms import RoomView, number
from helge.interfaces.staff.views.libraries import chosen_day
from helge.interfaces.staff.views.tabs import settings_tabs
from helge.patrons.models import Lookup

PAGE = 50
USUAL_DAYS = 30

METHODS = {
    "card": gettext_lazy("kort skannat"),
    "id_seen": gettext_lazy("legitimation"),
    "search": gettext_lazy("sökning"),
    "hold": gettext_lazy("reservation"),
    "protected": gettext_lazy("skyddade uppgifter öppnade"),
}


class Lookups(RoomView):
    """A patron is a number here: whoever needs the name opens the patron, which is logged as well."""

    section = "settings"
    needs = "see_lookups"
    template = "staff/rooms/lookups.html"

    def context(self) -> dict[str, Any]:
        today = self.occasion().today
        since = chosen_day(self.request.GET.get("fran"), today - timedelta(days=USUAL_DAYS))
        until = chosen_day(self.request.GET.get("till"), today)
        library = self.request.GET.get("bibliotek", "")
        only_elsewhere = self.request.GET.get("fran_annan_kommun") == "1"
        rows = self.within_reach(today).filter(at__gte=midnight(since), at__lt=midnight(until + timedelta(days=1)))
        if library:
            rows = rows.filter(library__code=library)
        if only_elsewhere:
            rows = rows.exclude(library__municipality_id=F("patron_municipality_id"))
        page = page_of(rows, number(self.request.GET.get("efter")))
        municipalities = {facts.municipality_id: facts.municipality for facts in consortium.libraries().values()}
        return {
            "rows": [
                (row, METHODS.get(row.method, row.method), municipalities.get(row.patron_municipality_id, ""))
                for row in page[:PAGE]
            ],
            "next_id": page[PAGE - 1].pk if len(page) > PAGE else None,
            "since": since,
            "until": until,
            "library": library,
            "only_elsewhere": only_elsewhere,
            "libraries": consortium.libraries().values(),
            "tabs_label": _("Inställningar"),
            "tabs": settings_tabs(self.request.permissions, "lookups"),
        }

    def within_reach(self, today: date) -> QuerySet[Lookup]:
        """Openings at one's libraries, and of one's municipality's patrons wherever they were opened."""
        scopes = scopes_of(self.request.staff.pk, "see_lookups", today)
        if any(scope.library_id is None and scope.municipality_id is None for scope in scopes):
            return Lookup.objects.all()
        reach = Q(pk__in=[])
        for scope in scopes:
            if scope.library_id is not None:
                reach |= Q(library_id=scope.library_id)
            else:
                reach |= Q(patron_municipality_id=scope.municipality_id) | Q(
                    library__municipality_id=scope.municipality_id
                )
        return Lookup.objects.filter(reach)


def page_of(rows: QuerySet[Lookup], after_id: int | None) -> list[Lookup]:
    """The newest first, by key from the last row of the page before; one row more than a page."""
    last = rows.filter(pk=after_id).first() if after_id else None
    if last is not None:
        rows = rows.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk))
    return list(rows.select_related("staff_member", "library").order_by("-at", "-pk")[: PAGE + 1])


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), STOCKHOLM)
