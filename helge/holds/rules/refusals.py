"""Why a hold may not be placed: every reason at once, each with the permission that overrides it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from django.utils.translation import gettext as _

from helge.foundation.money import kronor
from helge.foundation.refusals import Refusal
from helge.holds.wording import refusal

from .eligible import OUT_OF_USE, HoldFacts, ItemFacts, RuleValues, never_serves

# A library closed for longer than this takes no new holds; a long weekend or Easter is shorter.
LONGEST_CLOSURE = timedelta(days=14)

Copies = Iterable[tuple[ItemFacts, RuleValues]]


class Pickup(Protocol):
    """What must be known of a pickup library."""

    @property
    def is_pickup_library(self) -> bool: ...
    @property
    def closed_date(self) -> date | None: ...


class Calendar(Protocol):
    """What must be known of its opening days."""

    def is_open(self, day: date) -> bool: ...
    def next_open_day(self, day: date) -> date: ...


@dataclass(frozen=True)
class HolderFacts:
    """What must be known of the one who places the hold."""

    expires_date: date
    is_blocked: bool
    debt_ore: int
    active_holds: int
    has_active_hold_on_title: bool
    has_title_on_loan: bool


def reasons_not_to_hold(
    holder: HolderFacts, *, max_holds: int | None, debt_limit_ore: int | None, today: date
) -> tuple[Refusal, ...]:
    """Reasons that lie with the person. None is "no limit"; 0 is a limit."""
    refusals = []
    if holder.has_active_hold_on_title:
        refusals.append(refusal("already_on_hold"))
    if holder.has_title_on_loan:
        refusals.append(refusal("already_has_it_on_loan"))
    if max_holds is not None and holder.active_holds >= max_holds:
        refusals.append(refusal("too_many_holds", permission="hold_despite_limit"))
    if holder.expires_date < today:
        refusals.append(refusal("card_expired", permission="lend_despite_expiry"))
    if holder.is_blocked:
        refusals.append(refusal("blocked", permission="lend_despite_block"))
    if debt_limit_ore is not None and holder.debt_ore >= max(debt_limit_ore, 1):
        message = _("Skulden är %(kr)s.") % {"kr": kronor(holder.debt_ore)}
        refusals.append(Refusal("debt", message, "lend_despite_debt"))
    return tuple(refusals)


def reasons_pickup_is_impossible(
    hold: HoldFacts, copies: Copies, pickup: Pickup, calendar: Calendar, today: date
) -> tuple[Refusal, ...]:
    """Reasons that lie with the title and the pickup library.

    Refused only when no copy can ever serve the hold there: a copy that is away, protected for a time
    or in need of attention is a reason to wait, not to refuse. A missing copy is no copy.
    """
    refusals = []
    if not pickup.is_pickup_library:
        refusals.append(refusal("pickup_not_possible", field="pickup"))
    if is_closed_for_long(pickup, calendar, today):
        refusals.append(refusal("pickup_closed_library", field="pickup"))
    usable = [
        (item, rule) for item, rule in copies if item.place not in OUT_OF_USE and item.record_id == hold.record_id
    ]
    if hold.item_id is not None:
        usable = [(item, rule) for item, rule in usable if item.item_id == hold.item_id]
    reasons = {never_serves(item, hold, rule) for item, rule in usable}
    if None not in reasons:
        refusals.append(_reason_of_the_title(reasons))
    return tuple(refusals)


def _reason_of_the_title(reasons: set[str | None]) -> Refusal:
    """One refusal for all copies; the words follow the mildest reason among them."""
    if reasons & {"pickup_only_at_owner", "pickup_only_in_municipality", "school_stock"}:
        return refusal("pickup_not_possible", field="pickup")
    if not reasons:
        return Refusal("not_holdable", refusal("no_copies").message)
    if reasons == {"short_loan"}:
        return Refusal("not_holdable", refusal("short_loan").message)
    return refusal("not_holdable")


def is_closed_for_long(pickup: Pickup, calendar: Calendar, today: date) -> bool:
    """Closed for good, or with no open day in sight for a fortnight.

    A library without any hours is not judged by them: schools often have none in the calendar, and whether they hand
    out holds is `is_pickup_library`.
    """
    if pickup.closed_date is not None and pickup.closed_date <= today:
        return True
    opens = calendar.next_open_day(today)
    if not calendar.is_open(opens):
        return False
    return opens - today > LONGEST_CLOSURE
