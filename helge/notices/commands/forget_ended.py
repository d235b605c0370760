"""Let messages about holds that have ended forget which hold it was, and nobody be called about them."""

from django.db import transaction
from django.db.models import Case, F, Q, Value, When

from helge.holds.models import Hold
from helge.notices.models import Notice, NoticeKind, NoticeState

UNSAID = [NoticeState.QUEUED, NoticeState.PHONE]


@transaction.atomic
def forget_ended() -> int:
    """Blank the hold of every message whose hold has ended; returns how many.

    The message still tells staff that it went, but no longer leads from its patron to a title. What was not said
    yet is dropped: nobody is called about a book that has been fetched.
    """
    # That a hold was taken away is told after it has ended; such a message forgets the title once it has been said.
    still_to_say = Q(kind=NoticeKind.HOLD_CANCELLED, state__in=UNSAID)
    ended = Hold.objects.filter(ended_at__isnull=False).values("pk")
    # A message that another worker is sending at this moment is left to the next time.
    free = Notice.objects.select_for_update(skip_locked=True).filter(
        ~still_to_say, hold_id__isnull=False, hold_id__in=ended
    )
    return Notice.objects.filter(pk__in=list(free.values_list("pk", flat=True))).update(
        hold_id=None,
        state=Case(When(state__in=UNSAID, then=Value(NoticeState.DROPPED.value)), default=F("state")),
    )
