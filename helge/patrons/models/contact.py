"""How a patron is reached, and what they have agreed to."""

from django.db import models
from django.db.models import Q

from .patron import Patron


class ChannelKind(models.TextChoices):
    EMAIL = "email"
    SMS = "sms"
    PHONE = "phone"
    LETTER = "letter"


class ContactChannel(models.Model):
    """One address or number. `rank` 1 is tried first."""

    patron = models.ForeignKey(Patron, on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(max_length=6, choices=ChannelKind.choices)
    value = models.CharField(max_length=254)
    rank = models.PositiveSmallIntegerField(default=1)
    failed_at = models.DateTimeField(null=True, blank=True, help_text="the last message did not arrive")

    class Meta:
        ordering = ["patron", "rank"]
        constraints = [
            models.UniqueConstraint(name="contact_channel_once_per_kind", fields=["patron", "kind"]),
            models.CheckConstraint(name="contact_channel_kind_is_known", condition=Q(kind__in=ChannelKind.values)),
        ]
        indexes = [models.Index(fields=["value"], name="contact_channel_by_value")]


class Consent(models.Model):
    """What the patron agreed to: the terms, a guardian's yes, a history kept. With version, when and how."""

    patron = models.ForeignKey(Patron, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=20)
    version = models.CharField(max_length=20, blank=True)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=20, help_text="paper, eid, desk, web")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="consent_one_in_force", fields=["patron", "kind"], condition=Q(withdrawn_at__isnull=True)
            ),
        ]
