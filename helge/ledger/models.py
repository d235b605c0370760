"""The ledger: who owes whom, in whole öre, balanced by the database and never edited.

An entry's postings sum to zero (a deferred trigger), and postings and entries refuse UPDATE and
DELETE (triggers); a mistake is mended by an entry that reverses it.
"""

from django.db import models
from django.db.models import Q


class AccountKind(models.TextChoices):
    """What an account counts. A patron's debt is positive on their account."""

    PATRON = "patron"  # owner: a patron
    FEE_INCOME = "fee_income"  # owner: the municipality that charges
    CASH = "cash"  # owner: a library's till
    CARD = "card"  # owner: a library's card terminal
    SWISH = "swish"  # owner: a municipality
    WAIVED = "waived"  # owner: the municipality that gave it up


class Account(models.Model):
    """One account of one owner, who is named by kind and id (a key never points up the floors)."""

    kind = models.CharField(max_length=20, choices=AccountKind.choices)
    owner_kind = models.CharField(max_length=20)
    owner_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="account_one_per_owner", fields=["kind", "owner_kind", "owner_id"]),
        ]


class Entry(models.Model):
    """One balanced movement and what caused it."""

    at = models.DateTimeField()
    cause_kind = models.CharField(max_length=30)
    cause_id = models.BigIntegerField(null=True)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")


class Posting(models.Model):
    """One line of an entry: so much to one account, in öre, plus or minus."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="postings")
    amount_ore = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(name="posting_moves_something", condition=~Q(amount_ore=0))]
