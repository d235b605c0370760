"""Holds that were moved to the front of their queue: the list that every head can see."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from helge.holds.models import Hold
from helge.holds.queries import jumped_holds
from helge.interfaces.staff.rooms import RoomView, number
from helge.interfaces.staff.views.tabs import settings_tabs

PAGE = 50


class Jumps(RoomView):
    """Who, when, which title and why. The patron is not named: the list is about the queue's fairness."""

    section = "settings"
    template = "staff/rooms/jumps.html"

    def context(self) -> dict[str, Any]:
        rows = page_of_jumps(number(self.request.GET.get("efter")))
        month = self.occasion().at - timedelta(days=30)
        return {
            "jumps": rows[:PAGE],
            "next_id": rows[PAGE - 1].pk if len(rows) > PAGE else None,
            "last_month": len(jumped_holds(month)),
            "tabs_label": _("Inställningar"),
            "tabs": settings_tabs(self.request.permissions, "jumps"),
        }


def page_of_jumps(after_id: int | None) -> list[Hold]:
    """The newest first, by key from the last row of the page before; one row more than a page."""
    rows = Hold.objects.filter(jumped_at__isnull=False)
    last = Hold.objects.filter(pk=after_id, jumped_at__isnull=False).first() if after_id else None
    if last is not None:
        rows = rows.filter(Q(jumped_at__lt=last.jumped_at) | Q(jumped_at=last.jumped_at, pk__lt=last.pk))
    rows = rows.select_related("record", "pickup_library", "jumped_by__library")
    return list(rows.order_by("-jumped_at", "-pk")[: PAGE + 1])
