"""Reading an uploaded file and taking an import back: what the worker does, telling how far it has come."""

from dataclasses import replace

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from helge.consortium import queries as consortium
from helge.consortium.occasion import Channel, Occasion
from helge.consortium.queries import permissions_of
from helge.foundation.refusals import Refused
from helge.intake.commands.import_batch import import_batch
from helge.intake.commands.undo_batch import undo_batch
from helge.interfaces.staff import long_work
from helge.interfaces.staff.long_work import Progress


def read_upload(
    token: str, library_code: str, source: str, staff_id: int, language: str, *, is_last_try: bool = False
) -> None:
    """Read an uploaded file into the catalogue. A refusal ends the work with its reason; a fault is tried again."""
    path = long_work.file_in(token)
    if path is None:
        return
    told = replace(long_work.progress_of(token) or Progress(), state="working")
    long_work.tell(token, told)

    def tell(records: int, done_bytes: int) -> None:
        long_work.tell(token, replace(told, records=records, done_bytes=done_bytes))

    with translation.override(language):
        try:
            batch = import_batch(
                path, library_code=library_code, source=source, occasion=_by(staff_id, library_code), progress=tell
            )
        except Refused as no:
            long_work.finish(token, state="failed", told=" ".join(str(refusal.message) for refusal in no.refusals))
        except Exception:
            said = _("Läsningen avbröts och fortsätter strax.")
            if is_last_try:
                said = _("Läsningen avbröts flera gånger. Läs in samma fil igen, så fortsätter den där den slutade.")
            long_work.tell(token, replace(told, state="failed" if is_last_try else "again", told=said))
            raise
        else:
            long_work.finish(token, state="done", records=batch.read_count, batch_id=batch.pk)


def take_back(batch_id: int, library_code: str, staff_id: int, language: str) -> None:
    """Take an import back; what somebody has used since stays."""
    token = undo_token(batch_id)
    long_work.tell(token, Progress("working", batch_id=batch_id))
    with translation.override(language):
        try:
            undone = undo_batch(batch_id, occasion=_by(staff_id, library_code))
        except Refused as no:
            told = " ".join(str(refusal.message) for refusal in no.refusals)
            long_work.tell(token, Progress("failed", batch_id=batch_id, told=told))
        else:
            said = _("%(records)d titlar och %(items)d exemplar togs bort, %(restored)d titlar blev som förut.") % {
                "records": undone.removed_records,
                "items": undone.removed_items,
                "restored": undone.restored_records,
            }
            kept = len(undone.kept_record_ids) + len(undone.kept_item_ids)
            if kept:
                said += " " + _("%(kept)d står kvar: de har använts sedan dess.") % {"kept": kept}
            long_work.tell(token, Progress("done", batch_id=batch_id, told=said))


def undo_token(batch_id: int) -> str:
    return f"undo-{batch_id}"


def _by(staff_id: int, library_code: str) -> Occasion:
    """The colleague who asked, with what they may do at this moment."""
    place = consortium.place_of(library_code)
    occasion = Occasion(at=timezone.now(), library=place, channel=Channel.IMPORT, staff_id=staff_id)
    return replace(occasion, permissions=permissions_of(staff_id, place, occasion.today))
