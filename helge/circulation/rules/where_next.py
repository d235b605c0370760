"""Where a scanned item goes next: the one decision behind every check-in (docs/architecture.md, section 3)."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What the desk shows as colour, text and sound."""

    SHELF = "shelf"
    HOLD_SHELF = "hold_shelf"
    SEND_HOLD = "send_hold"
    SEND_HOME = "send_home"
    FLOATS = "floats"
    ATTENTION = "attention"


@dataclass(frozen=True)
class HoldAtScan:
    """The hold that the item serves: the one that has captured it already, else the first eligible."""

    hold_id: int
    pickup_library_id: int


@dataclass(frozen=True)
class Scanned:
    """What decides where the item goes. `alert` is an `AttentionReason`, blank for none.

    `stays_here` is true when a floating rule lets it stay, when it was sent here to stay, or when an earlier
    scan let it stay on this library's shelf.
    """

    here_id: int
    owner_id: int
    alert: str = ""
    hold: HoldAtScan | None = None
    stays_here: bool = False


@dataclass(frozen=True)
class Next:
    """The answer: what to do, where to (None: it stays), for which hold."""

    outcome: Outcome
    to_library_id: int | None = None
    hold_id: int | None = None
    alert: str = ""


def where_next(scanned: Scanned) -> Next:
    """Decide in this order: alert, hold here, hold elsewhere, belongs or floats here, home."""
    hold = scanned.hold
    if scanned.alert:
        return Next(Outcome.ATTENTION, alert=scanned.alert)
    if hold is not None and hold.pickup_library_id == scanned.here_id:
        return Next(Outcome.HOLD_SHELF, hold_id=hold.hold_id)
    if hold is not None:
        return Next(Outcome.SEND_HOLD, to_library_id=hold.pickup_library_id, hold_id=hold.hold_id)
    if scanned.owner_id == scanned.here_id:
        return Next(Outcome.SHELF)
    if scanned.stays_here:
        return Next(Outcome.FLOATS)
    return Next(Outcome.SEND_HOME, to_library_id=scanned.owner_id)


def alert_of(place: str, attention_reason: str, *, is_withdrawn: bool, is_quick_add: bool) -> str:
    """The `AttentionReason` that a person must settle before the item goes anywhere, or "" for none.

    A lost item may have been charged for. A quickly registered item is lent as it is and mended when it is back.
    """
    if is_withdrawn or place == "withdrawn":
        return "not_lent"
    if place == "attention":
        return attention_reason
    if place == "lost":
        return "returned_after_lost"
    if is_quick_add:
        return "quick_add"
    return ""
