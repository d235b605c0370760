"""Post one balanced entry, or reverse one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from helge.ledger.models import Account, AccountKind, Entry, Posting


@dataclass(frozen=True)
class Line:
    """So much (öre, plus or minus) to the account of one owner."""

    kind: AccountKind
    owner_kind: str
    owner_id: int
    amount_ore: int


@transaction.atomic
def post(lines: Iterable[Line], *, at: datetime, cause_kind: str, cause_id: int | None = None) -> Entry:
    """Write one entry whose lines sum to zero; opens accounts that are new.

    Accounts are locked in order of id, the last step of the house's lock order. Raises ValueError
    for lines that do not balance, before anything is written.
    """
    lines = list(lines)
    if sum(line.amount_ore for line in lines) != 0:
        raise ValueError(f"an entry must sum to zero, and this one sums to {sum(line.amount_ore for line in lines)}")
    accounts = {
        (line.kind, line.owner_kind, line.owner_id): Account.objects.get_or_create(
            kind=line.kind, owner_kind=line.owner_kind, owner_id=line.owner_id
        )[0]
        for line in lines
    }
    _lock_in_order(account.pk for account in accounts.values())
    entry = Entry.objects.create(at=at, cause_kind=cause_kind, cause_id=cause_id)
    Posting.objects.bulk_create(
        Posting(
            entry=entry,
            account=accounts[line.kind, line.owner_kind, line.owner_id],
            amount_ore=line.amount_ore,
        )
        for line in lines
    )
    return entry


@transaction.atomic
def reverse(entry_id: int, *, at: datetime) -> Entry:
    """Write the entry that takes another back. Raises ValueError when it is reversed already."""
    lines = list(Posting.objects.filter(entry_id=entry_id).order_by("pk"))
    _lock_in_order(line.account_id for line in lines)
    entry = Entry.objects.get(pk=entry_id)
    # Looked at under the accounts' lock: two who take the same entry back wait for each other here.
    if Entry.objects.filter(reverses=entry).exists():
        raise ValueError(f"ledger entry {entry_id} is reversed already")
    back = Entry.objects.create(at=at, cause_kind=entry.cause_kind, cause_id=entry.cause_id, reverses=entry)
    Posting.objects.bulk_create(
        Posting(entry=back, account_id=line.account_id, amount_ore=-line.amount_ore) for line in lines
    )
    return back


def _lock_in_order(account_ids: Iterable[int]) -> None:
    """The last step of the house's lock order: until the end of the transaction nobody else moves these balances."""
    list(Account.objects.select_for_update(no_key=True).filter(pk__in=set(account_ids)).order_by("pk"))
