"""The hold shelf of this library: what waits to be fetched, and what is to be cleared away."""

from typing import Any

from django.utils.translation import gettext as _

from helge.holds.models import Hold
from helge.holds.queries import clear_shelf_list, hold_shelf
from helge.interfaces.staff.rooms import RoomView
from helge.interfaces.staff.views.tabs import shelf_tabs
from helge.journal.models import Event
from helge.notices.models import Notice, NoticeState

# What the latest message about a hold means on the shelf: code of the word, voice and icon stand in the template.
TOLD = {
    NoticeState.SENT: "sent",
    NoticeState.PHONED: "phoned",
    NoticeState.PHONE: "phone",
    NoticeState.FAILED: "failed",
}


class HoldShelf(RoomView):
    """In order of code. Each row tells whether the patron knows, and how long it stands."""

    section = "hold_shelf"
    template = "staff/rooms/hold_shelf.html"

    def context(self) -> dict[str, Any]:
        here = self.request.here
        rows = hold_shelf(here.id)
        states = dict(
            Notice.objects.filter(hold_id__in=[row.hold_id for row in rows])
            .exclude(state=NoticeState.DROPPED)
            .order_by("pk")
            .values_list("hold_id", "state")
        )
        today = self.occasion().today
        return {
            "shelf_name": here.hold_shelf_name,
            "rows": [
                (row, told_word(row.told_at is not None, states.get(row.hold_id)), _is_last(row.shelf_until, today))
                for row in rows
            ],
            "tabs_label": _("Hämthyllan"),
            "tabs": shelf_tabs(here.id, "hold_shelf", on_shelf=len(rows)),
        }


class ClearShelf(RoomView):
    """What nobody fetches any more: each is scanned, and goes to the next in line or home."""

    section = "hold_shelf"
    template = "staff/rooms/clear_shelf.html"

    def context(self) -> dict[str, Any]:
        here = self.request.here
        rows = clear_shelf_list(here.id)
        last = ended_holds([row.item_id for row in rows], here.id)
        return {
            "rows": [(row, last.get(row.item_id)) for row in rows],
            "shelf_name": here.hold_shelf_name,
            "tabs_label": _("Hämthyllan"),
            "tabs": shelf_tabs(here.id, "clear_shelf", to_clear=len(rows)),
        }


def told_word(is_told: bool, state: str | None) -> str:
    """`sent`, `phoned`, `phone` (somebody has to call), `failed`, `told`, or `waiting` for the message to go out."""
    if state in TOLD:
        return TOLD[NoticeState(state)]
    return "told" if is_told else "waiting"


def ended_holds(item_ids: list[int], library_id: int) -> dict[int, Hold]:
    """The hold that each item stood for, by item: why it is on the list, and the code that still stands on its slip."""
    events = Event.objects.filter(item_id__in=item_ids, kind="HoldReady", library_id=library_id).order_by("pk")
    latest = dict(events.values_list("item_id", "hold_id"))
    holds = Hold.objects.in_bulk([hold_id for hold_id in latest.values() if hold_id])
    return {item_id: holds[hold_id] for item_id, hold_id in latest.items() if item_id and hold_id in holds}


def _is_last(shelf_until: Any, today: Any) -> bool:
    return shelf_until is not None and shelf_until <= today
