"""Send what is due: all of one patron at one library in one e-mail, the rest to the phone list."""

import logging
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from helge.consortium import queries as consortium
from helge.consortium.occasion import Channel, Occasion
from helge.holds.commands.mark_told import mark_told
from helge.holds.models import Hold, HoldState
from helge.notices.gateways.mail import AddressRefused, send_mail
from helge.notices.models import Notice, NoticeState
from helge.notices.rules.words import Message, ReadyHold, hold_ready
from helge.patrons.models import ChannelKind, ContactChannel

log = logging.getLogger("helge.notices")

# A message that a worker took and did not finish (it was killed) is taken again after this.
LEASE = timedelta(minutes=5)
TRIES = 5
MOST_AT_ONCE = 200


def send_due(now: datetime) -> int:
    """Send every queued message whose time has come; returns how many were dealt with.

    Taking, sending and noting are three steps: the mail server is never waited for in a transaction.
    """
    taken = _take(now)
    for (_patron, _library), group in groupby(taken, key=lambda notice: (notice.patron_id, notice.library_id)):
        _deal_with(list(group), now)
    return len(taken)


@transaction.atomic
def _take(now: datetime) -> list[Notice]:
    due = list(
        Notice.objects.select_for_update(skip_locked=True)
        .filter(state=NoticeState.QUEUED, next_attempt_at__lte=now)
        .order_by("patron_id", "library_id", "id")[:MOST_AT_ONCE]
    )
    for notice in due:
        notice.attempts += 1
        notice.next_attempt_at = now + LEASE
    Notice.objects.bulk_update(due, ["attempts", "next_attempt_at"])
    return due


def _deal_with(group: list[Notice], now: datetime) -> None:
    occasion = Occasion(at=now, library=None, channel=Channel.ROUND)
    told = [(notice, hold) for notice in group if (hold := _still_ready(notice, now, occasion)) is not None]
    if not told:
        return
    notices = [notice for notice, _hold in told]
    first = notices[0]
    address = (
        ContactChannel.objects.filter(patron_id=first.patron_id or 0, kind=ChannelKind.EMAIL)
        .values_list("value", flat=True)
        .first()
        if first.channel == ChannelKind.EMAIL
        else None
    )
    if address is None:
        _note(notices, NoticeState.PHONE, now)
        return
    message = _words([hold for _notice, hold in told], first)
    try:
        send_mail(address, message.subject, message.body)
    except AddressRefused as refused:
        ContactChannel.objects.filter(patron_id=first.patron_id or 0, kind=ChannelKind.EMAIL).update(failed_at=now)
        _note(
            notices, NoticeState.PHONE, now, error=_("E-postadressen tar inte emot post (%(why)s).") % {"why": refused}
        )
    except OSError as fault:
        _try_later(notices, now, fault)
    else:
        _note(notices, NoticeState.SENT, now)


def _still_ready(notice: Notice, now: datetime, occasion: Occasion) -> Hold | None:
    """The hold with its last day, or None when there is nothing to tell any more (the notice is dropped)."""
    hold = Hold.objects.filter(pk=notice.hold_id or 0, state=HoldState.READY).first()
    if hold is not None:
        mark_told(hold.pk, now, occasion=occasion)
        hold.refresh_from_db()
    if hold is None or hold.state != HoldState.READY:
        notice.state = NoticeState.DROPPED
        notice.save(update_fields=["state"])
        return None
    return hold


def _words(holds: list[Hold], notice: Notice) -> Message:
    library = consortium.library(notice.library_id)
    return hold_ready(
        [ReadyHold(hold.record.title, hold.pickup_code, hold.shelf_until) for hold in holds],
        library=library.name,
        shelf=library.hold_shelf_name,
        address=f"{settings.BASE_URL}/mina-sidor",
        language=notice.language,
    )


def _note(notices: list[Notice], state: NoticeState, now: datetime, *, error: str = "") -> None:
    for notice in notices:
        notice.state = state
        notice.last_error = error
        notice.next_attempt_at = None
        notice.sent_at = now if state == NoticeState.SENT else None
    Notice.objects.bulk_update(notices, ["state", "last_error", "next_attempt_at", "sent_at"])


def _try_later(notices: list[Notice], now: datetime, fault: OSError) -> None:
    """Wait 2, 4, 8 … minutes; after the last try somebody has to call."""
    log.warning("mail server did not take %d messages: %s", len(notices), type(fault).__name__)
    if notices[0].attempts >= TRIES:
        _note(notices, NoticeState.PHONE, now, error=_("E-posten gick inte fram. Ring i stället."))
        return
    for notice in notices:
        notice.last_error = f"{type(fault).__name__}: {fault}"[:300]
        notice.next_attempt_at = now + timedelta(minutes=2**notice.attempts)
    Notice.objects.bulk_update(notices, ["last_error", "next_attempt_at"])
