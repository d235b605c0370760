"""Take a payment at a desk."""

from django.db import transaction
from django.utils.translation import gettext as _

from helge.consortium.occasion import Occasion
from helge.fees.models import Payment
from helge.fees.queries import debt_ore
from helge.foundation.refusals import Refusal, Refused
from helge.journal.commands.record import record
from helge.ledger.commands.post import Line, post
from helge.ledger.models import AccountKind

METHODS = {
    "cash": (AccountKind.CASH, "library"),
    "card": (AccountKind.CARD, "library"),
    "swish": (AccountKind.SWISH, "municipality"),
}


class PaymentRefused(Refused):
    """No money is booked; `refusals` tells why."""


@transaction.atomic
def pay(patron_id: int, amount_ore: int, method: str, *, occasion: Occasion, reference: str = "") -> Payment:
    """Book that the patron paid `amount_ore` by `method` (cash, card, swish) here.

    Part of the debt may be paid, never more than the debt. Raises PaymentRefused with
    `nothing_to_pay`, `more_than_debt` or `unknown_method`.
    """
    if method not in METHODS:
        raise PaymentRefused([Refusal("unknown_method", _("Betalsättet finns inte."), field="method")])
    if amount_ore <= 0:
        raise PaymentRefused([Refusal("nothing_to_pay", _("Ange ett belopp större än noll."), field="amount")])
    place = occasion.place
    account, owner = METHODS[method]
    entry = post(
        [
            Line(account, owner, place.id if owner == "library" else place.municipality_id, amount_ore),
            Line(AccountKind.PATRON, "patron", patron_id, -amount_ore),
        ],
        at=occasion.at,
        cause_kind="payment",
    )
    # Checked under the account's lock, so that two tills cannot both take the whole debt.
    if debt_ore(patron_id) < 0:
        raise PaymentRefused([Refusal("more_than_debt", _("Beloppet är större än skulden."), field="amount")])
    paid = Payment.objects.create(
        patron_id=patron_id,
        amount_ore=amount_ore,
        method=method,
        reference=reference[:40],
        at=occasion.at,
        library_id=place.id,
        collecting_municipality_id=place.municipality_id,
        staff_member_id=occasion.staff_id,
        entry=entry,
    )
    record("PaymentTaken", occasion, patron_id=patron_id, why={"payment": paid.pk, "ore": amount_ore})
    return paid
