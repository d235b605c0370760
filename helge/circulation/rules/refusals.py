"""Why an item is not lent or renewed: every reason at once, each with the permission that opens it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helge.foundation.money import kronor
from helge.foundation.refusals import Refusal
from helge.patrons.rules.ages import age_on
from helge.policies.rules.deciding import Decided


@dataclass(frozen=True)
class PatronFacts:
    """What the rules need of the patron at the desk."""

    patron_id: int
    category: str
    birth_date: date | None
    expires_date: date
    card_is_active: bool
    is_blocked: bool
    debt_ore: int
    open_loans: int


@dataclass(frozen=True)
class ItemFacts:
    """What the rules need of the item, as it stands under the lock."""

    place: str
    loan_is_theirs: bool
    held_for_other: bool
    attention_reason: str
    is_withdrawn: bool
    age_limit: int | None


def reasons_not_to_lend(item: ItemFacts, patron: PatronFacts, rule: Decided, *, today: date) -> tuple[Refusal, ...]:
    """Every reason not to lend this item to this patron today. Source: docs/rules.md, loans."""
    return tuple(_about_the_item(item, rule)) + tuple(_about_the_patron(item, patron, rule, today))


def _about_the_item(item: ItemFacts, rule: Decided) -> list[Refusal]:
    refusals = []
    if item.is_withdrawn:
        refusals.append(Refusal("withdrawn", _("Exemplaret är gallrat. Återlämna det, så ser du vad som ska göras.")))
    if item.place == "on_loan" and item.loan_is_theirs:
        refusals.append(Refusal("already_theirs", _("Låntagaren har redan lånat exemplaret. Låna om i stället.")))
    elif item.place == "on_loan":
        refusals.append(Refusal("on_loan", _("Exemplaret är utlånat till någon annan. Återlämna det först.")))
    if item.place == "lost":
        refusals.append(Refusal("lost", _("Exemplaret är anmält som förkommet. Återlämna det först.")))
    if item.place == "attention":
        refusals.append(
            Refusal("needs_attention", _("Exemplaret väntar på åtgärd och ska inte lånas ut."), "clear_attention")
        )
    if not rule["loan_days"]:
        refusals.append(Refusal("not_for_loan", _("Exemplaret lånas inte ut.")))
    if item.held_for_other:
        refusals.append(Refusal("held_for_other", _("Exemplaret är framtaget åt någon annan."), "lend_held_item"))
    return refusals


def _about_the_patron(item: ItemFacts, patron: PatronFacts, rule: Decided, today: date) -> list[Refusal]:
    refusals = []
    if not patron.card_is_active:
        refusals.append(Refusal("card_blocked", _("Kortet är spärrat. Låntagaren behöver ett nytt kort.")))
    if patron.expires_date < today:
        refusals.append(Refusal("card_expired", _("Kortet har gått ut."), "lend_despite_expiry"))
    if patron.is_blocked:
        refusals.append(Refusal("blocked", _("Låntagaren är spärrad."), "lend_despite_block"))
    refusals += debt_refusals(patron, rule, "lend_despite_debt")
    limit = max(rule["min_age"] or 0, item.age_limit or 0)
    if limit and patron.birth_date is not None and age_on(patron.birth_date, today) < limit:
        refusals.append(Refusal("too_young", _("Åldersgränsen är %(age)s år.") % {"age": limit}, "lend_despite_age"))
    if rule["max_loans"] is not None and patron.open_loans >= rule["max_loans"]:
        refusals.append(
            Refusal(
                "too_many_loans",
                ngettext("Låntagaren har redan %(n)s lån.", "Låntagaren har redan %(n)s lån.", patron.open_loans)
                % {"n": patron.open_loans},
                "lend_despite_limit",
            )
        )
    return refusals


def debt_refusals(patron: PatronFacts, rule: Decided, permission: str | None) -> list[Refusal]:
    """The debt as a reason, when it has reached the limit of the rule."""
    limit = rule["debt_limit_ore"]
    if limit is None or patron.debt_ore < limit:
        return []
    return [Refusal("debt", _("Skulden är %(kr)s.") % {"kr": kronor(patron.debt_ore)}, permission)]


@dataclass(frozen=True)
class RenewalFacts:
    """What the rules need of a loan that somebody wants to keep longer."""

    renewals: int
    has_queue: bool
    place: str
    due_date: date
    new_due_date: date


def reasons_not_to_renew(loan: RenewalFacts, patron: PatronFacts, rule: Decided, *, today: date) -> tuple[Refusal, ...]:
    """Every reason not to renew this loan today. Source: docs/rules.md, renewals."""
    refusals = []
    if loan.has_queue:
        refusals.append(Refusal("queue", _("Någon annan väntar på titeln."), "renew_despite_queue"))
    if rule["max_renewals"] is not None and loan.renewals >= rule["max_renewals"]:
        refusals.append(
            Refusal(
                "too_many_renewals",
                ngettext(
                    "Lånet har redan lånats om %(n)s gång.", "Lånet har redan lånats om %(n)s gånger.", loan.renewals
                )
                % {"n": loan.renewals},
                "renew_despite_limit",
            )
        )
    if not rule["loan_days"]:
        refusals.append(Refusal("not_for_loan", _("Exemplaret lånas inte ut.")))
    if patron.is_blocked:
        refusals.append(Refusal("blocked", _("Kortet är spärrat."), "lend_despite_block"))
    if patron.expires_date < today:
        refusals.append(Refusal("card_expired", _("Kortet har gått ut."), "lend_despite_expiry"))
    refusals += debt_refusals(patron, rule, "lend_despite_debt")
    if loan.new_due_date <= loan.due_date:
        refusals.append(Refusal("too_early", _("Lånetiden blir inte längre om du lånar om redan nu.")))
    return tuple(refusals)
