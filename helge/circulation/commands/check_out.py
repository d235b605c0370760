"""Lend an item to a patron: scan the card, scan the item.

The three statements stand in `check_out_sql`; the reasons to refuse in `circulation.rules.refusals`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from psycopg.types.json import Jsonb

from helge.circulation import memo, sql
from helge.circulation.commands import check_out_sql
from helge.circulation.rules.due import due_date
from helge.circulation.rules.refusals import ItemFacts, PatronFacts, reasons_not_to_lend
from helge.consortium import queries as consortium
from helge.consortium.occasion import Occasion
from helge.foundation.refusals import Refusal, Refused, still_standing
from helge.foundation.statements import write
from helge.holds import sql as holds_sql
from helge.inventory import sql as inventory_sql
from helge.journal import sql as journal_sql
from helge.logistics import sql as logistics_sql
from helge.patrons.rules.ages import is_child
from helge.patrons.sql import TOUCH_PATRON
from helge.policies import queries as policies
from helge.policies.rules.deciding import Decided

VERB = "check_out"


class CheckOutRefused(Refused):
    """The item stays; `refusals` tells why, all reasons at once."""


@dataclass(frozen=True)
class LoanMade:
    """A loan as the desk shows it. Names no person, so it may be kept as the answer of a scan."""

    loan_id: int
    item_id: int
    record_id: int
    barcode: str
    title: str
    due_date: date
    media_type: str
    was_hold: bool
    note: str
    rule_ids: list[int]
    event_id: int
    renewals: int = 0
    warnings: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return vars(self) | {"due_date": self.due_date.isoformat()}

    @classmethod
    def from_json(cls, answer: Mapping[str, Any]) -> "LoanMade":
        return cls(**(dict(answer) | {"due_date": date.fromisoformat(answer["due_date"])}))


@transaction.atomic
def check_out(barcode: str, card: str, *, occasion: Occasion, override: frozenset[str] = frozenset()) -> LoanMade:
    """Lend the item to the patron and return the loan with its due date.

    `override` holds refusal codes that staff answered "lend anyway" to; each needs its permission.
    The patron's own hold on the title is fulfilled. The same `scan_key` again gets the first answer.
    Raises CheckOutRefused with every remaining reason. Source: docs/rules.md, loans.
    """
    facts = check_out_sql.locked_facts(barcode, card, VERB, occasion)
    if facts.answer_given is not None:
        return LoanMade.from_json(facts.answer_given)
    _refuse_the_unknown(facts, barcode)
    consortium.refresh_if_moved(facts.libraries_version)
    policies.refresh_if_moved(facts.rules_version)

    rule = rule_for(facts, occasion)
    refusals = reasons_not_to_lend(item_facts(facts), patron_facts(facts), rule, today=occasion.today)
    standing = still_standing(refusals, override, occasion.permissions)
    if standing:
        raise CheckOutRefused(standing)

    due = due_date(rule, consortium.calendar_of(occasion.place.id), today=occasion.today, has_queue=facts.has_queue)
    loan = LoanMade(
        loan_id=0,
        item_id=facts.item_id,
        record_id=facts.record_id,
        barcode=facts.barcode,
        title=facts.title,
        due_date=due,
        media_type=facts.media_type,
        was_hold=facts.own_hold_id is not None,
        note=facts.note,
        rule_ids=rule.rule_ids,
        event_id=0,
        warnings=warnings_of(facts),
    )
    return lend(facts, loan, rule, occasion, overridden=override & {refusal.code for refusal in refusals})


def _refuse_the_unknown(facts: Any, barcode: str) -> None:
    if facts.item_id is None and facts.barcode_is_a_card:
        raise CheckOutRefused([Refusal("card_not_item", _("Det där är ett lånekort. Skanna ett exemplar."))])
    if facts.item_id is None:
        message = _("Streckkoden %(code)s finns inte i katalogen.") % {"code": barcode}
        raise CheckOutRefused([Refusal("no_such_item", message)])
    if facts.patron_id is None:
        raise CheckOutRefused([Refusal("no_such_card", _("Kortet finns inte. Kontrollera numret."))])


def rule_for(facts: Any, occasion: Occasion) -> Decided:
    """The loan rule of the lending library for this patron and item."""
    return policies.loan_rule(
        occasion.today,
        library_id=occasion.place.id,
        municipality_id=occasion.place.municipality_id,
        category=facts.category,
        media_type=facts.media_type,
        loan_kind=facts.loan_kind,
    )


def item_facts(facts: Any) -> ItemFacts:
    return ItemFacts(
        place=facts.place,
        loan_is_theirs=facts.loan_patron_id == facts.patron_id,
        held_for_other=facts.held_patron_id is not None and facts.held_patron_id != facts.patron_id,
        attention_reason=facts.attention_reason,
        is_withdrawn=facts.is_withdrawn,
        age_limit=facts.age_limit,
    )


def patron_facts(facts: Any) -> PatronFacts:
    return PatronFacts(
        patron_id=facts.patron_id,
        category=facts.category,
        birth_date=facts.birth_date,
        expires_date=facts.expires_date,
        card_is_active=facts.card_is_active,
        is_blocked=facts.is_blocked,
        debt_ore=facts.debt_ore,
        open_loans=facts.open_loans,
    )


def warnings_of(facts: Any) -> list[str]:
    """What the person at the desk should know though nothing stops the loan; codes, worded by the screen."""
    found = []
    if facts.place == "missing":
        found.append("was_missing")
    if facts.place == "in_transit":
        found.append("was_in_transit")
    if facts.pieces > 1:
        found.append("check_pieces")
    if facts.is_quick_add:
        found.append("quick_add")
    return found


def lend(facts: Any, loan: LoanMade, rule: Decided, occasion: Occasion, *, overridden: frozenset[str]) -> LoanMade:
    """Write every effect of the loan in one statement."""
    place = occasion.place
    pieces = [
        sql.NEW_LOAN,
        journal_sql.record_event(loan_id="(SELECT id FROM new_loan)"),
        inventory_sql.move_item(loan_id="(SELECT id FROM new_loan)"),
        TOUCH_PATRON,
    ]
    params: dict[str, Any] = {
        "loan_item_id": facts.item_id,
        "loan_patron_id": facts.patron_id,
        "loan_library_id": place.id,
        "loan_at": occasion.at,
        "loan_due_date": loan.due_date,
        "loan_rule_ids": Jsonb(loan.rule_ids),
        "loan_channel": occasion.channel.value,
        "loan_owning_municipality_id": facts.owning_municipality_id,
        "loan_patron_municipality_id": facts.patron_municipality_id,
        "loan_category_code": facts.category,
        "loan_is_child": is_child(facts.birth_date, occasion.today) if facts.birth_date else facts.category == "child",
        "loan_media_type_code": facts.media_type,
        "loan_language": facts.language or "",
        "touch_patron_id": facts.patron_id,
        "touch_date": occasion.today,
        **inventory_sql.move_params(facts.item_id, "on_loan", place.id, occasion.at),
        **journal_sql.event_params(
            "ItemCheckedOut",
            occasion,
            patron_id=facts.patron_id,
            item_id=facts.item_id,
            record_id=facts.record_id,
            work_id=facts.work_id,
            hold_id=facts.own_hold_id,
            why={"rules": dict(rule.rows), "due": loan.due_date.isoformat(), "overridden": sorted(overridden)},
        ),
    }
    _serve_the_holds(facts, occasion, pieces, params)
    if facts.transit_id is not None:
        pieces.append(logistics_sql.CLOSE_TRANSIT)
        params |= {
            "close_transit_id": facts.transit_id,
            "close_at": occasion.at,
            "close_library_id": place.id,
            "close_as": "lent",
        }
    if occasion.desk:
        pieces.append(memo.REMEMBER)
        params |= memo.memo_params(
            VERB,
            occasion,
            item_id=facts.item_id,
            hold_id=facts.own_hold_id,
            hold_ids=[facts.held_hold_id] if facts.held_hold_id else [],
        )
    if occasion.scan_key:
        pieces.append(
            journal_sql.keep_answer(
                "jsonb_build_object('loan_id', (SELECT id FROM new_loan), 'event_id', (SELECT id FROM new_event))"
            )
        )
        params |= {"scan_key": occasion.scan_key, "scan_verb": VERB, "scan_answer": Jsonb(loan.as_json())}
    made = write(pieces, "(SELECT id FROM new_loan) AS loan_id, (SELECT id FROM new_event) AS event_id", params)
    return replace(loan, loan_id=made.loan_id, event_id=made.event_id)


def _serve_the_holds(facts: Any, occasion: Occasion, pieces: list[str], params: dict[str, Any]) -> None:
    """Fulfil the patron's own hold, send another's back to its place, and spare others a search in vain."""
    if facts.own_hold_id is not None:
        pieces += [holds_sql.FULFIL_HOLD, journal_sql.FORGET_HOLD]
        params |= {
            "fulfil_hold_id": facts.own_hold_id,
            "fulfil_at": occasion.at,
            "forget_hold_id": facts.own_hold_id,
        }
        if facts.own_hold_item_id not in (None, facts.item_id):
            pieces.append(inventory_sql.DROP_HOLD_OF_ITEM)
            params["drop_item_id"] = facts.own_hold_item_id
    if facts.held_patron_id is not None and facts.held_patron_id != facts.patron_id:
        pieces.append(holds_sql.RELEASE_HOLD)
        params["release_hold_id"] = facts.held_hold_id
    if facts.has_pull_slip:
        pieces.append(holds_sql.WITHDRAW_ITEM_SLIPS)
        params |= {
            "withdraw_item_id": facts.item_id,
            "withdraw_at": occasion.at,
            "withdraw_not_hold_id": facts.own_hold_id,
        }
