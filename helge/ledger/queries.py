"""What an account stands at, in öre."""

from django.db.models import Sum

from helge.ledger.models import AccountKind, Posting


def balance_ore(kind: AccountKind, owner_kind: str, owner_id: int) -> int:
    """The sum of an owner's account; 0 when it has never been used. A patron's debt is positive."""
    return (
        Posting.objects.filter(
            account__kind=kind, account__owner_kind=owner_kind, account__owner_id=owner_id
        ).aggregate(total=Sum("amount_ore"))["total"]
        or 0
    )


# The same for a hot verb, as an expression over the column that holds the patron's id.
PATRON_DEBT_SQL = """
    coalesce((
        SELECT sum(posting.amount_ore) FROM ledger_account AS account
        JOIN ledger_posting AS posting ON posting.account_id = account.id
        WHERE account.kind = 'patron' AND account.owner_kind = 'patron' AND account.owner_id = {patron_id}
    ), 0)::bigint"""
