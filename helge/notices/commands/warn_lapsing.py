"""Warn by e-mail, once, before a hold that still waits lapses (requirement 64)."""

from datetime import datetime, timedelta

from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef

from helge.consortium.occasion import STOCKHOLM
from helge.holds.models import Hold, HoldState
from helge.notices.commands.queue_notice import has_mail, queue_notice
from helge.notices.models import Notice, NoticeKind

WARN_DAYS = 30
"""Calendar days before the last day of waiting."""


def warn_lapsing(now: datetime) -> int:
    """Queue a warning for each waiting hold that lapses within `WARN_DAYS`; returns how many.

    Who chose a day that near when reserving needs no warning, and nobody is called about it. A hold that was
    extended is warned of again, a whole period later.
    """
    today = now.astimezone(STOCKHOLM).date()
    window_opened = ExpressionWrapper(F("needed_until") - timedelta(days=WARN_DAYS), output_field=DateTimeField())
    warned = Notice.objects.filter(
        kind=NoticeKind.HOLD_LAPSING, hold_id=OuterRef("pk"), created_at__gt=now - timedelta(days=WARN_DAYS + 1)
    )
    lapsing = Hold.objects.filter(
        ~Exists(warned),
        state=HoldState.WAITING,
        needed_until__range=(today, today + timedelta(days=WARN_DAYS)),
        placed_at__lt=window_opened,
        patron__isnull=False,
    )
    queued = 0
    for hold in lapsing.order_by("pk"):
        if has_mail(hold.patron_id or 0):
            queue_notice(NoticeKind.HOLD_LAPSING, hold, now, send_at=now)
            queued += 1
    return queued
