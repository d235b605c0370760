"""Chance that can be repeated: the same seed and the same words always give the same answer.

Draws hang on what they are about (a barcode, a day), not on how many were drawn before, so a seeding that was
interrupted goes on as if nothing had happened.
"""

import random
from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

Thing = TypeVar("Thing")


def chance(*about: object) -> float:
    """A number from 0 up to 1 that belongs to these words."""
    told = "\x1f".join(map(str, about)).encode()
    return int.from_bytes(blake2b(told, digest_size=7).digest()) / (1 << 56)


def pick(things: Sequence[Thing], *about: object) -> Thing:
    """One of the things."""
    return things[int(chance(*about) * len(things))]


def between(least: int, most: int, *about: object) -> int:
    """A whole number from `least` to `most`, both included."""
    return least + int(chance(*about) * (most - least + 1))


def rounded(number: float, *about: object) -> int:
    """The whole number beside `number`, up as often as its decimals say, so that sums keep."""
    return int(number) + (chance(*about) < number - int(number))


def dice(*about: object) -> random.Random:
    """A generator of its own for everything that happens on one day."""
    return random.Random(blake2b("\x1f".join(map(str, about)).encode(), digest_size=8).digest())
