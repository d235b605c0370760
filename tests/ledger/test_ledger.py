"""Who owes whom: every entry balances, nothing is edited, a mistake is taken back by an entry of its own."""

import pytest
from django.db import DatabaseError, connection, transaction

from helge.ledger.commands.post import Line, post, reverse
from helge.ledger.models import AccountKind, Entry, Posting
from helge.ledger.queries import balance_ore


def owe(world, ore, patron_id=7):
    lines = [
        Line(AccountKind.PATRON, "patron", patron_id, ore),
        Line(AccountKind.FEE_INCOME, "municipality", 1, -ore),
    ]
    return post(lines, at=world.moment(), cause_kind="charge")


def test_an_entry_moves_the_same_sum_both_ways(world):
    owe(world, 1500)
    owe(world, 500)
    assert balance_ore(AccountKind.PATRON, "patron", 7) == 2000
    assert balance_ore(AccountKind.FEE_INCOME, "municipality", 1) == -2000
    assert balance_ore(AccountKind.PATRON, "patron", 8) == 0


def test_an_entry_that_does_not_balance_is_refused_before_anything_is_written(world):
    with pytest.raises(ValueError, match="sums to 1"):
        post([Line(AccountKind.PATRON, "patron", 7, 1)], at=world.moment(), cause_kind="charge")
    assert Entry.objects.count() == 0


def test_the_database_itself_refuses_an_entry_that_does_not_balance(world):
    entry = owe(world, 100)
    Posting.objects.create(entry=entry, account=entry.postings.first().account, amount_ore=1)
    # The trigger speaks when the transaction ends; the story asks it at once.
    with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    transaction.set_rollback(True)


@pytest.mark.parametrize(
    "forbidden",
    [
        lambda: Posting.objects.update(amount_ore=1),
        lambda: Posting.objects.all().delete(),
        lambda: Entry.objects.update(cause_kind="other"),
        lambda: Entry.objects.all()._raw_delete("default"),
    ],
)
def test_nothing_is_edited_and_nothing_is_removed(world, forbidden):
    owe(world, 100)
    with pytest.raises(DatabaseError), transaction.atomic():
        forbidden()
    assert balance_ore(AccountKind.PATRON, "patron", 7) == 100


def test_an_entry_is_taken_back_once(world):
    entry = owe(world, 700)
    back = reverse(entry.pk, at=world.moment(hour=11))
    assert back.reverses_id == entry.pk
    assert balance_ore(AccountKind.PATRON, "patron", 7) == 0
    with pytest.raises(ValueError, match="reversed already"):
        reverse(entry.pk, at=world.moment(hour=12))
