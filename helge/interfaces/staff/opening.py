"""A patron is opened by a card or by a seen proof of identity, and each opening is written down (requirement 22)."""

from datetime import datetime, timedelta

from django.utils import timezone

from helge.interfaces.staff.access import StaffRequest
from helge.interfaces.staff.occasions import occasion_of
from helge.patrons.commands.log_lookup import log_lookup

OPENED = "opened_patrons"
CARD_SEEN = "cards_seen"
SHOWN = "protected_shown"
STAYS_OPEN = timedelta(minutes=60)
STAYS_SHOWN = timedelta(minutes=10)
MOST_AT_ONCE = 20


def open_patron(request: StaffRequest, patron_id: int, method: str, reason: str = "") -> None:
    """Log the opening and let this session see the patron's pages for an hour."""
    log_lookup(patron_id, method, reason=reason, occasion=occasion_of(request))
    _remember(request, OPENED, patron_id)


def show_protected(request: StaffRequest, patron_id: int, reason: str) -> None:
    """Log why what protection hides is needed, and show it for ten minutes. Raises `LookupRefused`, `NotAllowed`."""
    log_lookup(patron_id, "protected", reason=reason, occasion=occasion_of(request))
    _remember(request, SHOWN, patron_id)


def is_open(request: StaffRequest, patron_id: int) -> bool:
    return _is_remembered(request, OPENED, patron_id, STAYS_OPEN)


def note_card(request: StaffRequest, patron_id: int) -> None:
    """A card was scanned somewhere else than at the desk: following the link opens the patron by card."""
    _remember(request, CARD_SEEN, patron_id)


def opens_by_card(request: StaffRequest, patron_id: int) -> bool:
    return _is_remembered(request, CARD_SEEN, patron_id, STAYS_SHOWN)


def permissions_for(request: StaffRequest, patron_id: int) -> frozenset[str]:
    """The permissions to look at one patron with: protected details need a reason first, whoever one is."""
    if _is_remembered(request, SHOWN, patron_id, STAYS_SHOWN):
        return request.permissions
    return request.permissions - {"see_protected"}


def _remember(request: StaffRequest, kept: str, patron_id: int) -> None:
    rows = dict(request.session.get(kept, {}))
    rows.pop(str(patron_id), None)
    rows[str(patron_id)] = timezone.now().isoformat()
    request.session[kept] = dict(list(rows.items())[-MOST_AT_ONCE:])


def _is_remembered(request: StaffRequest, kept: str, patron_id: int, stays: timedelta) -> bool:
    at = request.session.get(kept, {}).get(str(patron_id))
    return at is not None and timezone.now() - datetime.fromisoformat(at) < stays
