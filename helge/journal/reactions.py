"""Which reader hears of which kind of event: handed over once at start by `config.reactions`."""

from collections.abc import Mapping

_readers: dict[str, tuple[str, ...]] = {}


def install(mapping: Mapping[str, tuple[str, ...]]) -> None:
    """Replace the whole table: event kind to the names of the readers that get a slip."""
    _readers.clear()
    _readers.update(mapping)


def readers_of(kind: str) -> tuple[str, ...]:
    """The names of the readers of one kind of event; empty for a kind nobody waits for."""
    return _readers.get(kind, ())
