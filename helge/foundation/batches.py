"""Walking through much in small steps."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Thing = TypeVar("Thing")


def in_batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """Yield lists of at most `size` things, in order; the last one may be shorter, none is empty.

    Reads no further ahead than the batch at hand. Raises ValueError at once when `size` is below one.
    """
    if size < 1:
        raise ValueError(f"a batch holds at least one thing, not {size}")
    return _batches(iter(things), size)


def _batches(remaining: Iterator[Thing], size: int) -> Iterator[list[Thing]]:
    while batch := list(islice(remaining, size)):
        yield batch
