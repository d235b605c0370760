"""The phone list, and what went wrong."""

from django.db.models import QuerySet

from helge.notices.models import Notice, NoticeState


def phone_list(library_id: int) -> QuerySet[Notice]:
    """Who is to be called from this library, oldest first."""
    return (
        Notice.objects.filter(library_id=library_id, state=NoticeState.PHONE)
        .select_related("patron")
        .prefetch_related("patron__channels")
        .order_by("created_at", "id")
    )
