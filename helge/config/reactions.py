"""Which reader hears of which event: the whole page.

A command records its event together with one slip per reader named here, in its own transaction. The
worker's reader loop hands the slips to the readers within seconds (docs/architecture.md, section 3).
A reader is a function of the event and the present moment.
"""

from collections.abc import Mapping

# The name that stands on the slip, and the function that answers to it.
READERS: Mapping[str, str] = {}

# Kind of event, and the names of the readers that hear of it.
REACTIONS: Mapping[str, tuple[str, ...]] = {}
