"""Which reader hears of which event: the whole page.

A command records its event together with one slip per reader named here, in its own transaction. The
worker's reader loop hands the slips to the readers within seconds (docs/architecture.md, section 3).
A reader is a function of the event and the present moment. The search index takes no slips: each
machine's index reads the journal itself.
"""

from collections.abc import Mapping

# The name that stands on the slip, and the function that answers to it.
READERS: Mapping[str, str] = {
    "pulls": "helge.holds.readers.pulls",
    "notices": "helge.notices.readers.notices",
}

# Kind of event, and the names of the readers that hear of it.
REACTIONS: Mapping[str, tuple[str, ...]] = {
    # Whatever changes who can be served by which copy: the pull lists follow.
    "HoldPlaced": ("pulls",),
    "HoldCancelled": ("pulls",),
    "HoldLapsed": ("pulls",),
    "HoldSuspended": ("pulls",),
    "HoldResumed": ("pulls",),
    "HoldReleased": ("pulls",),
    "HoldPickupChanged": ("pulls",),
    "HoldJumped": ("pulls",),
    "ItemCheckedIn": ("pulls",),
    "ItemCheckedOut": ("pulls",),
    "ItemAdded": ("pulls",),
    "ItemEdited": ("pulls",),
    "ItemWithdrawn": ("pulls",),
    "ItemMarkedMissing": ("pulls",),
    "ItemAttention": ("pulls",),
    "AttentionCleared": ("pulls",),
    "RecordsImported": ("pulls",),
    "ImportUndone": ("pulls",),
    "PullAnswered": ("pulls",),
    "TransitAnswered": ("pulls",),
    "ScanUndone": ("pulls",),
    # The patron is told when the book stands on the hold shelf.
    "HoldReady": ("notices",),
}
