"""What patrons owe and have paid. Every row is backed by a ledger entry; nothing is edited.

A charge's cause is named by plain columns (kind, id). When a patron is forgotten, rows lose the
patron and keep their municipality, so that the accounts still add up.
"""

from django.db import models
from django.db.models import Q

from helge.consortium.models import Library, Municipality, StaffMember
from helge.ledger.models import Entry
from helge.patrons.models import Patron
from helge.policies.models import Tariff


class Charge(models.Model):
    """What a patron owes for one cause, in öre, and whose money it is."""

    patron = models.ForeignKey(Patron, null=True, on_delete=models.SET_NULL, related_name="charges")
    kind = models.CharField(max_length=20, help_text="overdue, lost_item, card_replacement, other")
    amount_ore = models.PositiveIntegerField()
    at = models.DateTimeField()
    cause_kind = models.CharField(max_length=20, help_text="loan, card, …")
    cause_id = models.BigIntegerField(null=True)
    owning_municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    charging_municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    tariff = models.ForeignKey(Tariff, null=True, on_delete=models.PROTECT, related_name="+")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="charge")
    reversed_by = models.OneToOneField(Entry, null=True, on_delete=models.PROTECT, related_name="reversed_charge")

    class Meta:
        constraints = [
            models.CheckConstraint(name="charge_is_of_something", condition=Q(amount_ore__gt=0)),
            # A loan is charged for being late once, whatever is scanned twice or undone and done again.
            models.UniqueConstraint(
                name="charge_one_standing_per_cause",
                fields=["kind", "cause_kind", "cause_id"],
                condition=Q(reversed_by__isnull=True) & Q(cause_id__isnull=False),
            ),
        ]


class Payment(models.Model):
    """What was paid, where and how."""

    patron = models.ForeignKey(Patron, null=True, on_delete=models.SET_NULL, related_name="payments")
    amount_ore = models.PositiveIntegerField()
    method = models.CharField(max_length=10, help_text="cash, card, swish")
    reference = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    collecting_municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    staff_member = models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, related_name="+")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="payment")

    class Meta:
        constraints = [models.CheckConstraint(name="payment_is_of_something", condition=Q(amount_ore__gt=0))]
