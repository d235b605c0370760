"""Charge for a late return, in the transaction of the return: the person at the desk must see it now."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from helge.circulation.commands.check_in_sql import charged_on_this_occasion
from helge.circulation.rules.late_fee import DayTariff, LateFee, overdue_charge
from helge.consortium.occasion import Occasion
from helge.fees.commands.charge import charge
from helge.policies import queries as policies


@dataclass(frozen=True)
class Charged:
    """The fee that was counted, and the charge that it became (None when it is nothing)."""

    fee: LateFee
    charge_id: int | None = None


def charge_late_fee(facts: Any, returned_date: date, occasion: Occasion, *, renewal_id: int | None = None) -> Charged:
    """Count and charge the fee of the loan in `facts`. The tariff and the money are the lending municipality's.

    A loan renewed late is charged for the days until then (`renewal_id` is the cause): its new due date must
    not wipe out what has come due.
    """
    if facts.loan_id is None or returned_date <= facts.due_date:
        return Charged(LateFee())

    def tariff_of(day: date) -> DayTariff | None:
        try:
            decided = policies.tariff(
                day,
                municipality_id=facts.lending_municipality_id,
                category=facts.category_code,
                media_type=facts.media_type_code,
            )
        except LookupError:
            return None
        return DayTariff(
            ore_per_day=decided["overdue_ore_per_day"] or 0,
            item_cap_ore=decided["item_cap_ore"],
            occasion_cap_ore=decided["occasion_cap_ore"],
            fees_from_age=decided["fees_from_age"],
            tariff_id=decided.rows.get("overdue_ore_per_day"),
        )

    fee = overdue_charge(
        due_date=facts.due_date,
        returned_date=returned_date,
        birth_date=facts.birth_date,
        charged_already_ore=charged_on_this_occasion(facts.patron_id, occasion),
        tariff_of=tariff_of,
    )
    if fee.ore == 0:
        return Charged(fee)
    made = charge(
        facts.patron_id,
        "overdue",
        fee.ore,
        cause_kind="loan" if renewal_id is None else "renewal",
        cause_id=facts.loan_id if renewal_id is None else renewal_id,
        owning_municipality_id=facts.loan_owner_municipality_id,
        charging_municipality_id=facts.lending_municipality_id,
        tariff_id=fee.tariff_id,
        occasion=occasion,
    )
    return Charged(fee, made.pk)
