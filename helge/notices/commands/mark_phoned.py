"""Staff have called: the row leaves the phone list."""

from django.db import transaction

from helge.consortium.occasion import Occasion
from helge.journal.commands.record import record
from helge.notices.models import Notice, NoticeState


@transaction.atomic
def mark_phoned(notice_id: int, *, occasion: Occasion) -> Notice | None:
    """Note that the patron was called; None when the row is no longer on the list."""
    notice = Notice.objects.select_for_update().filter(pk=notice_id, state=NoticeState.PHONE).first()
    if notice is None:
        return None
    notice.state = NoticeState.PHONED
    notice.sent_at = occasion.at
    notice.phoned_by_id = occasion.staff_id
    notice.save(update_fields=["state", "sent_at", "phoned_by"])
    record("PatronPhoned", occasion, hold_id=notice.hold_id, why={"notice": notice.pk})
    return notice
