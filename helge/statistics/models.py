"""Counts from day one: loans, renewals, holds and visits, without persons; closed months are frozen."""

from django.db import models

from helge.consortium.models import StaffMember


class DailyCount(models.Model):
    """How many of one kind on one day. Blank dimensions do not apply to the kind.

    A trigger refuses every change to a day of a closed month.
    """

    day = models.DateField()
    kind = models.CharField(max_length=10, help_text="loan, renewal, hold, return, visit")
    library_id = models.BigIntegerField(null=True)
    channel = models.CharField(max_length=10, blank=True)
    owning_municipality_id = models.BigIntegerField(null=True)
    patron_municipality_id = models.BigIntegerField(null=True)
    category_code = models.CharField(max_length=20, blank=True)
    is_child = models.BooleanField(null=True)
    media_type_code = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=3, blank=True)
    number = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["day", "kind"], name="daily_count_by_day")]


class ClosedMonth(models.Model):
    """A month whose counts are final."""

    month = models.DateField(unique=True, help_text="its first day")
    closed_at = models.DateTimeField()
    staff_member = models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT)


class WebVisit(models.Model):
    """Visits to the web catalogue per day and hour: a number, no cookie, no address."""

    day = models.DateField()
    hour = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="web_visit_once_per_hour", fields=["day", "hour"])]
