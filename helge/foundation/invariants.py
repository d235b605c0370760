"""Promises that the nightly check and the random desk prove over the whole database."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Invariant:
    """One promise: `sql` returns the rows that break it (ids only, never persons' data)."""

    name: str
    sentence: str
    sql: str
