"""The consortium as a tree, on any day: municipalities with their memberships, and every unit."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from helge.consortium.models import Membership
from helge.consortium.tree import tree
from helge.interfaces.staff.rooms import RoomView
from helge.interfaces.staff.views.tabs import settings_tabs


class Libraries(RoomView):
    """Read by all staff; a library's own page is where its head changes it."""

    section = "settings"
    template = "staff/rooms/libraries.html"

    def context(self) -> dict[str, Any]:
        today = self.occasion().today
        day = chosen_day(self.request.GET.get("dag"), today)
        shown = tree(day)
        spans = memberships()
        return {
            "day": day,
            "today": today,
            "tree": shown,
            "branches": [(branch, spans.get(branch.code, [])) for branch in shown.municipalities],
            "library_count": len(shown.libraries),
            "tabs_label": _("Inställningar"),
            "tabs": settings_tabs(self.request.permissions, "libraries"),
        }


def chosen_day(text: str | None, today: date) -> date:
    """The day of an address; today when it is missing or no day at all."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return today


def memberships() -> dict[str, list[Membership]]:
    """Every membership by the municipality's code, the latest first."""
    found: dict[str, list[Membership]] = defaultdict(list)
    for span in Membership.objects.select_related("municipality").order_by("-from_date"):
        found[span.municipality.code].append(span)
    return found
