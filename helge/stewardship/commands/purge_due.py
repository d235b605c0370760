"""The nightly round that removes what has had its time (docs/privacy.md)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from helge.circulation.models import UndoMemo
from helge.consortium.models import LoginAttempt
from helge.consortium.occasion import STOCKHOLM
from helge.fees.models import Charge
from helge.fees.queries import debt_ore
from helge.journal.models import ScanAnswer
from helge.notices.models import Notice, NoticeState
from helge.patrons.commands.forget import forget_old_lookups, forget_ties_of_grown_ups

UNDO_MINUTES = 10
SCAN_ANSWER_DAYS = 30
LOGIN_ATTEMPT_DAYS = 1
NOTICE_DAYS = 90


@dataclass(frozen=True)
class Purged:
    """How many rows of each kind were removed or blanked."""

    undo_memos: int
    scan_answers: int
    login_attempts: int
    notices: int
    charge_causes: int
    lookups: int
    ties_of_grown_ups: int


def forget_undo_memos(now: datetime) -> int:
    """Remove what desks could still take back ten minutes ago; runs every few minutes."""
    return UndoMemo.objects.filter(at__lt=now - timedelta(minutes=UNDO_MINUTES)).delete()[0]


@transaction.atomic
def purge_due(now: datetime) -> Purged:
    """Remove everything whose time has come; run twice, the second finds nothing."""
    return Purged(
        undo_memos=forget_undo_memos(now),
        scan_answers=ScanAnswer.objects.filter(at__lt=now - timedelta(days=SCAN_ANSWER_DAYS)).delete()[0],
        login_attempts=LoginAttempt.objects.filter(at__lt=now - timedelta(days=LOGIN_ATTEMPT_DAYS)).delete()[0],
        notices=Notice.objects.exclude(state__in=[NoticeState.QUEUED, NoticeState.PHONE])
        .filter(created_at__lt=now - timedelta(days=NOTICE_DAYS))
        .delete()[0],
        charge_causes=_forget_settled_causes(),
        lookups=forget_old_lookups(now),
        ties_of_grown_ups=forget_ties_of_grown_ups(now.astimezone(STOCKHOLM).date()),
    )


def _forget_settled_causes() -> int:
    """A patron who owes nothing: their charges no longer say which loan they were for."""
    with_cause = Charge.objects.filter(cause_kind__in=["loan", "renewal"], cause_id__isnull=False, patron__isnull=False)
    settled = [
        patron_id for patron_id in with_cause.values_list("patron_id", flat=True).distinct() if debt_ore(patron_id) == 0
    ]
    return with_cause.filter(patron_id__in=settled).update(cause_id=None)
