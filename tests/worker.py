"""The worker's part of a story: readers and messages, until nothing is left to do."""

from datetime import datetime, timedelta

from django.utils.module_loading import import_string

from helge.config.reactions import READERS
from helge.journal.commands.claim_slips import claim_slips
from helge.notices.commands.send_due import send_due


def let_readers_read(now: datetime) -> None:
    """Hand out every slip that is due."""
    readers = {name: import_string(function) for name, function in READERS.items()}
    while claim_slips(readers, now=now):
        pass


def work(now: datetime) -> None:
    """Readers act now; messages go when their delay is over, five minutes later."""
    let_readers_read(now)
    send_due(now + timedelta(minutes=5))
