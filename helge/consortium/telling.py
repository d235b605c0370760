"""How this room tells the journal of its deeds, although the journal stands on a floor above it.

The journal hands over its `record` once at start (`JournalConfig.ready`); before that nothing can be told.
"""

from collections.abc import Callable, Mapping
from typing import Any

from helge.consortium.occasion import Occasion

_record: Callable[..., object] | None = None


def install(record: Callable[..., object]) -> None:
    global _record
    _record = record


def tell(kind: str, occasion: Occasion, why: Mapping[str, Any]) -> None:
    """Append one event to the journal, in the transaction of the deed. `why` names no person."""
    if _record is None:
        raise LookupError("the journal has not been handed over yet")
    _record(kind, occasion, why=why)
