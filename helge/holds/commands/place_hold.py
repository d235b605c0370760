"""Put a patron in the queue of a title: lock the queue, gather the facts, decide, write."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from helge.consortium import queries as consortium
from helge.consortium.occasion import Occasion
from helge.foundation.refusals import still_standing
from helge.foundation.statements import row_of, write
from helge.holds.commands.place_hold_sql import FACTS, LOCK, NEW_HOLD
from helge.holds.facts import copies_of, rule_for, shelf_rule
from helge.holds.locking import HoldRefused
from helge.holds.rules.eligible import OUT_OF_USE, HoldFacts
from helge.holds.rules.refusals import HolderFacts, reasons_not_to_hold, reasons_pickup_is_impossible
from helge.holds.wording import refusal
from helge.journal.sql import event_params, record_event
from helge.patrons.rules.ages import is_child
from helge.policies import queries as policies


@dataclass(frozen=True)
class HoldPlaced:
    """Where the hold stands: `place` 1 is next in line; `copies` are those that could ever serve the title."""

    hold_id: int
    place: int
    copies: int


@transaction.atomic
def place_hold(
    record_id: int,
    patron_id: int,
    pickup_library_id: int,
    *,
    item_id: int | None = None,
    needed_until: date | None = None,
    occasion: Occasion,
    override: frozenset[str] = frozenset(),
) -> HoldPlaced:
    """Reserve the title (or the certain copy `item_id`) for the patron, to be fetched at the pickup library.

    Without `needed_until` the hold lapses after the rule's number of days. Raises HoldRefused with every
    remaining reason, LookupError for a pickup library that does not exist. Source: requirements 44, 56, 64.
    """
    pickup = consortium.library(pickup_library_id)
    params = {"record_id": record_id, "patron_id": patron_id, "item_id": item_id, "today": occasion.today}
    facts = _locked_facts(params)
    if facts.record_id is None:
        raise HoldRefused([refusal("no_such_record")])
    if facts.patron_id is None:
        raise HoldRefused([refusal("no_such_patron")])
    if item_id is not None and facts.item_id is None:
        raise HoldRefused([refusal("no_such_item")])
    consortium.refresh_if_moved(facts.libraries_version)
    policies.refresh_if_moved(facts.rules_version)

    today = occasion.today
    shelf = shelf_rule(pickup.id, pickup.municipality_id, facts.media_type, "normal", today)
    wanted = HoldFacts(
        hold_id=0,
        record_id=record_id,
        item_id=item_id,
        pickup_library_id=pickup.id,
        pickup_municipality_id=pickup.municipality_id,
        placed_at=occasion.at,
        pickup_closed_date=pickup.closed_date,
    )
    copies = [(item, rule_for(item, today)) for item in copies_of([record_id])]
    lending = policies.loan_rule(
        today,
        library_id=pickup.id,
        municipality_id=pickup.municipality_id,
        category=facts.category,
        media_type=facts.media_type,
        loan_kind="normal",
    )
    refusals = [
        *reasons_not_to_hold(
            _holder(facts), max_holds=shelf["max_holds"], debt_limit_ore=lending["debt_limit_ore"], today=today
        ),
        *reasons_pickup_is_impossible(wanted, copies, pickup, consortium.calendar_of(pickup.id), today),
    ]
    if needed_until is not None and needed_until < today:
        refusals.append(refusal("needed_until_has_passed", field="needed_until"))
    standing = still_standing(refusals, override, occasion.permissions)
    if standing:
        raise HoldRefused(standing)

    if needed_until is None and shelf["needed_days"] is not None:
        needed_until = today + timedelta(days=shelf["needed_days"])
    overridden = sorted(override & {one.code for one in refusals})
    hold_id = _write(facts, wanted, needed_until, occasion, why={"rules": shelf.rule_ids, "overridden": overridden})
    usable = sum(item.place not in OUT_OF_USE and not item.is_withdrawn for item, _rule in copies)
    return HoldPlaced(hold_id, place=facts.waiting + 1, copies=usable)


def _locked_facts(params: dict[str, Any]) -> Any:
    """Lock work and patron, then look. A record that changed its work in between is locked again."""
    while True:
        locked = row_of(LOCK, params)
        facts = row_of(FACTS, params)
        if facts.record_id is None or facts.work_id == locked.work_id:
            return facts


def _holder(facts: Any) -> HolderFacts:
    return HolderFacts(
        expires_date=facts.expires_date,
        is_blocked=facts.is_blocked,
        debt_ore=facts.debt_ore,
        active_holds=facts.active_holds,
        has_active_hold_on_title=facts.has_active_hold_on_title,
        has_title_on_loan=facts.has_title_on_loan,
    )


def _write(facts: Any, wanted: HoldFacts, needed_until: date | None, occasion: Occasion, *, why: dict[str, Any]) -> int:
    made = write(
        [NEW_HOLD, record_event(hold_id="(SELECT id FROM new_hold)")],
        "(SELECT id FROM new_hold) AS hold_id, (SELECT id FROM new_event) AS event_id",
        {
            "work_id": facts.work_id,
            "record_id": facts.record_id,
            "item_id": wanted.item_id,
            "patron_id": facts.patron_id,
            "pickup_library_id": wanted.pickup_library_id,
            "at": occasion.at,
            "needed_until": needed_until,
            "channel": occasion.channel.value,
            "placed_library_id": occasion.library.id if occasion.library else None,
            "patron_municipality_id": facts.patron_municipality_id,
            "category": facts.category,
            "is_child": is_child(facts.birth_date, occasion.today) if facts.birth_date else facts.category == "child",
            "media_type": facts.media_type,
            "language": facts.language or "",
            **event_params(
                "HoldPlaced",
                occasion,
                patron_id=facts.patron_id,
                item_id=wanted.item_id,
                record_id=facts.record_id,
                work_id=facts.work_id,
                why={**why, "pickup": wanted.pickup_library_id, "place": facts.waiting + 1},
            ),
        },
    )
    return int(made.hold_id)
