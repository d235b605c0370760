"""Put a message about a hold in the queue; `send_due` words it and sends it when its time has come."""

from datetime import datetime

from helge.holds.models import Hold
from helge.notices.models import Notice, NoticeKind, NoticeState
from helge.patrons.models import ChannelKind, ContactChannel, Patron


def queue_notice(kind: NoticeKind, hold: Hold, now: datetime, *, send_at: datetime) -> Notice:
    """Queue one message of this kind to the patron of an active hold; the one that waits already, when there is one."""
    assert hold.patron_id is not None, "an ended hold has nobody to tell"
    language = Patron.objects.values_list("language", flat=True).get(pk=hold.patron_id)
    notice, _is_new = Notice.objects.get_or_create(
        kind=kind,
        hold_id=hold.pk,
        state=NoticeState.QUEUED,
        defaults={
            "patron_id": hold.patron_id,
            "library_id": hold.pickup_library_id,
            "channel": ChannelKind.EMAIL if has_mail(hold.patron_id) else ChannelKind.PHONE,
            "language": language,
            "created_at": now,
            "next_attempt_at": send_at,
        },
    )
    return notice


def has_mail(patron_id: int) -> bool:
    """Whether there is an address that has not failed; else somebody calls."""
    channels = ContactChannel.objects.filter(patron_id=patron_id, kind=ChannelKind.EMAIL, failed_at__isnull=True)
    return channels.exists()
