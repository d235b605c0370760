"""When a library is open, and the days it is not."""

from django.db import models
from django.db.models import F, Q

from .organisation import Library, Municipality


class OpeningHours(models.Model):
    """One open span of a weekday (Monday is 0) in a period; staffed or self-service."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()
    is_staffed = models.BooleanField(default=True)
    on_holidays = models.BooleanField(default=False, help_text="also on public holidays: open all days of the year")
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)
    is_assumed = models.BooleanField(default=False)

    class Meta:
        ordering = ["library", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(name="opening_hours_weekday_is_real", condition=Q(weekday__lte=6)),
            models.CheckConstraint(name="opening_hours_close_after_open", condition=Q(closes__gt=F("opens"))),
        ]


class ClosedDay(models.Model):
    """A day (or span of days) when a library, a municipality or all are closed.

    Blank library and municipality means every library. Swedish public holidays are not rows:
    they come from the calendar rule; `ClosedDay` adds to them.
    """

    library = models.ForeignKey(Library, null=True, blank=True, on_delete=models.CASCADE, related_name="closed_days")
    municipality = models.ForeignKey(Municipality, null=True, blank=True, on_delete=models.CASCADE)
    from_date = models.DateField()
    to_date = models.DateField()
    reason = models.CharField(max_length=120)

    class Meta:
        ordering = ["from_date"]
        constraints = [
            models.CheckConstraint(name="closed_day_ends_after_it_starts", condition=Q(to_date__gte=F("from_date"))),
            models.CheckConstraint(
                name="closed_day_has_one_owner", condition=Q(library__isnull=True) | Q(municipality__isnull=True)
            ),
        ]
