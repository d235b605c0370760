"""The journal: what happened, and the slips that tell readers to act on it.

An event is written in the transaction of the deed it tells of, and never changes, but for its
patron: that column is blanked when the loan or hold is detached (docs/privacy.md). The JSON of an
event never names a person.
"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast, Now

from helge.consortium.models import Library, StaffMember


class CurrentTransaction(models.Func):
    """`pg_current_xact_id()`: readers that keep their own position wait for older transactions by it."""

    function = "pg_current_xact_id"
    template = "%(function)s()"
    output_field = models.TextField()


class Event(models.Model):
    """One thing that happened: past tense, such as ItemCheckedOut."""

    kind = models.CharField(max_length=40)
    at = models.DateTimeField(help_text="the moment of the occasion")
    written_at = models.DateTimeField(db_default=Now())
    txid = models.BigIntegerField(
        db_default=Cast(Cast(CurrentTransaction(), models.TextField()), models.BigIntegerField())
    )
    library = models.ForeignKey(Library, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    channel = models.CharField(max_length=10)
    staff_member = models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    # Higher rooms are named by plain columns: a key never points up the floors.
    patron_id = models.BigIntegerField(null=True)
    item_id = models.BigIntegerField(null=True)
    record_id = models.BigIntegerField(null=True)
    work_id = models.BigIntegerField(null=True)
    loan_id = models.BigIntegerField(null=True)
    hold_id = models.BigIntegerField(null=True)
    why = models.JSONField(default=dict, help_text="rule rows, copies lost and on what, before and after")

    class Meta:
        indexes = [
            models.Index(fields=["txid", "id"], name="event_by_txid"),
            models.Index(fields=["item_id", "id"], name="event_by_item", condition=Q(item_id__isnull=False)),
            models.Index(fields=["record_id", "id"], name="event_by_record", condition=Q(item_id__isnull=True)),
            # Small: only the events of loans and holds that still know their patron.
            models.Index(fields=["loan_id"], name="event_patron_by_loan", condition=Q(patron_id__isnull=False)),
            models.Index(fields=["hold_id"], name="event_patron_by_hold", condition=Q(patron_id__isnull=False)),
            models.Index(fields=["patron_id"], name="event_by_patron", condition=Q(patron_id__isnull=False)),
        ]


class Slip(models.Model):
    """A note to one reader to act on one event. Deleted when the reader has acted."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="slips")
    reader = models.CharField(max_length=60)
    available_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["available_at", "id"], name="slip_by_time")]
        constraints = [models.UniqueConstraint(name="slip_once_per_reader", fields=["event", "reader"])]


class ScanAnswer(models.Model):
    """The answer a scan got, so that the same scan sent again gets it again. Lives 30 days."""

    scan_key = models.CharField(max_length=64, unique=True)
    verb = models.CharField(max_length=20)
    answer = models.JSONField()
    at = models.DateTimeField(db_index=True)
