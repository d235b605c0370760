"""Load loan rules, hold rules and tariffs from a configuration folder.

A cell with several words stands for as many rows, so that one line can say "magazines and music".
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

from django.db import transaction

from helge.consortium.commands.adding import Tally, ensure
from helge.consortium.commands.load_consortium import decisions_by_key
from helge.consortium.commands.touch import touch
from helge.consortium.models import Decision, Library, Municipality
from helge.foundation.tables import Line, lines_of
from helge.inventory.models import MediaType
from helge.patrons.models import PatronCategory
from helge.policies.models import HoldRule, LoanRule, Tariff

LOAN_COLUMNS = ("municipality", "category", "media_type", "loan_kind")
HOLD_COLUMNS = ("library", "municipality", "media_type", "loan_kind")
TARIFF_COLUMNS = ("municipality", "category", "media_type")
LOAN_VALUES = ("loan_days", "queue_loan_days", "max_renewals", "min_age", "max_loans", "debt_limit_ore")
HOLD_NUMBERS = ("new_item_days", "shelf_days", "max_holds", "needed_days")
TARIFF_VALUES = ("overdue_ore_per_day", "item_cap_ore", "occasion_cap_ore", "fees_from_age")


@transaction.atomic
def load_rules(folder: Path, tally: Tally) -> None:
    """Add the rules that are new in the folder. Raises ValueError naming the file and line."""
    decisions = decisions_by_key(folder)
    before = tally.added.total()
    for line in lines_of(folder / "loan_rules.csv"):
        _add(tally, LoanRule, line, columns=LOAN_COLUMNS, values=_numbers(line, LOAN_VALUES), decisions=decisions)
    for line in lines_of(folder / "hold_rules.csv"):
        values = {
            "is_holdable": line.flag_or_none("is_holdable"),
            "pickup_scope": line["pickup_scope"] or None,
            **_numbers(line, HOLD_NUMBERS),
        }
        _add(tally, HoldRule, line, columns=HOLD_COLUMNS, values=values, decisions=decisions)
    for line in lines_of(folder / "tariffs.csv"):
        _add(tally, Tariff, line, columns=TARIFF_COLUMNS, values=_numbers(line, TARIFF_VALUES), decisions=decisions)
    if tally.added.total() > before:
        touch("rules")


def _numbers(line: Line, names: Iterable[str]) -> dict[str, Any]:
    return {name: line.number_or_none(name) for name in names}


def _add(
    tally: Tally,
    table: type[LoanRule] | type[HoldRule] | type[Tariff],
    line: Line,
    *,
    columns: tuple[str, ...],
    values: Mapping[str, Any],
    decisions: Mapping[str, Decision],
) -> None:
    for case in cases_of(line, columns):
        ensure(
            tally,
            table,
            # Every column of the table is part of the key: a blank one says "all", which is a case of its own.
            {**dict.fromkeys(table.COLUMNS), **case, "from_date": line.day("from_date")},
            **dated_facts(line, decisions),
            **values,
        )


def cases_of(line: Line, columns: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Every combination of the words in the columns, as values of the rule's own columns; blank is None."""
    found = [[COLUMN[column](line, word) for word in line.words(column)] for column in columns]
    names = [column if column in PLAIN_COLUMNS else f"{column}_id" for column in columns]
    for combination in product(*found):
        yield dict(zip(names, combination, strict=True))


def dated_facts(line: Line, decisions: Mapping[str, Decision]) -> dict[str, Any]:
    """What every rule row has besides its case: last day, decision, reasons."""
    if line["decision"] not in decisions:
        raise line.wrong("decision", "no such key in decisions.csv")
    return {
        "to_date": line.day_or_none("to_date"),
        "decision_id": decisions[line["decision"]].pk,
        "reason_sv": line["reason_sv"],
        "reason_en": line["reason_en"],
        "is_assumed": bool(line["assumed"]),
    }


def _key_of(model: type[Any], column: str, by: str, line: Line, word: str) -> Any:
    if not word:
        return None
    key = model.objects.filter(**{by: word}).values_list("pk", flat=True).first()
    if key is None:
        raise line.wrong(column, f"no such {column.replace('_', ' ')}: {word}")
    return key


def _plain(_line: Line, word: str) -> str | None:
    return word or None


PLAIN_COLUMNS = ("loan_kind", "language", "department")
COLUMN: Mapping[str, Callable[[Line, str], Any]] = {
    "library": partial(_key_of, Library, "library", "code"),
    "municipality": partial(_key_of, Municipality, "municipality", "name"),
    "category": partial(_key_of, PatronCategory, "category", "code"),
    "media_type": partial(_key_of, MediaType, "media_type", "code"),
    **dict.fromkeys(PLAIN_COLUMNS, _plain),
}
