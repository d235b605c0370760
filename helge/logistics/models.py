"""The vans: items on their way between libraries, and what may stay where it was returned."""

from django.db import models
from django.db.models import F, Q

from helge.consortium.models import Library, Municipality, StaffMember
from helge.inventory.models import Item, MediaType
from helge.policies.models import DatedRule, once_per_day


class TransitPurpose(models.TextChoices):
    HOLD = "hold"
    HOME = "home"
    MOVE = "move"


class Transit(models.Model):
    """One item's journey from one library to another; open until it is scanned or given up.

    `asked_at` starts the clock of the late list: it is the departure, or the last time the sender
    answered "still here". The hold it serves is named by a plain column.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="transits")
    from_library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    to_library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=5, choices=TransitPurpose.choices)
    hold_id = models.BigIntegerField(null=True)
    opened_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_library = models.ForeignKey(Library, null=True, on_delete=models.PROTECT, related_name="+")
    closed_as = models.CharField(
        max_length=10, blank=True, help_text="arrived, rerouted, lent, not_found, undone, withdrawn"
    )
    sender_searched_at = models.DateTimeField(null=True, help_text="searched and not found where it left")
    receiver_searched_at = models.DateTimeField(null=True, help_text="searched and not found where it was going")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="transit_one_open_per_item", fields=["item"], condition=Q(closed_at__isnull=True)
            ),
            models.CheckConstraint(name="transit_goes_somewhere", condition=~Q(from_library=F("to_library"))),
            models.CheckConstraint(
                name="transit_closed_has_an_end",
                condition=(Q(closed_at__isnull=True) & Q(closed_as=""))
                | (Q(closed_at__isnull=False) & ~Q(closed_as="")),
            ),
            models.CheckConstraint(
                name="transit_ends_after_it_starts",
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["to_library", "asked_at"], name="transit_open_to", condition=Q(closed_at__isnull=True)
            ),
            models.Index(
                fields=["from_library", "asked_at"], name="transit_open_from", condition=Q(closed_at__isnull=True)
            ),
        ]


class TransitAnswer(models.Model):
    """What a library answered about a late transit: still here, arrived, searched and not found."""

    transit = models.ForeignKey(Transit, on_delete=models.CASCADE, related_name="answers")
    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    staff_member = models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10)
    at = models.DateTimeField()


class FloatingRule(DatedRule):
    """What floats: a returned item stays here instead of going home. Blank columns cover all.

    `municipality` is the owner's. `max_of_title` is how many copies of a title a library takes
    before the next one goes home; blank is no limit.
    """

    COLUMNS = ("municipality_id", "media_type_id", "language", "department")
    VALUES = ("is_floating", "max_of_title")

    municipality = models.ForeignKey(Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    media_type = models.ForeignKey(MediaType, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=3, null=True, blank=True)
    department = models.CharField(max_length=60, null=True, blank=True)
    is_floating = models.BooleanField(null=True, blank=True)
    max_of_title = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            once_per_day(
                "floating_rule_once_per_day", ["municipality_id"], ["media_type_id", "language", "department"]
            ),
        ]
