"""Messages to patrons: what was to be said, how, and whether it went."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helge.consortium.models import Library, StaffMember
from helge.patrons.models import Patron


class NoticeState(models.TextChoices):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    PHONE = "phone"
    PHONED = "phoned"
    DROPPED = "dropped"


class NoticeKind(models.TextChoices):
    HOLD_READY = "hold_ready", _("finns att hämta")
    HOLD_CANCELLED = "hold_cancelled", _("reservation borttagen")
    HOLD_LAPSING = "hold_lapsing", _("reservation upphör snart")


class Notice(models.Model):
    """One message. The address stands only in the patron's channels; the title never in a subject."""

    patron = models.ForeignKey(Patron, null=True, on_delete=models.SET_NULL, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    channel = models.CharField(max_length=6)
    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    hold_id = models.BigIntegerField(null=True)
    language = models.CharField(max_length=3, default="sv")
    state = models.CharField(max_length=7, choices=NoticeState.choices, default=NoticeState.QUEUED)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)
    phoned_by = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                # A hold whose copy strays from the shelf, or goes to another, is ready once more and told once more.
                name="notice_once_at_a_time_per_hold_and_kind",
                fields=["kind", "hold_id"],
                condition=Q(hold_id__isnull=False, state="queued"),
            ),
        ]
        indexes = [
            models.Index(fields=["next_attempt_at"], name="notice_queue", condition=Q(state="queued")),
            # Small: messages about holds that have not ended (see forget_ended).
            models.Index(fields=["hold_id"], name="notice_by_hold", condition=Q(hold_id__isnull=False)),
            models.Index(fields=["library", "created_at"], name="notice_phone_list", condition=Q(state="phone")),
            # Small: what has not gone out, for those who keep the house running.
            models.Index(fields=["created_at"], name="notice_unsent", condition=Q(state__in=["queued", "failed"])),
        ]
