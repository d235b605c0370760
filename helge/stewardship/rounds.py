"""What stewardship does by itself at certain times (config/rounds.py)."""

import logging
from datetime import datetime

from helge.stewardship.promises import broken_promises

log = logging.getLogger("helge.promises")


def prove_promises(_now: datetime) -> int:
    """Prove every promise over the whole database and log those that are broken, by ids only; returns how many."""
    broken = broken_promises()
    for one in broken:
        log.error("broken promise %s: %s", one.invariant.name, one.rows)
    if not broken:
        log.info("every promise holds")
    return len(broken)
