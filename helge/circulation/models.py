"""Loans: which patron has which item, and until when.

A loan without `checked_in_at` is open. A closed loan has forgotten its patron: it is detached in the
transaction that closes it (requirement 18). What the statistics need stands here without the patron.
"""

from django.db import models
from django.db.models import F, Q

from helge.consortium.models import Library, Municipality, StaffMember
from helge.inventory.models import Item
from helge.patrons.models import Patron


class Loan(models.Model):
    """One item out with one patron, from check-out to check-in."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="loans")
    patron = models.ForeignKey(Patron, null=True, on_delete=models.PROTECT, related_name="loans")
    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+", help_text="the lending library")
    checked_out_at = models.DateTimeField()
    due_date = models.DateField()
    renewals = models.PositiveSmallIntegerField(default=0)
    rule_ids = models.JSONField(default=list, help_text="the loan rules that gave the days")
    checked_in_at = models.DateTimeField(null=True)
    checked_in_library = models.ForeignKey(Library, null=True, on_delete=models.PROTECT, related_name="+")
    returned_date = models.DateField(null=True, help_text="the day that counts: earlier than the scan for a book drop")
    return_channel = models.CharField(max_length=10, blank=True)
    claimed_returned_at = models.DateTimeField(null=True)
    # Kept for the statistics, without the patron.
    channel = models.CharField(max_length=10)
    owning_municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    patron_municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    category_code = models.CharField(max_length=20)
    is_child = models.BooleanField()
    media_type_code = models.CharField(max_length=20)
    language = models.CharField(max_length=3, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="loan_one_open_per_item", fields=["item"], condition=Q(checked_in_at__isnull=True)
            ),
            models.CheckConstraint(
                name="loan_open_has_patron_closed_has_none",
                condition=Q(checked_in_at__isnull=True, patron__isnull=False)
                | Q(checked_in_at__isnull=False, patron__isnull=True),
            ),
            models.CheckConstraint(
                name="loan_ends_after_it_starts",
                condition=Q(checked_in_at__isnull=True) | Q(checked_in_at__gte=F("checked_out_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["patron", "due_date"], name="loan_by_patron", condition=Q(patron__isnull=False)),
            models.Index(fields=["due_date"], name="loan_open_by_due", condition=Q(checked_in_at__isnull=True)),
            models.Index(fields=["checked_out_at"], name="loan_by_time"),
        ]


class Renewal(models.Model):
    """One renewal, for the statistics and so that it can be taken back."""

    loan = models.ForeignKey(Loan, on_delete=models.CASCADE, related_name="renewal_rows")
    at = models.DateTimeField()
    channel = models.CharField(max_length=10)
    library = models.ForeignKey(Library, null=True, on_delete=models.PROTECT, related_name="+")
    old_due_date = models.DateField()
    new_due_date = models.DateField()
    is_child = models.BooleanField(help_text="child or adult that day")

    class Meta:
        indexes = [models.Index(fields=["at"], name="renewal_by_time")]


class UndoMemo(models.Model):
    """What is needed to take back the last scan of a desk: one row per desk session.

    It is the only place that still knows the patron of a loan just returned; the next scan
    replaces it, "finish" deletes it, and a round removes it after ten minutes.
    """

    desk = models.CharField(max_length=40, unique=True)
    staff_member = models.ForeignKey(StaffMember, null=True, on_delete=models.CASCADE)
    at = models.DateTimeField(db_index=True)
    verb = models.CharField(max_length=10, help_text="check_out, check_in, renew")
    event_id = models.BigIntegerField()
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    patron = models.ForeignKey(Patron, null=True, on_delete=models.CASCADE, related_name="+")
    hold_patron = models.ForeignKey(Patron, null=True, on_delete=models.CASCADE, related_name="+")
    before = models.JSONField(help_text="rows as they were, without persons")
