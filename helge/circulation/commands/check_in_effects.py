"""Every effect of a check-in, written as one statement of the rooms' pieces."""

import random
from dataclasses import replace
from datetime import date
from typing import Any

from psycopg.types.json import Jsonb

from helge.circulation import memo, sql
from helge.circulation.commands.check_in_sql import codes_in_use
from helge.circulation.commands.checked_in import CheckedIn, Decision
from helge.circulation.commands.late_fee import Charged
from helge.circulation.rules.where_next import Outcome
from helge.consortium import queries as consortium
from helge.consortium.occasion import Occasion
from helge.foundation.codes import pickup_code
from helge.foundation.statements import write
from helge.holds import sql as holds_sql
from helge.inventory import sql as inventory_sql
from helge.journal import sql as journal_sql
from helge.logistics import sql as logistics_sql

VERB = "check_in"
PLACES = {
    Outcome.SHELF: "shelf",
    Outcome.FLOATS: "shelf",
    Outcome.HOLD_SHELF: "hold_shelf",
    Outcome.SEND_HOLD: "in_transit",
    Outcome.SEND_HOME: "in_transit",
    Outcome.ATTENTION: "attention",
}

_dice = random.SystemRandom()


def carry_out(
    facts: Any, decision: Decision, charged: Charged, warnings: list[str], returned_date: date, occasion: Occasion
) -> CheckedIn:
    """Close what the scan ends (loan, journey, slips), move the item, capture the hold, and tell the journal."""
    answer = answer_of(
        facts,
        decision.next.outcome,
        to_library=consortium.library(decision.next.to_library_id).code if decision.next.to_library_id else "",
        hold_id=decision.next.hold_id,
        pickup_code=_code(facts, decision, occasion),
        was_on_loan=facts.loan_id is not None,
        late_fee_ore=charged.fee.ore if charged.charge_id else 0,
        warnings=warnings,
        attention=decision.next.alert,
    )
    pieces = [journal_sql.record_event()]
    params = journal_sql.event_params(
        "ItemCheckedIn",
        occasion,
        item_id=facts.item_id,
        record_id=facts.record_id,
        work_id=facts.work_id,
        loan_id=facts.loan_id,
        hold_id=decision.next.hold_id,
        why=_why(facts, decision, charged, answer, returned_date),
    )
    _end_the_loan(facts, returned_date, occasion, pieces, params)
    _end_the_journey(facts, occasion, pieces, params)
    _serve_the_hold(facts, decision, answer, occasion, pieces, params)
    _move(facts, decision, occasion, pieces, params)
    if occasion.desk:
        pieces.append(memo.REMEMBER)
        params |= memo.memo_params(
            VERB,
            occasion,
            item_id=facts.item_id,
            loan_id=facts.loan_id,
            hold_ids=[decision.next.hold_id] if decision.next.hold_id else [],
            more={"charge_id": charged.charge_id},
        )
    if occasion.scan_key:
        pieces.append(journal_sql.keep_answer("jsonb_build_object('event_id', (SELECT id FROM new_event))"))
        params |= {"scan_key": occasion.scan_key, "scan_verb": VERB, "scan_answer": Jsonb(answer.as_json())}
    made = write(pieces, "(SELECT id FROM new_event) AS event_id", params)
    return replace(answer, event_id=made.event_id)


def answer_of(
    facts: Any,
    outcome: Outcome,
    *,
    to_library: str,
    hold_id: int | None,
    pickup_code: str,
    was_on_loan: bool,
    late_fee_ore: int,
    warnings: list[str],
    attention: str,
    event_id: int = 0,
) -> CheckedIn:
    """The answer that the desk sees."""
    return CheckedIn(
        outcome=outcome,
        item_id=facts.item_id,
        record_id=facts.record_id,
        barcode=facts.barcode,
        title=facts.title,
        author=facts.author,
        shelf_mark=facts.shelf_mark,
        department=facts.department,
        placement=facts.placement,
        to_library=to_library,
        to_library_name=consortium.library(to_library).name if to_library else "",
        hold_id=hold_id,
        pickup_code=pickup_code,
        was_on_loan=was_on_loan,
        late_fee_ore=late_fee_ore,
        note=facts.note,
        event_id=event_id,
        attention=attention,
        warnings=warnings,
    )


def _why(facts: Any, decision: Decision, charged: Charged, answer: CheckedIn, returned_date: date) -> dict[str, Any]:
    """Why the item went there. `answer` is what a second scan within seconds is told."""
    why: dict[str, Any] = {
        "from": {"place": facts.place, "library": facts.seen_library_id},
        "answer": {
            "outcome": answer.outcome.value,
            "to_library": answer.to_library,
            "hold_id": answer.hold_id,
            "was_on_loan": answer.was_on_loan,
            "late_fee_ore": answer.late_fee_ore,
            "warnings": answer.warnings,
            "attention": answer.attention,
        },
    }
    if decision.skipped:
        # The first twenty tell the story; a queue can be hundreds long.
        why["skipped"] = [list(one) for one in decision.skipped[:20]]
        why["skipped_in_all"] = len(decision.skipped)
    if decision.hold_rules:
        why["hold_rules"] = list(decision.hold_rules)
    if decision.floating_rules:
        why["floating_rules"] = list(decision.floating_rules)
    if facts.loan_id is not None:
        why["late"] = {"days": charged.fee.days, "ore": charged.fee.ore, "tariff": charged.fee.tariff_id}
        why["returned"] = returned_date.isoformat()
    return why


def _code(facts: Any, decision: Decision, occasion: Occasion) -> str:
    """The code on the slip: the one the hold has already, else one that nothing else on this shelf carries."""
    if decision.next.outcome is not Outcome.HOLD_SHELF:
        return ""
    if facts.captured_id == decision.next.hold_id and facts.captured_state == "ready":
        return str(facts.pickup_code)
    taken = codes_in_use(occasion.place.id)
    while (code := pickup_code(_dice)) in taken:
        pass
    return code


def _end_the_loan(
    facts: Any, returned_date: date, occasion: Occasion, pieces: list[str], params: dict[str, Any]
) -> None:
    if facts.loan_id is None:
        return
    pieces += [sql.CLOSE_LOAN, journal_sql.FORGET_LOAN]
    params |= {
        "return_loan_id": facts.loan_id,
        "return_at": occasion.at,
        "return_library_id": occasion.place.id,
        "return_date": returned_date,
        "return_channel": occasion.channel.value,
        "forget_loan_id": facts.loan_id,
    }


def _end_the_journey(facts: Any, occasion: Occasion, pieces: list[str], params: dict[str, Any]) -> None:
    if facts.transit_id is None:
        return
    pieces.append(logistics_sql.CLOSE_TRANSIT)
    params |= {
        "close_transit_id": facts.transit_id,
        "close_at": occasion.at,
        "close_library_id": occasion.place.id,
        "close_as": "arrived" if facts.transit_to_id == occasion.place.id else "rerouted",
    }


def _serve_the_hold(
    facts: Any,
    decision: Decision,
    answer: CheckedIn,
    occasion: Occasion,
    pieces: list[str],
    params: dict[str, Any],
) -> None:
    """Capture the hold and take rows off the pull lists; the patron is told of a hold once it stands ready."""
    hold_id = decision.next.hold_id
    if hold_id is not None or facts.has_pull_slip:
        pieces.append(holds_sql.CLOSE_SLIPS)
        params |= {"slips_item_id": facts.item_id, "slips_hold_id": hold_id, "slips_at": occasion.at}
    if hold_id is None:
        return
    is_ready = decision.next.outcome is Outcome.HOLD_SHELF
    was_ready = facts.captured_id == hold_id and facts.captured_state == "ready"
    pieces.append(holds_sql.CAPTURE_HOLD)
    params |= {
        "capture_hold_id": hold_id,
        "capture_item_id": facts.item_id,
        "capture_state": "ready" if is_ready else "in_transit",
        "capture_at": occasion.at,
        "capture_ready_at": (facts.captured_ready_at if was_ready else occasion.at) if is_ready else None,
        "capture_code": answer.pickup_code,
    }
    if is_ready and was_ready:
        return
    pieces.append(journal_sql.record_event(name="hold_event"))
    params |= journal_sql.event_params(
        "HoldReady" if is_ready else "HoldCaptured",
        occasion,
        item_id=facts.item_id,
        record_id=facts.record_id,
        work_id=facts.work_id,
        hold_id=hold_id,
        name="hold_event",
    )


def _move(facts: Any, decision: Decision, occasion: Occasion, pieces: list[str], params: dict[str, Any]) -> None:
    """Where the item is from now on. On the way it keeps the place it left, as does `Transit`."""
    here, to_id, hold_id = occasion.place.id, decision.next.to_library_id, decision.next.hold_id
    if to_id is not None:
        pieces.append(logistics_sql.open_transit(after_closing=facts.transit_id is not None))
        params |= logistics_sql.open_params(
            facts.item_id,
            from_id=here,
            to_id=to_id,
            purpose="hold" if hold_id is not None else "home",
            hold_id=hold_id,
            at=occasion.at,
        )
        pieces.append(inventory_sql.move_item(transit_id="(SELECT id FROM new_transit)"))
    else:
        pieces.append(inventory_sql.move_item())
    params |= inventory_sql.move_params(
        facts.item_id,
        PLACES[decision.next.outcome],
        here,
        occasion.at,
        department=facts.department,
        placement=facts.placement,
        hold_id=hold_id,
        attention=decision.next.alert,
    )
