"""A library's own walk through its shelves: the order in which a pull list is printed, so that nobody walks twice."""

from collections.abc import Iterable
from dataclasses import dataclass

from .shelf_marks import shelf_key


@dataclass(frozen=True)
class Stretch:
    """One stretch of the walk: a placement of a department, or a part of its shelves.

    Blank `placement` means the whole department, blank `department` any. `from_key` and `to_key` are shelf keys, both
    included; `to_key` takes in everything that begins with it, so a stretch "A to H" holds `Hce`. Blank means no limit.
    """

    department: str = ""
    placement: str = ""
    from_key: str = ""
    to_key: str = ""

    def holds(self, department: str, placement: str, key: str) -> bool:
        return (
            self.department in ("", department)
            and self.placement in ("", placement)
            and self.from_key <= key
            and (not self.to_key or key <= self.to_key or key.startswith(self.to_key))
        )


@dataclass(frozen=True)
class Walk:
    """The stretches in the order one walks them."""

    stretches: tuple[Stretch, ...] = ()


def stretch_between(department: str, placement: str, from_mark: str = "", to_mark: str = "") -> Stretch:
    """A stretch as staff describe it: "non-fiction from A to G". Both marks belong to one block, see shelf_marks."""
    return Stretch(department, placement, shelf_key(from_mark), shelf_key(to_mark))


def walk_of(locations: Iterable[tuple[str, str]]) -> Walk:
    """The simple walk: departments with placements in order, each with all its shelves."""
    return Walk(tuple(Stretch(department, placement) for department, placement in locations))


def walk_position(walk: Walk, department: str, placement: str, key: str) -> tuple[int, str, str, str]:
    """Where an item stands on the walk; sort by it in Python or by its parts in the database (`COLLATE "C"`).

    The first stretch that holds the item counts. What stands on no stretch comes last, by department and placement,
    rather than being left out of a list.
    """
    for turn, stretch in enumerate(walk.stretches):
        if stretch.holds(department, placement, key):
            return (turn, "", "", key)
    return (len(walk.stretches), department, placement, key)
