"""Scan an item that nobody is borrowing: returned, received, pulled from a shelf, or in the way on the hold shelf.

The statements that lock and ask stand in `check_in_sql`, the effects in `check_in_effects`, the decision in
`circulation.rules.where_next`.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from helge.circulation.commands import check_in_effects, check_in_sql
from helge.circulation.commands.checked_in import CheckedIn, Decision
from helge.circulation.commands.late_fee import charge_late_fee
from helge.circulation.rules.where_next import HoldAtScan, Outcome, Scanned, alert_of, where_next
from helge.consortium import queries as consortium
from helge.consortium.occasion import STOCKHOLM, Occasion
from helge.foundation.refusals import Refusal, Refused
from helge.foundation.statements import write
from helge.holds.facts import rule_for, waiting_queue
from helge.holds.rules.eligible import FirstEligible, ItemFacts, first_eligible
from helge.holds.sql import RELEASE_HOLD
from helge.inventory.sql import DROP_HOLD_OF_ITEM
from helge.logistics import queries as logistics
from helge.logistics.rules.floating import FloatingCase, floats_here
from helge.policies import queries as policies

__all__ = ["CheckInRefused", "CheckedIn", "Outcome", "check_in"]

VERB = "check_in"

# A scanner's trigger pressed twice, or the same pile taken twice: the second scan of an item within this time that
# would lead to the same answer changes nothing.
DOUBLE_SCAN = timedelta(seconds=10)

# Two desks can draw the same code for the same shelf at the same moment; the database lets one of them pass.
CODE_CLASH = "hold_code_once_per_shelf"
TRIES = 3


class CheckInRefused(Refused):
    """Nothing was changed; `refusals` tells why."""


def check_in(barcode: str, *, occasion: Occasion, returned_on: date | None = None) -> CheckedIn:
    """Take the item in hand and say where it goes: the same verb for every scan of an item not being borrowed.

    `returned_on` sets the day of return back (book drop): the late fee counts to that day. The same
    `scan_key` again gets the first answer. Raises CheckInRefused with `no_such_item`, `card_not_item`,
    `returned_in_the_future` or `returned_before_the_loan`.
    """
    for attempt in range(1, TRIES + 1):
        try:
            with transaction.atomic():
                return _check_in(barcode, occasion, returned_on)
        except IntegrityError as clash:
            if CODE_CLASH not in str(clash) or attempt == TRIES:
                raise
    raise AssertionError("the last attempt returns or raises")


def _check_in(barcode: str, occasion: Occasion, returned_on: date | None) -> CheckedIn:
    facts = check_in_sql.locked_facts(barcode, VERB, occasion)
    if facts.answer_given is not None:
        return CheckedIn.from_json(facts.answer_given)
    _refuse(facts, barcode, occasion, returned_on)
    consortium.refresh_if_moved(facts.libraries_version)
    policies.refresh_if_moved(facts.rules_version)

    decision = decide(facts, occasion)
    if _is_double_scan(facts, decision, occasion):
        return _as_before(facts)
    if facts.captured_id is not None and decision.next.hold_id != facts.captured_id:
        _let_go_of_the_captured(facts)
    fee = charge_late_fee(facts, returned_on or occasion.today, occasion)
    return check_in_effects.carry_out(
        facts, decision, fee, warnings_of(facts, occasion), returned_on or occasion.today, occasion
    )


def _refuse(facts: Any, barcode: str, occasion: Occasion, returned_on: date | None) -> None:
    if facts.item_id is None and facts.barcode_is_a_card:
        raise CheckInRefused([Refusal("card_not_item", _("Det där är ett lånekort. Skanna ett exemplar."))])
    if facts.item_id is None:
        message = _("Streckkoden %(code)s finns inte i katalogen.") % {"code": barcode}
        raise CheckInRefused([Refusal("no_such_item", message)])
    if returned_on is None:
        return
    if returned_on > occasion.today:
        message = _("Återlämningsdagen kan inte ligga i framtiden.")
        raise CheckInRefused([Refusal("returned_in_the_future", message, field="returned_on")])
    if facts.loan_id is not None and returned_on < local_date(facts.checked_out_at):
        message = _("Exemplaret lånades ut efter den återlämningsdagen.")
        raise CheckInRefused([Refusal("returned_before_the_loan", message, field="returned_on")])


def decide(facts: Any, occasion: Occasion) -> Decision:
    """Where the item goes. A hold that has captured it keeps it; otherwise the whole queue is asked."""
    here_id = occasion.place.id
    alert = alert_of(
        facts.place, facts.attention_reason, is_withdrawn=facts.is_withdrawn, is_quick_add=facts.is_quick_add
    )
    if alert:
        return Decision(where_next(Scanned(here_id, facts.owning_library_id, alert=alert)))
    closed = facts.captured_pickup_closed_date
    if facts.captured_id is not None and (closed is None or closed > occasion.today):
        hold = HoldAtScan(facts.captured_id, facts.captured_pickup_id)
        return Decision(where_next(Scanned(here_id, facts.owning_library_id, hold=hold)))
    found, hold_rules = _ask_the_queue(facts, occasion)
    if found.hold is not None:
        hold = HoldAtScan(found.hold.hold_id, found.hold.pickup_library_id)
        return Decision(
            where_next(Scanned(here_id, facts.owning_library_id, hold=hold)), found.skipped, tuple(hold_rules)
        )
    stays, floating_rules = _stays(facts, occasion)
    scanned = Scanned(here_id, facts.owning_library_id, stays_here=stays)
    return Decision(where_next(scanned), found.skipped, tuple(hold_rules), floating_rules)


def _ask_the_queue(facts: Any, occasion: Occasion) -> tuple[FirstEligible, list[int]]:
    if not facts.has_queue:
        return FirstEligible(None, ()), []
    item = ItemFacts(
        item_id=facts.item_id,
        record_id=facts.record_id,
        owning_library_id=facts.owning_library_id,
        owning_municipality_id=facts.owning_municipality_id,
        media_type=facts.media_type,
        loan_kind=facts.loan_kind,
        acquired_date=facts.acquired_date,
        # In the hand of whoever scans it: wherever it was thought to be.
        place="shelf",
        library_id=occasion.place.id,
        shares_in_holds=facts.shares_in_holds,
        is_withdrawn=facts.is_withdrawn,
    )
    rule = rule_for(item, occasion.today)
    queue = [hold for hold in waiting_queue(facts.work_id) if hold.record_id == facts.record_id]
    return first_eligible(item, queue, rule, occasion.today), rule.rule_ids


def _stays(facts: Any, occasion: Occasion) -> tuple[bool, tuple[int, ...]]:
    """Does an item of another library stay here, and by which floating rules?"""
    here_id = occasion.place.id
    if facts.owning_library_id == here_id:
        return False, ()
    if _was_left_here(facts, here_id):
        return True, ()
    if facts.transit_purpose == "move" and facts.transit_to_id == here_id:
        return True, ()
    rules = logistics.floating_rules(occasion.today, facts.rules_version)
    if not rules:
        return False, ()
    case = FloatingCase(facts.owning_municipality_id, facts.media_type, facts.language, facts.department)
    others = check_in_sql.same_title_here(facts.record_id, facts.item_id, here_id)
    floating = floats_here(rules, case, same_title_here=others)
    return floating.stays, floating.rule_ids


def _was_left_here(facts: Any, here_id: int) -> bool:
    """On this library's shelf because a scan let it stay; an item put there by hand must be decided about."""
    is_on_shelf_here = facts.place == "shelf" and facts.seen_library_id == here_id
    return is_on_shelf_here and facts.seen_answer is not None and facts.seen_answer["outcome"] == Outcome.FLOATS


def _is_double_scan(facts: Any, decision: Decision, occasion: Occasion) -> bool:
    """Scanned here a moment ago with the same outcome, and nothing has happened since."""
    answer = facts.seen_answer
    if facts.loan_id is not None or facts.seen_kind != "ItemCheckedIn" or facts.seen_at_id != occasion.place.id:
        return False
    if not answer or not facts.seen_at <= occasion.at <= facts.seen_at + DOUBLE_SCAN:
        return False
    went_to = consortium.library(answer["to_library"]).id if answer["to_library"] else None
    return (answer["outcome"], went_to, answer["hold_id"]) == (
        decision.next.outcome.value,
        decision.next.to_library_id,
        decision.next.hold_id,
    )


def _as_before(facts: Any) -> CheckedIn:
    """The answer of the scan a moment ago, told by the event that it wrote."""
    answer = dict(facts.seen_answer)
    warnings = [*answer.pop("warnings"), "double_scan"]
    return check_in_effects.answer_of(
        facts,
        Outcome(answer.pop("outcome")),
        event_id=facts.seen_event_id,
        warnings=warnings,
        pickup_code=facts.pickup_code or "",
        **answer,
    )


def _let_go_of_the_captured(facts: Any) -> None:
    """The copy cannot serve the hold that captured it (alert, pickup library closed): back to its old place."""
    write(
        [RELEASE_HOLD, DROP_HOLD_OF_ITEM],
        "1 AS done",
        {"release_hold_id": facts.captured_id, "drop_item_id": facts.item_id},
    )


def warnings_of(facts: Any, occasion: Occasion) -> list[str]:
    """What the person at the desk should know beside the outcome; codes, worded by the screen."""
    found = []
    if facts.place in ("missing", "lost"):
        found.append(f"was_{facts.place}")
    if facts.place == "in_transit" and facts.transit_to_id != occasion.place.id:
        found.append("was_going_elsewhere")
    if facts.place == "shelf" and facts.seen_library_id != occasion.place.id:
        found.append("was_on_another_shelf")
    if facts.pieces > 1:
        found.append("check_pieces")
    return found


def local_date(moment: datetime) -> date:
    """The calendar day in Sweden."""
    return moment.astimezone(STOCKHOLM).date()
