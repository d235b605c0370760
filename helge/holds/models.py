"""The one shared queue, and the pull lists made from it.

A place in the queue is decided by (jumped first, `placed_at`, id) and nothing else; it is kept while
a hold is suspended, captured or sent back to waiting. An ended hold forgets its patron at once.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helge.catalogue.models import BibRecord, Work
from helge.consortium.models import Library, StaffMember
from helge.inventory.models import Item
from helge.patrons.models import Patron


class HoldState(models.TextChoices):
    WAITING = "waiting", _("i kö")
    IN_TRANSIT = "in_transit", _("på väg")
    READY = "ready", _("finns att hämta")
    FULFILLED = "fulfilled", _("hämtad")
    NOT_COLLECTED = "not_collected", _("ej hämtad")
    CANCELLED = "cancelled", _("borttagen")
    LAPSED = "lapsed", _("behövs inte längre")


class Outlook(models.TextChoices):
    """What the pickup library answered about a hold that no copy is left for."""

    BUYING = "buying", _("köps in")
    INTERLIBRARY = "interlibrary", _("fjärrlånas")


ACTIVE = [HoldState.WAITING, HoldState.IN_TRANSIT, HoldState.READY]
CAPTURED = [HoldState.IN_TRANSIT, HoldState.READY]


class Hold(models.Model):
    """A patron's place in the queue of a title, or of one certain item (`item`)."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="holds")
    record = models.ForeignKey(BibRecord, on_delete=models.PROTECT, related_name="holds")
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="+", help_text="only this item")
    patron = models.ForeignKey(Patron, null=True, on_delete=models.PROTECT, related_name="holds")
    pickup_library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="holds")
    state = models.CharField(max_length=13, choices=HoldState.choices, default=HoldState.WAITING)
    placed_at = models.DateTimeField()
    needed_until = models.DateField(null=True, blank=True)
    suspended_from = models.DateField(null=True, blank=True)
    suspended_until = models.DateField(
        null=True, blank=True, help_text="the last day of the pause; blank: till resumed"
    )
    # Jumping the queue needs permission and reason, and shows in a list for all heads.
    jumped_at = models.DateTimeField(null=True, blank=True)
    jumped_by = models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, related_name="+")
    jump_reason = models.CharField(max_length=200, blank=True)
    # Counts only while no copy is left (queries.hopeless_holds); a copy that comes is captured as ever.
    outlook = models.CharField(max_length=12, blank=True, default="", db_default="", choices=Outlook.choices)
    outlook_at = models.DateTimeField(null=True)
    outlook_by = models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, related_name="+")
    captured_item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="captured_holds")
    captured_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True, help_text="stands on the hold shelf since")
    pickup_code = models.CharField(max_length=8, blank=True, help_text="on the slip instead of a name")
    told_at = models.DateTimeField(null=True, help_text="the patron was told; shelf days count from here")
    shelf_until = models.DateField(null=True, help_text="last day to fetch it")
    ended_at = models.DateTimeField(null=True)
    # Kept for the statistics, without the patron.
    channel = models.CharField(max_length=10)
    placed_library = models.ForeignKey(Library, null=True, on_delete=models.PROTECT, related_name="+")
    patron_municipality_id = models.BigIntegerField(null=True)
    category_code = models.CharField(max_length=20, blank=True)
    is_child = models.BooleanField(default=False)
    media_type_code = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=3, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="hold_state_is_known", condition=Q(state__in=HoldState.values)),
            models.UniqueConstraint(
                name="hold_one_captured_per_item",
                fields=["captured_item"],
                condition=Q(state__in=["in_transit", "ready"]),
            ),
            models.UniqueConstraint(
                name="hold_one_active_per_patron_and_title",
                fields=["patron", "record"],
                condition=Q(state__in=["waiting", "in_transit", "ready"]),
            ),
            models.CheckConstraint(
                name="hold_captured_has_an_item",
                condition=Q(state__in=["in_transit", "ready"], captured_item__isnull=False)
                | (~Q(state__in=["in_transit", "ready"]) & Q(captured_item__isnull=True)),
            ),
            models.CheckConstraint(
                name="hold_active_has_patron_ended_has_none",
                condition=Q(state__in=["waiting", "in_transit", "ready"], patron__isnull=False, ended_at__isnull=True)
                | (
                    ~Q(state__in=["waiting", "in_transit", "ready"])
                    & Q(patron__isnull=True)
                    & Q(ended_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="hold_ready_has_a_code",
                condition=(Q(state="ready") & Q(ready_at__isnull=False) & ~Q(pickup_code="")) | ~Q(state="ready"),
            ),
            models.CheckConstraint(
                name="hold_jump_has_a_reason", condition=Q(jumped_at__isnull=True) | ~Q(jump_reason="")
            ),
            models.CheckConstraint(
                name="hold_outlook_is_known_and_has_a_time",
                condition=Q(outlook="", outlook_at__isnull=True, outlook_by__isnull=True)
                | Q(outlook__in=["buying", "interlibrary"], outlook_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="hold_code_once_per_shelf",
                fields=["pickup_library", "pickup_code"],
                condition=Q(state="ready"),
            ),
        ]
        indexes = [
            models.Index(
                F("work_id"),
                F("jumped_at").asc(nulls_last=True),
                F("placed_at"),
                F("id"),
                name="hold_queue",
                condition=Q(state__in=["waiting", "in_transit", "ready"]),
            ),
            models.Index(
                fields=["patron"], name="hold_by_patron", condition=Q(state__in=["waiting", "in_transit", "ready"])
            ),
            models.Index(fields=["pickup_library", "shelf_until"], name="hold_shelf", condition=Q(state="ready")),
            models.Index(fields=["pickup_library"], name="hold_waiting_for", condition=Q(state="waiting")),
            # For the warning before a hold lapses.
            models.Index(fields=["needed_until"], name="hold_needed_until", condition=Q(state="waiting")),
            # Small: jumping the queue is rare, and shown to all heads.
            models.Index(fields=["-jumped_at", "-id"], name="hold_jumped", condition=Q(jumped_at__isnull=False)),
        ]


class PullSlip(models.Model):
    """One row of a pull list: fetch this item for this hold."""

    class State(models.TextChoices):
        OPEN = "open"
        CLAIMED = "claimed"
        PICKED = "picked"
        NOT_FOUND = "not_found"
        WITHDRAWN = "withdrawn"

    hold = models.ForeignKey(Hold, on_delete=models.CASCADE, related_name="pull_slips")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="pull_slips")
    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="pull_slips")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    created_at = models.DateTimeField()
    claimed_by = models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    why = models.JSONField(default=dict, help_text="why this copy: which came second and on what")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="pull_slip_one_open_per_hold", fields=["hold"], condition=Q(state__in=["open", "claimed"])
            ),
            models.UniqueConstraint(
                name="pull_slip_one_open_per_item", fields=["item"], condition=Q(state__in=["open", "claimed"])
            ),
        ]
        indexes = [
            models.Index(
                fields=["library", "created_at"], name="pull_list", condition=Q(state__in=["open", "claimed"])
            ),
        ]
