"""The notices' reader of the journal: a hold is ready, so its patron is to be told."""

from datetime import datetime, timedelta

from django.conf import settings

from helge.holds.models import Hold, HoldState
from helge.journal.models import Event
from helge.notices.commands.queue_notice import queue_notice
from helge.notices.models import NoticeKind

HEARS = ("HoldReady",)


def notices(event: Event, now: datetime) -> None:
    """Queue the message of a hold that is ready now; looks at the present, not at the event."""
    hold = Hold.objects.filter(pk=event.hold_id or 0, state=HoldState.READY, told_at__isnull=True).first()
    if hold is None or hold.patron_id is None:
        return
    send_at = max(now, event.at + timedelta(seconds=settings.NOTICE_DELAY_SECONDS))
    queue_notice(NoticeKind.HOLD_READY, hold, now, send_at=send_at)
