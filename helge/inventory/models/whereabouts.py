"""Where an item is: one row per item, moved only because somebody scanned it or declared it lost."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helge.consortium.models import Library

from .item import Item


class PlaceKind(models.TextChoices):
    SHELF = "shelf", _("på hyllan")
    ON_LOAN = "on_loan", _("utlånad")
    HOLD_SHELF = "hold_shelf", _("på hämthyllan")
    IN_TRANSIT = "in_transit", _("under transport")
    ATTENTION = "attention", _("kräver åtgärd")
    MISSING = "missing", _("saknas")
    LOST = "lost", _("förkommen")
    WITHDRAWN = "withdrawn", _("gallrad")


class AttentionReason(models.TextChoices):
    DAMAGED = "damaged", _("skadad")
    MISSING_PIECE = "missing_piece", _("en del saknas")
    WANTED = "wanted", _("efterlyst av personalen")
    QUICK_ADD = "quick_add", _("snabbregistrerad, ska kompletteras")
    RETURNED_AFTER_LOST = "returned_after_lost", _("var anmäld som förkommen")
    NOT_LENT = "not_lent", _("ska inte finnas i låneflödet")


class Whereabouts(models.Model):
    """The one truth about where an item is.

    `library` is where it is, or was last seen. `loan_id`, `hold_id` and `transit_id` name rows of
    higher rooms in plain columns; `check_invariants` proves that they agree with those rows.
    `event_id` is the journal's event that moved it last: a scan can be taken back only while it
    still stands.
    """

    item = models.OneToOneField(Item, on_delete=models.CASCADE, primary_key=True, related_name="whereabouts")
    place = models.CharField(max_length=10, choices=PlaceKind.choices)
    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    department = models.CharField(max_length=60, blank=True, help_text="here; floating items take the local name")
    placement = models.CharField(max_length=60, blank=True)
    loan_id = models.BigIntegerField(null=True)
    hold_id = models.BigIntegerField(null=True)
    transit_id = models.BigIntegerField(null=True)
    attention_reason = models.CharField(max_length=20, blank=True)
    since = models.DateTimeField()
    event_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="whereabouts_place_is_known", condition=Q(place__in=PlaceKind.values)),
            models.CheckConstraint(
                name="whereabouts_loan_only_when_lent",
                condition=Q(place="on_loan", loan_id__isnull=False) | (~Q(place="on_loan") & Q(loan_id__isnull=True)),
            ),
            models.CheckConstraint(
                name="whereabouts_transit_only_under_way",
                condition=Q(place="in_transit", transit_id__isnull=False)
                | (~Q(place="in_transit") & Q(transit_id__isnull=True)),
            ),
            models.CheckConstraint(
                name="whereabouts_hold_only_when_captured",
                # A hold shelf row may have lost its hold (cancelled): it waits on the clear list till scanned.
                condition=Q(place__in=["hold_shelf", "in_transit"]) | Q(hold_id__isnull=True),
            ),
            models.CheckConstraint(
                name="whereabouts_attention_has_a_reason",
                condition=(Q(place="attention") & ~Q(attention_reason=""))
                | (~Q(place="attention") & Q(attention_reason="")),
            ),
        ]
        indexes = [
            # Small on purpose: the places that work lists are made of.
            models.Index(
                fields=["library", "place", "since"],
                name="whereabouts_worklist",
                condition=Q(place__in=["hold_shelf", "attention", "missing"]),
            ),
        ]
