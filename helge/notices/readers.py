"""The notices' reader of the journal: a hold is ready, so its patron is to be told."""

from datetime import datetime, timedelta

from django.conf import settings

from helge.holds.models import Hold, HoldState
from helge.journal.models import Event
from helge.notices.models import Notice, NoticeState
from helge.patrons.models import ChannelKind, ContactChannel, Patron

HEARS = ("HoldReady",)


def notices(event: Event, now: datetime) -> None:
    """Queue the message of a hold that is ready now; looks at the present, not at the event."""
    hold = Hold.objects.filter(pk=event.hold_id or 0, state=HoldState.READY, told_at__isnull=True).first()
    if hold is None or hold.patron_id is None:
        return
    language = Patron.objects.values_list("language", flat=True).get(pk=hold.patron_id)
    Notice.objects.get_or_create(
        kind="hold_ready",
        hold_id=hold.pk,
        state=NoticeState.QUEUED,
        defaults={
            "patron_id": hold.patron_id,
            "library_id": hold.pickup_library_id,
            "channel": _channel(hold.patron_id),
            "language": language,
            "created_at": now,
            "next_attempt_at": max(now, event.at + timedelta(seconds=settings.NOTICE_DELAY_SECONDS)),
        },
    )


def _channel(patron_id: int) -> str:
    """E-mail when there is an address that has not failed; else a call."""
    has_mail = ContactChannel.objects.filter(
        patron_id=patron_id, kind=ChannelKind.EMAIL, failed_at__isnull=True
    ).exists()
    return ChannelKind.EMAIL if has_mail else ChannelKind.PHONE
