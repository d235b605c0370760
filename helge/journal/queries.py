"""The read-only questions about the journal that others may ask."""

from datetime import datetime

from helge.journal.models import Slip


def oldest_waiting_seconds(now: datetime) -> float:
    """How long the slip that has waited longest was due and is not acted on; 0 when none waits.

    Counted from when the event was written, so that deeds entered afterwards (offline, a demo) are not late at once.
    """
    slip = Slip.objects.filter(available_at__lte=now).select_related("event").order_by("available_at", "id").first()
    if slip is None:
        return 0.0
    return max((now - max(slip.available_at, slip.event.written_at)).total_seconds(), 0.0)
