"""The read-only questions about imports that the doors may ask."""

from typing import Any

from helge.intake.models import ImportBatch, ImportRow

OPEN = (ImportRow.Outcome.REVIEW, ImportRow.Outcome.REJECTED)


def latest_batches(limit: int = 50) -> list[ImportBatch]:
    """Imports, the newest first."""
    return list(ImportBatch.objects.select_related("library", "staff_member").order_by("-started_at", "-pk")[:limit])


def account_of(batch: ImportBatch) -> dict[str, Any]:
    """What came in and what became of it: read is the sum of the five that follow."""
    return {
        "file": batch.file_name,
        "batch": batch.pk,
        "sha256": batch.sha256,
        "read": batch.read_count,
        "created": batch.created_count,
        "updated": batch.updated_count,
        "unchanged": batch.unchanged_count,
        "review": batch.review_count,
        "rejected": batch.rejected_count,
        "items_created": batch.items_created_count,
        "is_finished": batch.finished_at is not None,
        "is_undone": batch.undone_at is not None,
    }


def open_rows(batch_id: int) -> list[dict[str, Any]]:
    """The records of a batch that somebody has to look at: where in the file, and why."""
    columns = ("id", "position", "byte_offset", "outcome", "reason", "record_id")
    return list(ImportRow.objects.filter(batch_id=batch_id, outcome__in=OPEN).order_by("position").values(*columns))


def rows_of(batch_id: int, outcome: str = "", *, limit: int = 100, after: int = 0) -> list[ImportRow]:
    """Rows of a batch in the order of the file, those after position `after`; without their raw bytes."""
    rows = (
        ImportRow.objects.filter(batch_id=batch_id, position__gt=after)
        .select_related("record")
        .defer("raw", "record__marc")
    )
    return list((rows.filter(outcome=outcome) if outcome else rows).order_by("position")[:limit])
