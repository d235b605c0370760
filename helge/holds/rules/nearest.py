"""Which copy is fetched for a hold, when several could be: the nearest, and why.

Who is served is decided before, by the queue alone; this only spares the van.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .eligible import HoldFacts, ItemFacts

DistanceKm = Callable[[int, int], float]
MunicipalityOf = Callable[[int], int]


@dataclass(frozen=True)
class Choice:
    """The copy, and what stands on its pull slip: the step that chose it and which came second."""

    item: ItemFacts
    why: dict[str, Any]


def choose_copy(
    hold: HoldFacts, copies: Iterable[ItemFacts], *, distance_km: DistanceKm, municipality_of: MunicipalityOf
) -> Choice | None:
    """Return the copy to fetch, or None without copies. All `copies` are eligible and on a shelf.

    In order: a copy that stands in the pickup library, one in the same municipality, the nearest as the
    crow flies; between equals the lowest item id, so that the answer is the same every time.
    """

    def rank(item: ItemFacts) -> tuple[int, int, int]:
        return (
            step_of(item, hold, municipality_of),
            round(distance_km(item.library_id, hold.pickup_library_id)),
            item.item_id,
        )

    in_order = sorted(copies, key=rank)
    if not in_order:
        return None
    best, *others = in_order
    why: dict[str, Any] = {"step": STEPS[rank(best)[0]], "km": rank(best)[1], "copies": len(in_order)}
    if others:
        why["second"] = {"item": others[0].item_id, "step": STEPS[rank(others[0])[0]], "km": rank(others[0])[1]}
    return Choice(best, why)


STEPS = ("pickup_library", "same_municipality", "nearest")


def step_of(item: ItemFacts, hold: HoldFacts, municipality_of: MunicipalityOf) -> int:
    if item.library_id == hold.pickup_library_id:
        return 0
    return 1 if municipality_of(item.library_id) == hold.pickup_municipality_id else 2
