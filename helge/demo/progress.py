"""What is happening, told all the way: bars on a terminal, plain lines elsewhere. All of it on standard error."""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TextIO, TypeVar

from tqdm import tqdm

Thing = TypeVar("Thing")
LINE_EVERY_SECONDS = 10.0


class Progress:
    """Tells of one part after the other."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.is_terminal = self.stream.isatty()

    def say(self, words: str) -> None:
        """One line, between the bars."""
        tqdm.write(words, file=self.stream)
        self.stream.flush()

    @contextmanager
    def part(self, words: str) -> Iterator[None]:
        """Name what begins, and how long it took."""
        started = time.monotonic()
        if not self.is_terminal:
            self.say(f"{words} …")
        yield
        self.say(f"{words}: {time.monotonic() - started:.1f} s")

    def each(self, things: Iterable[Thing], *, total: int, unit: str) -> Iterator[Thing]:
        """Go through the things and show how far it has come."""
        if self.is_terminal:
            yield from tqdm(things, total=total, unit=unit, file=self.stream, leave=False, dynamic_ncols=True)
            return
        told = time.monotonic()
        for number, thing in enumerate(things, start=1):
            yield thing
            if time.monotonic() - told > LINE_EVERY_SECONDS:
                told = time.monotonic()
                self.say(f"  {number} of {total} {unit}")
