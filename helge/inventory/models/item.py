"""Items: one physical copy with a barcode, and what stands on its spine."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helge.catalogue.models import BibRecord
from helge.consortium.models import Library


class MediaType(models.Model):
    """Book, film, music …: rules and statistics are written for these."""

    code = models.CharField(max_length=20, primary_key=True)
    name_sv = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    statistics_code = models.CharField(max_length=20, blank=True, help_text="the national statistics' media type")
    rank = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["rank", "code"]

    def __str__(self) -> str:
        return self.name_sv


class ShelfLocation(models.Model):
    """A department and a placement in one library, and its turn in that library's walk."""

    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="shelf_locations")
    department = models.CharField(max_length=60, help_text="avdelning, such as Barn")
    placement = models.CharField(max_length=60, blank=True, help_text="placering, such as Deckare")
    walk_order = models.PositiveIntegerField(default=100)

    class Meta:
        ordering = ["library", "walk_order"]
        constraints = [
            models.UniqueConstraint(name="shelf_location_once", fields=["library", "department", "placement"]),
        ]

    def __str__(self) -> str:
        return f"{self.department}, {self.placement}" if self.placement else self.department


class LoanKind(models.TextChoices):
    NORMAL = "normal", _("vanligt lån")
    SHORT = "short", _("korttidslån")
    REFERENCE = "reference", _("läses på plats")


class Item(models.Model):
    """One copy. Where it is now stands in `Whereabouts`; what it is called, in its record."""

    barcode = models.CharField(max_length=20, unique=True)
    record = models.ForeignKey(BibRecord, on_delete=models.PROTECT, related_name="items")
    owning_library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="items")
    department = models.CharField(max_length=60)
    placement = models.CharField(max_length=60, blank=True)
    shelf_mark = models.CharField(max_length=60, blank=True, help_text="hyllsignum, as on the spine")
    shelf_key = models.CharField(max_length=200, blank=True, db_collation="C", help_text="sorts as a librarian sorts")
    media_type = models.ForeignKey(MediaType, on_delete=models.PROTECT, related_name="items")
    loan_kind = models.CharField(max_length=10, choices=LoanKind.choices, default=LoanKind.NORMAL)
    price_ore = models.PositiveIntegerField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True, help_text="shown at the desk at every scan")
    pieces = models.PositiveSmallIntegerField(default=1)
    acquired_date = models.DateField()
    is_quick_add = models.BooleanField(default=False, help_text="lent before it was registered; to be mended")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="item_loan_kind_is_known", condition=Q(loan_kind__in=LoanKind.values)),
            models.CheckConstraint(name="item_has_pieces", condition=Q(pieces__gte=1)),
        ]
        indexes = [
            models.Index(fields=["owning_library", "shelf_key"], name="item_by_shelf"),
        ]

    def __str__(self) -> str:
        return self.barcode
