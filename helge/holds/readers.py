"""The holds' reader of the journal: `pulls` keeps the pull lists in step with the queue and the shelves."""

from datetime import datetime

from helge.consortium.occasion import Channel, Occasion
from helge.holds.commands.assign_pulls import assign_pulls
from helge.journal.models import Event

PULLS_HEARS = (
    "HoldPlaced",
    "HoldCancelled",
    "HoldLapsed",
    "HoldSuspended",
    "HoldResumed",
    "HoldReleased",
    "HoldPickupChanged",
    "HoldJumped",
    "ItemCheckedIn",
    "ItemCheckedOut",
    "ItemAdded",
    "ItemEdited",
    "ItemWithdrawn",
    "ItemMarkedMissing",
    "ItemAttention",
    "AttentionCleared",
    "PullAnswered",
    "TransitAnswered",
    "ScanUndone",
)
"""What may change who can be served by which copy; `config.reactions` gives the reader a slip for each."""


def pulls(event: Event, now: datetime) -> None:
    """Assign copies anew for the title that the event is about; looks at the present, not at the event."""
    if event.work_id is not None:
        assign_pulls(event.work_id, occasion=Occasion(at=now, library=None, channel=Channel.ROUND))
