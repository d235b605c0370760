"""Which rule decides: each value on its own, from the most decisive row that gives it.

Rows are sparse: a blank column covers every case and a blank value is inherited. Of the rows that
cover a case, the one that names the leftmost column (most decisive first) wins, then the next column,
and so on; a row that names more is never beaten by one that names less in the same columns.
Empty is not zero: 0 is a value, None is not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class RuleRow:
    """One dated rule in plain values. `columns` and `values` stand in the order of the table."""

    id: int
    from_date: date
    to_date: date | None
    columns: tuple[Any, ...]
    values: tuple[Any, ...]
    decision: str = ""
    reason_sv: str = ""
    reason_en: str = ""

    def in_force(self, day: date) -> bool:
        return self.from_date <= day and (self.to_date is None or day <= self.to_date)

    def covers(self, case: Sequence[Any]) -> bool:
        return all(mine is None or mine == theirs for mine, theirs in zip(self.columns, case, strict=True))

    def decisiveness(self) -> tuple[bool, ...]:
        return tuple(column is not None for column in self.columns)


@dataclass(frozen=True)
class Decided:
    """The values that apply to a case, and for each the row that gave it."""

    values: Mapping[str, Any]
    rows: Mapping[str, int]
    reasons: Mapping[str, RuleRow] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        """The value by name; None when no row gives it."""
        return self.values.get(name)

    @property
    def rule_ids(self) -> list[int]:
        """Every row that gave a value, once, for the journal's "why"."""
        return sorted(set(self.rows.values()))


def values_of(rows: Iterable[RuleRow], case: Sequence[Any], names: Sequence[str]) -> Decided:
    """Return each value from the most decisive covering row that has it.

    `rows` are those in force on the day. Raises LookupError when no row covers the case: a set-up
    fault (the catch-all rule is missing), not a refusal.
    """
    covering = sorted((row for row in rows if row.covers(case)), key=RuleRow.decisiveness, reverse=True)
    if not covering:
        raise LookupError(f"no rule covers {tuple(case)}")
    values: dict[str, Any] = {}
    reasons: dict[str, RuleRow] = {}
    for row in covering:
        for name, value in zip(names, row.values, strict=True):
            if value is not None and name not in values:
                values[name] = value
                reasons[name] = row
    return Decided(values, {name: row.id for name, row in reasons.items()}, reasons)
