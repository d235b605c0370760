"""Import batches: how records and items arrive, every row accounted for."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from helge.catalogue.models import BibRecord, RecordVersion
from helge.consortium.models import Library, StaffMember


class ImportBatch(models.Model):
    """One file (or delivery) and what became of it: read = created + updated + unchanged + review + rejected."""

    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    source = models.CharField(max_length=20, blank=True, help_text="control numbers of the file belong to this source")
    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="import_batches")
    staff_member = models.ForeignKey(StaffMember, null=True, on_delete=models.PROTECT)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True, help_text="what nobody had touched was taken out again")
    read_count = models.PositiveIntegerField(default=0)
    created_count = models.PositiveIntegerField(default=0)
    updated_count = models.PositiveIntegerField(default=0)
    unchanged_count = models.PositiveIntegerField(default=0)
    review_count = models.PositiveIntegerField(default=0)
    rejected_count = models.PositiveIntegerField(default=0)
    items_created_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["sha256"], name="import_batch_by_file")]
        constraints = [
            models.CheckConstraint(
                name="import_batch_adds_up",
                condition=Q(finished_at__isnull=True)
                | Q(
                    read_count=models.F("created_count")
                    + models.F("updated_count")
                    + models.F("unchanged_count")
                    + models.F("review_count")
                    + models.F("rejected_count")
                ),
            ),
        ]


class ImportRow(models.Model):
    """One record of a batch, its place in the file, what became of it and why."""

    class Outcome(models.TextChoices):
        CREATED = "created"
        UPDATED = "updated"
        UNCHANGED = "unchanged"
        REVIEW = "review"
        REJECTED = "rejected"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField(help_text="1 is the first record of the file")
    byte_offset = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.TextField(blank=True)
    raw = models.BinaryField(null=True, help_text="kept for what was rejected or needs review, to mend and retry")
    record = models.ForeignKey(BibRecord, null=True, on_delete=models.SET_NULL, related_name="import_rows")
    item_ids = ArrayField(models.BigIntegerField(), default=list, blank=True, help_text="the items that this row made")
    replaced_version = models.ForeignKey(
        RecordVersion, null=True, on_delete=models.SET_NULL, related_name="import_rows", help_text="the record before"
    )

    class Meta:
        ordering = ["batch", "position"]
        constraints = [models.UniqueConstraint(name="import_row_once_per_position", fields=["batch", "position"])]
