"""Send what is due: all of one patron at one library in one e-mail, the rest to the phone list."""

import logging
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from helge.consortium import queries as consortium
from helge.consortium.occasion import Channel, Occasion
from helge.holds.commands.mark_told import last_shelf_day, mark_told
from helge.holds.models import Hold, HoldState
from helge.notices.commands.forget_ended import forget_ended
from helge.notices.gateways.mail import AddressRefused, send_mail
from helge.notices.models import Notice, NoticeState
from helge.notices.rules.words import Message, ReadyHold, hold_ready
from helge.patrons.models import ChannelKind, ContactChannel

log = logging.getLogger("helge.notices")

# A message that a worker took and did not finish (it was killed) is taken again after this.
LEASE = timedelta(minutes=5)
TRIES = 5
MOST_AT_ONCE = 200

# A message and the hold it tells of.
Told = tuple[Notice, Hold]


def send_due(now: datetime) -> int:
    """Send every queued message whose time has come; returns how many were dealt with.

    Taking, sending and noting are three steps: the mail server is never waited for in a transaction. A worker
    killed between sending and noting sends once more, rather than never.
    """
    forget_ended()
    taken = _take(now)
    for _same, group in groupby(taken, key=lambda notice: (notice.patron_id, notice.library_id, notice.channel)):
        _deal_with(list(group), now)
    return len(taken)


@transaction.atomic
def _take(now: datetime) -> list[Notice]:
    due = list(
        Notice.objects.select_for_update(skip_locked=True)
        .filter(state=NoticeState.QUEUED, next_attempt_at__lte=now)
        .order_by("patron_id", "library_id", "channel", "id")[:MOST_AT_ONCE]
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
    address = _address(first)
    if address is None:
        _tell_by_phone(told, now, occasion)
        return
    message = _words([hold for _notice, hold in told], first)
    try:
        send_mail(address, message.subject, message.body)
    except AddressRefused as refused:
        ContactChannel.objects.filter(patron_id=first.patron_id or 0, kind=ChannelKind.EMAIL).update(failed_at=now)
        error = _("E-postadressen tar inte emot post (%(why)s).") % {"why": refused}
        _tell_by_phone(told, now, occasion, error=error)
    except OSError as fault:
        _try_later(told, now, occasion, fault)
    else:
        _told(told, NoticeState.SENT, now, occasion)


def _address(notice: Notice) -> str | None:
    """Where to write; None when there is no address, or it has refused mail: then somebody calls."""
    if notice.channel != ChannelKind.EMAIL:
        return None
    channels = ContactChannel.objects.filter(
        patron_id=notice.patron_id or 0, kind=ChannelKind.EMAIL, failed_at__isnull=True
    )
    return channels.values_list("value", flat=True).first()


def _still_ready(notice: Notice, now: datetime, occasion: Occasion) -> Hold | None:
    """The hold with the last day it will have, or None when there is nothing to tell any more.

    Nobody is told yet: the day is only counted, and the shelf days begin when the message has gone.
    """
    hold = Hold.objects.filter(pk=notice.hold_id or 0, state=HoldState.READY, told_at__isnull=True).first()
    if hold is None:
        notice.state = NoticeState.DROPPED
        notice.save(update_fields=["state"])
        return None
    hold.told_at = now
    hold.shelf_until = last_shelf_day(hold, occasion)
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


def _tell_by_phone(told: list[Told], now: datetime, occasion: Occasion, *, error: str = "") -> None:
    """Put the rows on the library's phone list; the shelf days begin."""
    _told(told, NoticeState.PHONE, now, occasion, error=error)


@transaction.atomic
def _told(told: list[Told], state: NoticeState, now: datetime, occasion: Occasion, *, error: str = "") -> None:
    notices = [notice for notice, _hold in told]
    # Several queues in one transaction: by id of their work, as everybody locks them.
    for notice, hold in sorted(told, key=lambda one: (one[1].work_id, one[1].pk)):
        notice.state = state
        notice.last_error = error
        notice.next_attempt_at = None
        notice.sent_at = now if state == NoticeState.SENT else None
        mark_told(hold.pk, now, occasion=occasion)
    Notice.objects.bulk_update(notices, ["state", "last_error", "next_attempt_at", "sent_at"])


def _try_later(told: list[Told], now: datetime, occasion: Occasion, fault: OSError) -> None:
    """Wait 2, 4, 8 … minutes; after the last try somebody has to call."""
    log.warning("mail server did not take %d messages: %s", len(told), type(fault).__name__)
    notices = [notice for notice, _hold in told]
    if notices[0].attempts >= TRIES:
        _tell_by_phone(told, now, occasion, error=_("E-posten gick inte fram. Ring i stället."))
        return
    for notice in notices:
        notice.last_error = f"{type(fault).__name__}: {fault}"[:300]
        notice.next_attempt_at = now + timedelta(minutes=2**notice.attempts)
    Notice.objects.bulk_update(notices, ["last_error", "next_attempt_at"])
