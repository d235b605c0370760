"""Charge a patron for one cause, and take a charge back."""

from django.db import transaction
from django.utils.translation import gettext as _

from helge.consortium.occasion import Occasion
from helge.fees.models import Charge
from helge.fees.queries import debt_ore
from helge.foundation.refusals import Refusal, Refused
from helge.journal.commands.record import record
from helge.ledger.commands.post import Line, post, reverse
from helge.ledger.models import AccountKind


class ReverseRefused(Refused):
    """The charge stands; `refusals` tells why."""


@transaction.atomic
def charge(
    patron_id: int,
    kind: str,
    amount_ore: int,
    *,
    cause_kind: str,
    cause_id: int | None,
    owning_municipality_id: int,
    charging_municipality_id: int,
    tariff_id: int | None = None,
    occasion: Occasion,
) -> Charge:
    """Charge the patron `amount_ore` (more than 0); the money is the charging municipality's.

    The same cause is charged once: the database refuses a second standing charge (IntegrityError).
    """
    entry = post(
        [
            Line(AccountKind.PATRON, "patron", patron_id, amount_ore),
            Line(AccountKind.FEE_INCOME, "municipality", charging_municipality_id, -amount_ore),
        ],
        at=occasion.at,
        cause_kind="charge",
    )
    made = Charge.objects.create(
        patron_id=patron_id,
        kind=kind,
        amount_ore=amount_ore,
        at=occasion.at,
        cause_kind=cause_kind,
        cause_id=cause_id,
        owning_municipality_id=owning_municipality_id,
        charging_municipality_id=charging_municipality_id,
        tariff_id=tariff_id,
        entry=entry,
    )
    record("ChargeMade", occasion, patron_id=patron_id, why={"charge": made.pk, "kind": kind, "ore": amount_ore})
    return made


@transaction.atomic
def reverse_charge(charge_id: int, *, occasion: Occasion) -> Charge:
    """Take a charge back with an entry of its own.

    Raises ReverseRefused with `fee_paid` when so much has been paid that the patron would owe less than
    nothing, ValueError when it is taken back already.
    """
    made = Charge.objects.select_for_update().get(pk=charge_id)
    made.reversed_by = reverse(made.entry_id, at=occasion.at)
    # Checked under the account's lock, so that a payment at another till cannot come between.
    if made.patron_id is not None and debt_ore(made.patron_id) < 0:
        raise ReverseRefused([Refusal("fee_paid", _("Avgiften är redan betald."))])
    made.save(update_fields=["reversed_by"])
    record("ChargeReversed", occasion, patron_id=made.patron_id, why={"charge": charge_id})
    return made
