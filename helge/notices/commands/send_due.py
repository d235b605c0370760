"""Send what is due: all of one kind to one patron from one library in one e-mail, the rest to the phone list."""

import logging
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from helge.consortium import queries as consortium
from helge.consortium.occasion import Channel, Occasion
from helge.holds.commands.mark_told import last_shelf_day, mark_told
from helge.holds.models import Hold, HoldState
from helge.notices.commands.forget_ended import forget_ended
from helge.notices.commands.warn_lapsing import WARN_DAYS
from helge.notices.gateways.mail import AddressRefused, send_mail
from helge.notices.models import Notice, NoticeKind, NoticeState
from helge.notices.rules.words import LapsingHold, Message, ReadyHold, hold_cancelled, hold_lapsing, hold_ready
from helge.patrons.models import ChannelKind, ContactChannel

log = logging.getLogger("helge.notices")

# A message that a worker took and did not finish (it was killed) is taken again after this.
LEASE = timedelta(minutes=5)
TRIES = 5
MOST_AT_ONCE = 200
# What messages have in common that go in one e-mail.
TOGETHER = ("patron_id", "library_id", "channel", "kind")

# A message and the hold it tells of.
Told = tuple[Notice, Hold]


def send_due(now: datetime) -> int:
    """Send every queued message whose time has come; returns how many were dealt with.

    Taking, sending and noting are three steps: the mail server is never waited for in a transaction. A worker
    killed between sending and noting sends once more, rather than never.
    """
    forget_ended()
    taken = _take(now)
    for _same, group in groupby(taken, key=attrgetter(*TOGETHER)):
        _deal_with(list(group), now)
    return len(taken)


@transaction.atomic
def _take(now: datetime) -> list[Notice]:
    due = list(
        Notice.objects.select_for_update(skip_locked=True)
        .filter(state=NoticeState.QUEUED, next_attempt_at__lte=now)
        .order_by(*TOGETHER, "id")[:MOST_AT_ONCE]
    )
    for notice in due:
        notice.attempts += 1
        notice.next_attempt_at = now + LEASE
    Notice.objects.bulk_update(due, ["attempts", "next_attempt_at"])
    return due


def _deal_with(group: list[Notice], now: datetime) -> None:
    occasion = Occasion(at=now, library=None, channel=Channel.ROUND)
    told = [(notice, hold) for notice in group if (hold := _still_true(notice, now, occasion)) is not None]
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


def _still_true(notice: Notice, now: datetime, occasion: Occasion) -> Hold | None:
    """The hold that the message tells of, or None when there is nothing to tell any more.

    Nobody is told yet: the last shelf day is only counted, and the shelf days begin when the message has gone.
    """
    hold = Hold.objects.filter(_to_tell(notice.kind, occasion), pk=notice.hold_id or 0).first()
    if hold is None:
        _drop([notice])
    elif notice.kind == NoticeKind.HOLD_READY:
        hold.told_at = now
        hold.shelf_until = last_shelf_day(hold, occasion)
    return hold


def _to_tell(kind: str, occasion: Occasion) -> Q:
    """In which state a hold must be for a message of this kind to be true."""
    match NoticeKind(kind):
        case NoticeKind.HOLD_READY:
            return Q(state=HoldState.READY, told_at__isnull=True)
        case NoticeKind.HOLD_CANCELLED:
            return Q(state=HoldState.CANCELLED)
        case NoticeKind.HOLD_LAPSING:
            soon = occasion.today + timedelta(days=WARN_DAYS)
            return Q(state=HoldState.WAITING, needed_until__range=(occasion.today, soon))


def _drop(notices: list[Notice]) -> None:
    for notice in notices:
        notice.state, notice.next_attempt_at = NoticeState.DROPPED, None
    Notice.objects.bulk_update(notices, ["state", "next_attempt_at"])


def _words(holds: list[Hold], notice: Notice) -> Message:
    library = consortium.library(notice.library_id)
    match NoticeKind(notice.kind):
        case NoticeKind.HOLD_CANCELLED:
            titles = [hold.record.title for hold in holds]
            return hold_cancelled(
                titles, library=library.name, address=f"{settings.BASE_URL}/sok", language=notice.language
            )
        case NoticeKind.HOLD_LAPSING:
            lapsing = [LapsingHold(hold.record.title, hold.needed_until) for hold in holds if hold.needed_until]
            return hold_lapsing(lapsing, address=f"{settings.BASE_URL}/mina-sidor", language=notice.language)
    return hold_ready(
        [ReadyHold(hold.record.title, hold.pickup_code, hold.shelf_until) for hold in holds],
        library=library.name,
        shelf=library.hold_shelf_name,
        address=f"{settings.BASE_URL}/mina-sidor",
        language=notice.language,
    )


def _tell_by_phone(told: list[Told], now: datetime, occasion: Occasion, *, error: str = "") -> None:
    """Put the rows on the library's phone list; the shelf days begin. Nobody is called with a mere warning."""
    if told[0][0].kind == NoticeKind.HOLD_LAPSING:
        _drop([notice for notice, _hold in told])
        return
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
        if notice.kind == NoticeKind.HOLD_READY:
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
