"""Does a returned item stay where it was returned (floating), or go home?"""

from collections.abc import Iterable
from dataclasses import dataclass

from helge.policies.rules.deciding import RuleRow, values_of

VALUES = ("is_floating", "max_of_title")


@dataclass(frozen=True)
class FloatingCase:
    """Whose item, and what it is. Whose rule: the owner's municipality."""

    owning_municipality_id: int
    media_type: str
    language: str
    department: str

    @property
    def columns(self) -> tuple[int, str, str, str]:
        return (self.owning_municipality_id, self.media_type, self.language, self.department)


@dataclass(frozen=True)
class Floating:
    """The answer, and the rows that gave it (none: nothing floats unless a rule says so)."""

    stays: bool
    rule_ids: tuple[int, ...] = ()
    is_full: bool = False


def floats_here(rows: Iterable[RuleRow], case: FloatingCase, *, same_title_here: int) -> Floating:
    """May the item stay at the library where it was returned, which is not its owner's?

    `rows` are those in force that day; `same_title_here` counts the other copies of the title on that
    library's shelves. At `max_of_title` the next one goes home. Source: requirements 84 and 85.
    """
    try:
        decided = values_of(rows, case.columns, VALUES)
    except LookupError:
        return Floating(stays=False)
    most = decided["max_of_title"]
    is_full = most is not None and same_title_here >= most
    return Floating(bool(decided["is_floating"]) and not is_full, tuple(decided.rule_ids), is_full)
