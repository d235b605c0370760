"""Which reader hears of which event: the whole page.

A command records its event together with one slip per reader named here, in its own transaction. The
worker's reader loop hands the slips to the readers within seconds (docs/architecture.md, section 3).
"""

from collections.abc import Mapping

REACTIONS: Mapping[str, tuple[str, ...]] = {}
