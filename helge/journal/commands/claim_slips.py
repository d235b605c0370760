"""Hand slips to their readers: in batches, each batch to one worker, failures later again."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db import transaction

from helge.journal.models import Event, Slip

log = logging.getLogger("helge.readers")

Reader = Callable[[Event, datetime], None]

LONGEST_WAIT = timedelta(hours=6)


def claim_slips(readers: Mapping[str, Reader], *, now: datetime, size: int = 100) -> int:
    """Let readers act on up to `size` due slips; returns how many were taken (0: nothing to do).

    Each slip is acted on in a savepoint of its own: a reader that fails loses only its own work, and
    its slip waits longer each time (2, 4, 8 … minutes, at most six hours). Slips of a reader that is
    no longer installed stay, and show on the staff page.
    """
    with transaction.atomic():
        slips = list(
            Slip.objects.select_for_update(skip_locked=True)
            .filter(available_at__lte=now, reader__in=list(readers))
            .order_by("available_at", "id")[:size]
        )
        events = Event.objects.in_bulk([slip.event_id for slip in slips])
        done = []
        for slip in slips:
            try:
                with transaction.atomic():
                    readers[slip.reader](events[slip.event_id], now)
                done.append(slip.pk)
            except Exception as fault:  # any fault of a reader must not stop the others
                log.exception("reader %s failed on event %s", slip.reader, slip.event_id)
                slip.attempts += 1
                slip.last_error = f"{type(fault).__name__}: {fault}"[:2000]
                slip.available_at = now + min(timedelta(minutes=2) * 2 ** min(slip.attempts - 1, 10), LONGEST_WAIT)
                slip.save(update_fields=["attempts", "last_error", "available_at"])
        Slip.objects.filter(pk__in=done).delete()
    return len(slips)
