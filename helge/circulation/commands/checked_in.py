"""What a check-in decides and answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from helge.circulation.rules.where_next import Next, Outcome


@dataclass(frozen=True)
class CheckedIn:
    """The answer to a scan as the desk shows it. Names no person, so it may be kept as the answer of a scan."""

    outcome: Outcome
    item_id: int
    record_id: int
    barcode: str
    title: str
    author: str
    shelf_mark: str
    department: str
    placement: str
    to_library: str
    to_library_name: str
    hold_id: int | None
    pickup_code: str
    was_on_loan: bool
    late_fee_ore: int
    note: str
    event_id: int
    attention: str = ""
    warnings: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return vars(self) | {"outcome": self.outcome.value}

    @classmethod
    def from_json(cls, answer: Mapping[str, Any]) -> "CheckedIn":
        return cls(**(dict(answer) | {"outcome": Outcome(answer["outcome"])}))


@dataclass(frozen=True)
class Decision:
    """Where the item goes, and why: for the effects and for the journal."""

    next: Next
    skipped: tuple[tuple[int, str], ...] = ()
    hold_rules: tuple[int, ...] = ()
    floating_rules: tuple[int, ...] = ()
