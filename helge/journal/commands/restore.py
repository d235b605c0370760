"""Name the patron again in events that a scan taken back had made forget them."""

from collections.abc import Iterable

from helge.journal.models import Event


def restore_patron(event_ids: Iterable[int], patron_id: int) -> int:
    """Put the patron back in events that name nobody; returns how many."""
    return Event.objects.filter(pk__in=list(event_ids), patron_id__isnull=True).update(patron_id=patron_id)
