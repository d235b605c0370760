"""Import a file of records with their items, so that every record of it is accounted for."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _

from helge.consortium import queries as consortium
from helge.consortium.occasion import Occasion
from helge.foundation.batches import in_batches
from helge.foundation.refusals import Refusal, Refused
from helge.intake.commands.loading import count_outcomes, load_portion, write_rows
from helge.intake.commands.reading import Setting
from helge.intake.models import ImportBatch, ImportRow
from helge.intake.readers import Piece, UnreadableFile, open_records, sha256_of
from helge.intake.rules.items import Libraries
from helge.inventory import queries as inventory
from helge.inventory.commands.ensure_media_types import ensure_media_types

# Records in one transaction: large enough for COPY to pay, small enough to lose little when killed.
PORTION = 200

# Called after each portion with the batch's records read so far and the number of bytes gone through.
Progress = Callable[[int, int], None]


class ImportRefused(Refused):
    """Nothing was read."""


def import_batch(
    path: Path | str,
    *,
    library_code: str,
    occasion: Occasion,
    source: str = "",
    library_map: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> ImportBatch:
    """Import a file; copies that name no library of ours go to `library_code`. Returns the finished batch.

    `source` names whose control numbers 001 holds, when 003 does not. `library_map` leads the file's library codes to
    ours. A file that was being imported when the power went is taken up where it stopped; one that was imported before
    changes nothing. Raises ImportRefused for an unknown library or while somebody else imports the same file.
    """
    path = Path(path)
    codes = {facts.code.upper(): facts.id for facts in consortium.libraries().values()}
    if library_code.upper() not in codes:
        message = _("Biblioteket %(code)s finns inte.") % {"code": library_code}
        raise ImportRefused([Refusal("no_such_library", message, field="library")])
    for foreign, ours in (library_map or {}).items():
        codes[foreign.strip().upper()] = consortium.library(ours).id
    libraries = Libraries(codes, codes[library_code.upper()], inventory.departments())
    digest = sha256_of(path)
    with _alone(digest):
        ensure_media_types()
        batch = _open_batch(path, digest, source, libraries.chosen_id, occasion)
        earlier = _imported_before(batch)
        if earlier:
            _repeat(batch, earlier, occasion)
        else:
            setting = Setting(batch.pk, source, consortium.library(libraries.chosen_id).code, libraries)
            _load(path, batch, setting, occasion, progress)
        ImportBatch.objects.filter(pk=batch.pk).update(finished_at=occasion.at)
    batch.refresh_from_db()
    return batch


@contextmanager
def _alone(digest: str) -> Iterator[None]:
    """One import of a file at a time. The lock belongs to the connection: a killed import holds none."""
    key = int(digest[:15], 16)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        (is_mine,) = cursor.fetchone() or (False,)
    if not is_mine:
        raise ImportRefused([Refusal("import_under_way", _("Filen läses redan in just nu."))])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def _open_batch(path: Path, digest: str, source: str, library_id: int, occasion: Occasion) -> ImportBatch:
    """The batch that was interrupted, or a new one."""
    same = {"sha256": digest, "source": source, "library_id": library_id}
    interrupted = ImportBatch.objects.filter(**same, finished_at__isnull=True, undone_at__isnull=True).first()
    return interrupted or ImportBatch.objects.create(
        **same, file_name=path.name[:200], staff_member_id=occasion.staff_id, started_at=occasion.at
    )


def _imported_before(batch: ImportBatch) -> ImportBatch | None:
    return (
        ImportBatch.objects.filter(
            sha256=batch.sha256,
            source=batch.source,
            library_id=batch.library_id,
            finished_at__isnull=False,
            undone_at__isnull=True,
        )
        .exclude(pk=batch.pk)
        .order_by("-pk")
        .first()
    )


def _load(path: Path, batch: ImportBatch, setting: Setting, occasion: Occasion, progress: Progress | None) -> None:
    done = ImportRow.objects.filter(batch=batch).order_by("-position").values_list("position", flat=True).first() or 0
    read = done
    for pieces in in_batches(_pieces_after(path, done), PORTION):
        with transaction.atomic():
            write_rows(load_portion(pieces, setting, occasion=occasion), batch)
        read += len(pieces)
        if progress:
            progress(read, pieces[-1].byte_offset + len(pieces[-1].raw))


def _pieces_after(path: Path, position: int) -> Iterator[Piece]:
    """The pieces not yet loaded; a file that is none of ours is one piece that says so."""
    try:
        for piece in open_records(path):
            if piece.position > position:
                yield piece
    except UnreadableFile as why:
        if not position:
            yield Piece(1, 0, b"", "iso2709", str(why))


@transaction.atomic
def _repeat(batch: ImportBatch, earlier: ImportBatch, occasion: Occasion) -> None:
    """The same file again: what was loaded is unchanged, what was rejected or unclear is so still."""
    batch.rows.all().delete()
    ImportBatch.objects.filter(pk=batch.pk).update(
        **dict.fromkeys(
            ["read_count", "created_count", "updated_count", "unchanged_count", "review_count", "rejected_count"], 0
        )
    )
    reason = _("Filen lästes in förut, i import %(number)s.") % {"number": earlier.pk}
    outcomes: Counter[str] = Counter()
    for some in in_batches(earlier.rows.order_by("position").iterator(), 1000):
        rows = []
        for row in some:
            is_open = row.outcome in {"review", "rejected"}
            outcome = row.outcome if is_open else "unchanged"
            outcomes[outcome] += 1
            rows.append(
                ImportRow(
                    batch=batch,
                    position=row.position,
                    byte_offset=row.byte_offset,
                    outcome=outcome,
                    reason=row.reason if is_open else reason,
                    raw=row.raw,
                    record_id=row.record_id,
                )
            )
        ImportRow.objects.bulk_create(rows)
    count_outcomes(batch, outcomes, items=0)
