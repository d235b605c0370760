"""Replace a card, and block a lost one: at the desk, or at once by the patron on the web (requirement 25)."""

from django.db import transaction

from helge.consortium.occasion import Channel, Occasion
from helge.consortium.rules.permissions import require
from helge.journal.commands.record import record
from helge.patrons.commands.issue_card import issue_card
from helge.patrons.models import Card, Patron

REASONS = ("lost", "stolen", "damaged", "replaced")


@transaction.atomic
def replace_card(patron_id: int, reason: str, *, occasion: Occasion, number: str = "") -> Card:
    """Block the patron's active cards and give a new one. Raises `CardRefused` for a number that cannot be used.

    What a new card costs is charged by the door, which knows the price and asks whether it is to be paid.
    """
    require("edit_patron", occasion)
    _check_reason(reason)
    Patron.objects.select_for_update().get(pk=patron_id)
    _block(patron_id, reason, occasion)
    card = issue_card(patron_id, occasion=occasion, number=number)
    record("CardReplaced", occasion, patron_id=patron_id, why={"reason": reason})
    return card


@transaction.atomic
def block_card(patron_id: int, reason: str, *, occasion: Occasion) -> int:
    """Block the patron's active cards; returns how many. On the web it is the patron, who needs no permission."""
    if occasion.channel != Channel.WEB:
        require("edit_patron", occasion)
    _check_reason(reason)
    blocked = _block(patron_id, reason, occasion)
    if blocked:
        record("CardBlocked", occasion, patron_id=patron_id, why={"reason": reason})
    return blocked


def _block(patron_id: int, reason: str, occasion: Occasion) -> int:
    active = Card.objects.filter(patron_id=patron_id, is_active=True)
    return active.update(is_active=False, blocked_at=occasion.at, blocked_reason=reason)


def _check_reason(reason: str) -> None:
    if reason not in REASONS:
        raise ValueError(f"a card is blocked as one of {', '.join(REASONS)}, not {reason!r}")
