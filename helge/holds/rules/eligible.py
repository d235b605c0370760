"""May this copy serve this hold? One function for planning (pull lists) and for capture (every scan).

Reasons come in two kinds. A *standing* reason (not reservable, only fetched at the owner) will not pass by
itself: when every copy has one, the hold is refused at once. A *passing* reason (paused, new-book
protection, a copy that needs attention) only means: not this copy for this hold today.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

OUT_OF_USE = frozenset({"missing", "lost", "withdrawn"})

REASONS = {
    "other_title": _("en annan titel"),
    "other_item": _("reservationen gäller ett annat exemplar"),
    "paused": _("reservationen är pausad"),
    "no_longer_needed": _("behövs inte längre"),
    "pickup_closed": _("hämtstället är stängt"),
    "withdrawn": _("exemplaret är gallrat"),
    "out_of_use": _("exemplaret saknas"),
    "attention": _("exemplaret kräver åtgärd"),
    "short_loan": _("korttidslån kan inte reserveras"),
    "reference": _("exemplaret läses på plats"),
    "not_holdable": _("exemplaret kan inte reserveras"),
    "school_stock": _("skolans exemplar lånas bara ut där"),
    "pickup_only_in_municipality": _("kan bara hämtas i ägarens kommun"),
    "pickup_only_at_owner": _("kan bara hämtas på ägande bibliotek"),
    "new_item": _("nyinköpt, går först till ägarens kommun"),
}
"""Every reason with its words for staff."""


class RuleValues(Protocol):
    """The values of the rule that decides, by name; None when no row gives one."""

    def __getitem__(self, name: str, /) -> Any: ...


@dataclass(frozen=True)
class ItemFacts:
    """What decides whom a copy may serve. `place` is its `PlaceKind`."""

    item_id: int
    record_id: int
    owning_library_id: int
    owning_municipality_id: int
    media_type: str
    loan_kind: str
    acquired_date: date
    place: str
    library_id: int
    shares_in_holds: bool = True
    is_withdrawn: bool = False


@dataclass(frozen=True)
class HoldFacts:
    """What decides which copy may serve a hold, and its place in the queue."""

    hold_id: int
    record_id: int
    item_id: int | None
    pickup_library_id: int
    pickup_municipality_id: int
    placed_at: datetime
    jumped_at: datetime | None = None
    suspended_from: date | None = None
    suspended_until: date | None = None
    needed_until: date | None = None
    pickup_closed_date: date | None = None


def never_serves(item: ItemFacts, hold: HoldFacts, rule: RuleValues) -> str | None:
    """The standing reason why this copy can never serve this hold, or None.

    `rule` gives the values of the owner's `HoldRule`: is_holdable and pickup_scope. A short loan or a
    reference copy is never reserved, whatever the rules say. Source: requirements 44 and 58.
    """
    if item.record_id != hold.record_id:
        return "other_title"
    if hold.item_id is not None and hold.item_id != item.item_id:
        return "other_item"
    if item.is_withdrawn or item.place == "withdrawn":
        return "withdrawn"
    if item.loan_kind in ("short", "reference"):
        return "short_loan" if item.loan_kind == "short" else "reference"
    if not rule["is_holdable"]:
        return "not_holdable"
    at_owner = hold.pickup_library_id == item.owning_library_id
    if not item.shares_in_holds and not at_owner:
        return "school_stock"
    match rule["pickup_scope"]:
        case "library" if not at_owner:
            return "pickup_only_at_owner"
        case "municipality" if hold.pickup_municipality_id != item.owning_municipality_id:
            return "pickup_only_in_municipality"
    return None


def cannot_be_served(hold: HoldFacts, today: date) -> str | None:
    """Why no copy at all is fetched for this hold today, or None. The hold keeps its place all the same."""
    if is_paused(hold, today):
        return "paused"
    if hold.needed_until is not None and hold.needed_until < today:
        return "no_longer_needed"
    if hold.pickup_closed_date is not None and hold.pickup_closed_date <= today:
        return "pickup_closed"
    return None


def may_serve(item: ItemFacts, hold: HoldFacts, rule: RuleValues, today: date) -> str | None:
    """None when the copy may serve the hold today, else the reason (a key of `REASONS`)."""
    standing = never_serves(item, hold, rule) or cannot_be_served(hold, today)
    if standing:
        return standing
    if item.place == "attention":
        return "attention"
    is_near = hold.pickup_municipality_id == item.owning_municipality_id
    protected_days = rule["new_item_days"] or 0
    if not is_near and today < item.acquired_date + timedelta(days=protected_days):
        return "new_item"
    return None


def is_paused(hold: HoldFacts, today: date) -> bool:
    """A pause counts from its first day to its last; without a last day, until it is taken away."""
    return (
        hold.suspended_from is not None
        and hold.suspended_from <= today
        and (hold.suspended_until is None or today <= hold.suspended_until)
    )


def in_queue_order(holds: Iterable[HoldFacts]) -> list[HoldFacts]:
    """The one order of the queue: jumped first (in the order they jumped), then by time of placing, then by id."""
    return sorted(holds, key=lambda h: (h.jumped_at is None, h.jumped_at or h.placed_at, h.placed_at, h.hold_id))


@dataclass(frozen=True)
class FirstEligible:
    """The hold that a copy serves, and those before it in the queue that it may not serve, with reasons."""

    hold: HoldFacts | None
    skipped: tuple[tuple[int, str], ...]


def first_eligible(item: ItemFacts, queue: Iterable[HoldFacts], rule: RuleValues, today: date) -> FirstEligible:
    """Search the whole queue: ten that cannot be served must not hide the eleventh that can."""
    skipped: list[tuple[int, str]] = []
    for hold in in_queue_order(queue):
        reason = may_serve(item, hold, rule, today)
        if reason is None:
            return FirstEligible(hold, tuple(skipped))
        skipped.append((hold.hold_id, reason))
    return FirstEligible(None, tuple(skipped))
