"""How large a demo is built."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """`works` None takes all that are written down. `loans` is the aim for the whole of `days`."""

    works: int | None = None
    items: int = 20_000
    patrons: int = 3_000
    days: int = 92
    loans: int = 12_500
    holds: int = 1_900


FULL = Scale()
TINY = Scale(works=40, items=260, patrons=30, days=8, loans=120, holds=30)
