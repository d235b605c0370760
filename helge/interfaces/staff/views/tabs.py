"""Pages that belong together, as tabs with addresses."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from helge.holds.models import Hold, HoldState
from helge.holds.queries import clear_shelf_list
from helge.notices.queries import phone_list

Tab = dict[str, Any]


def tab(name: str, words: str, current: str, count: int | str = "") -> Tab:
    return {"href": reverse(f"staff:{name}"), "words": words, "count": count, "is_current": name == current}


def shelf_tabs(library_id: int, current: str, *, on_shelf: int | None = None, to_clear: int | None = None) -> list[Tab]:
    """The hold shelf, what is to be cleared from it, and whom to call; counts that the page has already are passed."""
    if on_shelf is None:
        on_shelf = Hold.objects.filter(pickup_library_id=library_id, state=HoldState.READY).count()
    if to_clear is None:
        to_clear = len(clear_shelf_list(library_id))
    return [
        tab("hold_shelf", _("Väntar på låntagare"), current, on_shelf),
        tab("clear_shelf", _("Töm hyllan"), current, to_clear),
        tab("phone_list", _("Ringlista"), current, phone_list(library_id).count()),
    ]


def settings_tabs(permissions: frozenset[str], current: str) -> list[Tab]:
    """What stands under Settings, for those who may see it."""
    offered = [
        ("libraries", _("Biblioteken"), ""),
        ("rules", _("Regler"), ""),
        ("staff_list", _("Personal"), "edit_staff"),
        ("statistics", _("Statistik"), ""),
        ("jumps", _("Förturer"), ""),
        ("events", _("Händelser"), ""),
        ("lookups", _("Uppslag"), "see_lookups"),
    ]
    return [tab(name, words, current) for name, words, needs in offered if not needs or needs in permissions]
