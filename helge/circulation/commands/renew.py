"""Let a patron keep a loan longer: at the desk, at a machine, on the web."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from psycopg.types.json import Jsonb

from helge.circulation import memo, sql
from helge.circulation.commands import renew_sql
from helge.circulation.commands.late_fee import charge_late_fee
from helge.circulation.models import Loan
from helge.circulation.rules.due import due_date
from helge.circulation.rules.refusals import PatronFacts, RenewalFacts, reasons_not_to_renew
from helge.consortium import queries as consortium
from helge.consortium.occasion import Occasion
from helge.foundation.refusals import Refusal, Refused, still_standing
from helge.foundation.statements import write
from helge.journal import sql as journal_sql
from helge.patrons.rules.ages import is_child
from helge.policies import queries as policies
from helge.policies.rules.deciding import Decided

VERB = "renew"


class RenewRefused(Refused):
    """The loan keeps its due date; `refusals` tells why, all reasons at once."""


@dataclass(frozen=True)
class Renewed:
    """A renewal as the desk and the patron see it. Names no person."""

    loan_id: int
    item_id: int
    barcode: str
    title: str
    old_due_date: date
    due_date: date
    renewals: int
    event_id: int

    def as_json(self) -> dict[str, Any]:
        dates = {"old_due_date": self.old_due_date.isoformat(), "due_date": self.due_date.isoformat()}
        return vars(self) | dates

    @classmethod
    def from_json(cls, answer: Mapping[str, Any]) -> "Renewed":
        dates = {name: date.fromisoformat(answer[name]) for name in ("old_due_date", "due_date")}
        return cls(**(dict(answer) | dates))


@dataclass(frozen=True)
class NotRenewed:
    """A loan that keeps its due date when everything else was renewed, and why."""

    loan_id: int
    title: str
    due_date: date
    refusals: tuple[Refusal, ...]


@transaction.atomic
def renew(loan_id: int, *, occasion: Occasion, override: frozenset[str] = frozenset()) -> Renewed:
    """Renew one open loan; the new due date counts from today by the rules of the library that lent it.

    Works the same at any library and on the web. The same `scan_key` again gets the first answer.
    Raises RenewRefused with every remaining reason. Source: docs/rules.md, renewals.
    """
    facts = renew_sql.locked_facts(loan_id, VERB, occasion)
    if facts.answer_given is not None:
        return Renewed.from_json(facts.answer_given)
    if facts.loan_id is None or facts.checked_in_at is not None:
        raise RenewRefused([Refusal("not_on_loan", _("Lånet är redan återlämnat."))])
    consortium.refresh_if_moved(facts.libraries_version)
    policies.refresh_if_moved(facts.rules_version)

    rule = _rule(facts, occasion)
    due = due_date(rule, consortium.calendar_of(facts.library_id), today=occasion.today, has_queue=False)
    loan = RenewalFacts(
        renewals=facts.renewals,
        has_queue=facts.has_queue,
        place=facts.place,
        due_date=facts.due_date,
        new_due_date=due,
    )
    refusals = reasons_not_to_renew(loan, _patron(facts), rule, today=occasion.today)
    standing = still_standing(refusals, override, occasion.permissions)
    if standing:
        raise RenewRefused(standing)
    renewed = Renewed(
        loan_id=facts.loan_id,
        item_id=facts.item_id,
        barcode=facts.barcode,
        title=facts.title,
        old_due_date=facts.due_date,
        due_date=due,
        renewals=facts.renewals + 1,
        event_id=0,
    )
    return _write(facts, renewed, rule, occasion, overridden=override & {refusal.code for refusal in refusals})


def renew_all(patron_id: int, *, occasion: Occasion) -> list[Renewed | NotRenewed]:
    """Renew every loan that may be renewed, soonest due first, and say why of the rest (requirement 43).

    Each loan is a transaction of its own: what was renewed stays renewed.
    """
    answers: list[Renewed | NotRenewed] = []
    loans = Loan.objects.filter(patron_id=patron_id, checked_in_at__isnull=True).order_by("due_date", "id")
    for loan_id, title, due in loans.values_list("id", "item__record__title", "due_date"):
        try:
            answers.append(renew(loan_id, occasion=occasion))
        except RenewRefused as no:
            answers.append(NotRenewed(loan_id, title, due, no.refusals))
    return answers


def _rule(facts: Any, occasion: Occasion) -> Decided:
    return policies.loan_rule(
        occasion.today,
        library_id=facts.library_id,
        municipality_id=facts.lending_municipality_id,
        category=facts.category,
        media_type=facts.media_type,
        loan_kind=facts.loan_kind,
    )


def _patron(facts: Any) -> PatronFacts:
    return PatronFacts(
        patron_id=facts.patron_id,
        category=facts.category,
        birth_date=facts.birth_date,
        expires_date=facts.expires_date,
        card_is_active=True,
        is_blocked=facts.is_blocked,
        debt_ore=facts.debt_ore,
        open_loans=0,
    )


def _write(facts: Any, renewed: Renewed, rule: Decided, occasion: Occasion, *, overridden: frozenset[str]) -> Renewed:
    pieces = [sql.RENEW_LOAN, journal_sql.record_event()]
    params: dict[str, Any] = {
        "renew_loan_id": facts.loan_id,
        "renew_at": occasion.at,
        "renew_channel": occasion.channel.value,
        "renew_library_id": occasion.library.id if occasion.library else None,
        "renew_old_due_date": facts.due_date,
        "renew_due_date": renewed.due_date,
        "renew_rule_ids": Jsonb(rule.rule_ids),
        "renew_is_child": (
            is_child(facts.birth_date, occasion.today) if facts.birth_date else facts.category == "child"
        ),
        **journal_sql.event_params(
            "LoanRenewed",
            occasion,
            patron_id=facts.patron_id,
            item_id=facts.item_id,
            record_id=facts.record_id,
            work_id=facts.work_id,
            loan_id=facts.loan_id,
            why={
                "rules": dict(rule.rows),
                "old_due": facts.due_date.isoformat(),
                "due": renewed.due_date.isoformat(),
                "overridden": sorted(overridden),
            },
        ),
    }
    if occasion.desk:
        pieces.append(memo.REMEMBER)
        params |= memo.memo_params(VERB, occasion, item_id=facts.item_id, loan_id=facts.loan_id)
    if occasion.scan_key:
        pieces.append(journal_sql.keep_answer("jsonb_build_object('event_id', (SELECT id FROM new_event))"))
        params |= {"scan_key": occasion.scan_key, "scan_verb": VERB, "scan_answer": Jsonb(renewed.as_json())}
    made = write(pieces, "(SELECT id FROM new_event) AS event_id, (SELECT id FROM new_renewal) AS renewal_id", params)
    _charge_for_the_late_days(facts, made.renewal_id, occasion)
    return replace(renewed, event_id=made.event_id)


def _charge_for_the_late_days(facts: Any, renewal_id: int, occasion: Occasion) -> None:
    """What has come due stays due; a renewal taken back takes its charge back too."""
    charged = charge_late_fee(facts, occasion.today, occasion, renewal_id=renewal_id)
    if charged.charge_id is not None and occasion.desk:
        memo.add_to_memo(occasion.desk, {"charge_id": charged.charge_id})
