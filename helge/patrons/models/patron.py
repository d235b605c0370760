"""Patrons and their cards. Every column here is in the retention table (stewardship.retention)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helge.consortium.models import Library, Login, Municipality, StaffMember


class PatronCategory(models.Model):
    """Child, adult, home-delivery, school class, institution …; rules are written for these."""

    code = models.CharField(max_length=20, primary_key=True)
    name_sv = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    is_person = models.BooleanField(default=True)
    min_age = models.PositiveSmallIntegerField(null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_days = models.PositiveSmallIntegerField(default=1095, help_text="how long a card is valid")
    valid_days_without_papers = models.PositiveSmallIntegerField(default=365, help_text="without an identity number")
    consent_below_age = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="a guardian agrees to the card below this age"
    )


class Protection(models.TextChoices):
    """Protected identity, by law. Anything but NONE masks contact data for all but named roles."""

    NONE = "none", _("inga skyddade uppgifter")
    CONFIDENTIAL = "confidential", _("sekretessmarkering")
    PROTECTED = "protected", _("skyddad folkbokföring")
    ASSUMED = "assumed", _("fingerade personuppgifter")


class Patron(models.Model):
    """A person (or institution) who may borrow at every library of the consortium."""

    login = models.OneToOneField(Login, null=True, blank=True, on_delete=models.SET_NULL, related_name="patron")
    first_name = models.CharField(max_length=80, blank=True)
    last_name = models.CharField(max_length=80)
    birth_date = models.DateField(null=True, blank=True)
    identity_number = models.CharField(max_length=12, null=True, blank=True, unique=True, help_text="12 digits")
    category = models.ForeignKey(PatronCategory, on_delete=models.PROTECT, related_name="patrons")
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="patrons", help_text="responsible for the data"
    )
    home_library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="patrons")
    pickup_library = models.ForeignKey(
        Library, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="their own choice"
    )
    street = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=6, blank=True)
    town = models.CharField(max_length=60, blank=True)
    protection = models.CharField(max_length=12, choices=Protection.choices, default=Protection.NONE)
    language = models.CharField(max_length=3, default="sv")
    expires_date = models.DateField()
    name_sort = models.CharField(max_length=200, db_collation="C", help_text="last, first; Swedish sort key")
    registered_at = models.DateTimeField()
    last_active_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="patron_protection_is_known", condition=Q(protection__in=Protection.values)),
            models.CheckConstraint(
                name="patron_identity_number_has_12_digits",
                condition=Q(identity_number__isnull=True) | Q(identity_number__regex=r"^\d{12}$"),
            ),
        ]
        indexes = [models.Index(fields=["name_sort", "id"], name="patron_by_name")]


class Card(models.Model):
    """A library card number. A blocked or replaced card never comes back to another person."""

    number = models.CharField(max_length=20, unique=True)
    patron = models.ForeignKey(Patron, on_delete=models.CASCADE, related_name="cards")
    is_active = models.BooleanField(default=True)
    issued_at = models.DateTimeField()
    blocked_at = models.DateTimeField(null=True, blank=True)
    blocked_reason = models.CharField(max_length=20, blank=True, help_text="lost, replaced, stolen")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="card_active_or_blocked", condition=Q(is_active=True, blocked_at__isnull=True) | Q(is_active=False)
            ),
        ]


class Block(models.Model):
    """Why a patron may not borrow now, besides what is computed (debt, expiry)."""

    patron = models.ForeignKey(Patron, on_delete=models.CASCADE, related_name="blocks")
    kind = models.CharField(max_length=20)
    reason = models.CharField(max_length=200, blank=True)
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    library = models.ForeignKey(Library, null=True, on_delete=models.SET_NULL)
    staff_member = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="block_ends_after_it_starts", condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date"))
            ),
        ]
