"""The phone list, and what went wrong."""

from django.db.models import Q, QuerySet

from helge.holds.models import Hold, HoldState
from helge.notices.models import Notice, NoticeKind, NoticeState


def phone_list(library_id: int) -> QuerySet[Notice]:
    """Who is to be called from this library, oldest first; not those who have fetched it or let it go meanwhile.

    Whose hold staff took away is called although, and because, it has ended.
    """
    ready = Hold.objects.filter(pickup_library_id=library_id, state=HoldState.READY).values("pk")
    return (
        Notice.objects.filter(
            Q(hold_id__in=ready) | Q(kind=NoticeKind.HOLD_CANCELLED), library_id=library_id, state=NoticeState.PHONE
        )
        .select_related("patron")
        .prefetch_related("patron__channels")
        .order_by("created_at", "id")
    )
