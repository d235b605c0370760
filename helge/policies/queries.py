"""The rules in force, kept per process and reloaded when `CacheVersion("rules")` moves.

Every answer names the rows that gave it. The same call answers for any day, past or to come.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from helge.consortium.models import CacheVersion
from helge.policies.models import DatedRule, HoldRule, LoanRule, Tariff
from helge.policies.rules.deciding import Decided, RuleRow, values_of

Table = type[LoanRule] | type[HoldRule] | type[Tariff]


@dataclass
class _Kept:
    version: int
    rows: dict[str, tuple[RuleRow, ...]]
    decided: dict[tuple[Any, ...], Decided] = field(default_factory=dict)


_lock = threading.Lock()
_kept: _Kept | None = None

# Distinct (table, day, case) combinations kept before starting afresh; a day at the desk sees a few hundred.
MOST_KEPT = 20_000


def loan_rule(
    day: date, *, library_id: int, municipality_id: int, category: str, media_type: str, loan_kind: str
) -> Decided:
    """The loan rule of a case: whose rule is the lending library's. Values as `LoanRule.VALUES`.

    Raises LookupError when even the catch-all is missing.
    """
    return _decided(LoanRule, day, (library_id, municipality_id, category, media_type, loan_kind))


def hold_rule(day: date, *, library_id: int, municipality_id: int, media_type: str, loan_kind: str) -> Decided:
    """The hold rule of an item: whose rule is the owning library's. Values as `HoldRule.VALUES`."""
    return _decided(HoldRule, day, (library_id, municipality_id, media_type, loan_kind))


def tariff(day: date, *, municipality_id: int, category: str, media_type: str) -> Decided:
    """The tariff of a late item on one day: whose money is the lending library's municipality."""
    return _decided(Tariff, day, (municipality_id, category, media_type))


def rows_in_force(table: Table, day: date) -> tuple[RuleRow, ...]:
    """Every row of one table that applies on a day, for the rules page and the editor."""
    return tuple(row for row in _all().rows[table.__name__] if row.in_force(day))


def refresh_if_moved(number: int | None = None) -> None:
    """Reload when the database's version (`number`, or read here) is not the one in memory."""
    if number is None:
        number = _database_version()
    if _kept is None or _kept.version != number:
        _load()


def forget() -> None:
    """Drop what is kept: for tests, which roll the database back behind our back."""
    global _kept
    _kept = None


def _decided(table: Table, day: date, case: Sequence[Any]) -> Decided:
    kept = _all()
    key = (table.__name__, day, *case)
    found = kept.decided.get(key)
    if found is None:
        rows = (row for row in kept.rows[table.__name__] if row.in_force(day))
        found = values_of(rows, case, table.VALUES)
        if len(kept.decided) >= MOST_KEPT:
            kept.decided.clear()
        kept.decided[key] = found
    return found


def _all() -> _Kept:
    return _kept or _load()


def _database_version() -> int:
    return CacheVersion.objects.filter(name="rules").values_list("number", flat=True).first() or 0


def _load() -> _Kept:
    global _kept
    with _lock:
        number = _database_version()
        _kept = _Kept(number, {table.__name__: _rows(table) for table in (LoanRule, HoldRule, Tariff)})
        return _kept


def _rows(table: Table) -> tuple[RuleRow, ...]:
    return tuple(_plain(row, table) for row in table.objects.select_related("decision").order_by("from_date", "id"))


def _plain(row: DatedRule, table: Table) -> RuleRow:
    return RuleRow(
        id=row.pk,
        from_date=row.from_date,
        to_date=row.to_date,
        columns=tuple(getattr(row, column) or None for column in table.COLUMNS),
        values=tuple(getattr(row, name) for name in table.VALUES),
        decision=str(row.decision),
        reason_sv=row.reason_sv,
        reason_en=row.reason_en,
    )
