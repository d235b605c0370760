"""What a patron owes."""

from helge.fees.models import Charge
from helge.ledger.models import AccountKind
from helge.ledger.queries import balance_ore


def debt_ore(patron_id: int) -> int:
    """The patron's debt in öre, from the ledger."""
    return balance_ore(AccountKind.PATRON, "patron", patron_id)


def standing_charges(patron_id: int) -> list[Charge]:
    """Charges that have not been taken back, newest first."""
    return list(
        Charge.objects.filter(patron_id=patron_id, reversed_by__isnull=True)
        .select_related("charging_municipality")
        .order_by("-at", "-id")
    )
