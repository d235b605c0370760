"""Bibliographic records: one edition or release, described in MARC 21.

MARC is the source; the other columns are what `catalogue.rules.describe` reads out of it, kept
here for lists and search, and rewritten whenever the MARC changes.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helge.consortium.models import StaffMember

from .work import Work


class Audience(models.TextChoices):
    ADULT = "adult", _("vuxna")
    YOUTH = "youth", _("unga")
    CHILD = "child", _("barn")


class BibRecord(models.Model):
    """One edition. `marc` is MARC-in-JSON as pymarc writes it, whole."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="records")
    marc = models.JSONField()
    control_number = models.CharField(max_length=60, blank=True, help_text="001 of the source")
    control_source = models.CharField(max_length=20, blank=True, help_text="003, or who sent the file")
    title = models.TextField()
    subtitle = models.TextField(blank=True)
    responsibility = models.TextField(blank=True, help_text="as on the title page")
    author = models.CharField(max_length=300, blank=True, help_text="heading: Lindgren, Astrid, 1907-2002")
    people = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    edition = models.CharField(max_length=200, blank=True)
    publisher = models.CharField(max_length=300, blank=True)
    year = models.SmallIntegerField(null=True, blank=True)
    languages = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    # The media type is a row of inventory, one floor up, so it is named by its code.
    media_type = models.CharField(max_length=20, default="unknown")
    audience = models.CharField(max_length=6, choices=Audience.choices, default=Audience.ADULT)
    is_fiction = models.BooleanField(null=True)
    subjects = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    series = models.CharField(max_length=300, blank=True)
    series_number = models.CharField(max_length=40, blank=True)
    classification = models.CharField(max_length=60, blank=True, help_text="SAB first, else DDC")
    isbns = ArrayField(models.CharField(max_length=13), default=list, blank=True, help_text="ISBN-13 digits, or ISSN")
    age_limit = models.PositiveSmallIntegerField(null=True, blank=True, help_text="years, for films")
    extent = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    contents = models.TextField(blank=True)
    title_sort = models.TextField(help_text="foundation.swedish.sort_key", db_collation="C")
    author_sort = models.TextField(blank=True, db_collation="C")
    is_suppressed = models.BooleanField(default=False, help_text="hidden from the public: quick-add, in work")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="record_one_per_control_number",
                fields=["control_source", "control_number"],
                condition=~Q(control_number=""),
            ),
            models.CheckConstraint(name="record_audience_is_known", condition=Q(audience__in=Audience.values)),
        ]
        indexes = [
            GinIndex(fields=["isbns"], name="record_by_isbn"),
            models.Index(fields=["-created_at", "-id"], name="record_newest"),
            models.Index(fields=["title_sort"], name="record_by_title"),
        ]

    def __str__(self) -> str:
        return self.title


class RecordVersion(models.Model):
    """The MARC of a record as it was before a change, and who changed it."""

    record = models.ForeignKey(BibRecord, on_delete=models.CASCADE, related_name="versions")
    marc = models.JSONField()
    replaced_at = models.DateTimeField()
    staff_member = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL)


class Redirect(models.Model):
    """An old record number that now leads to another record: addresses never die."""

    old_id = models.BigIntegerField(primary_key=True)
    record = models.ForeignKey(BibRecord, on_delete=models.CASCADE, related_name="redirects")
