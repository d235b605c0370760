"""Load what floats from a configuration folder."""

from pathlib import Path

from django.db import transaction

from helge.consortium.commands.adding import Tally, ensure
from helge.consortium.commands.load_consortium import decisions_by_key
from helge.consortium.commands.touch import touch
from helge.foundation.tables import lines_of
from helge.logistics.models import FloatingRule
from helge.policies.commands.load_rules import cases_of, dated_facts

COLUMNS = ("municipality", "media_type", "language", "department")


@transaction.atomic
def load_floating(folder: Path, tally: Tally) -> None:
    decisions = decisions_by_key(folder)
    before = tally.added.total()
    for line in lines_of(folder / "floating_rules.csv"):
        for case in cases_of(line, COLUMNS):
            ensure(
                tally,
                FloatingRule,
                {**case, "from_date": line.day("from_date")},
                **dated_facts(line, decisions),
                is_floating=line.flag_or_none("is_floating"),
                max_of_title=line.number_or_none("max_of_title"),
            )
    if tally.added.total() > before:
        touch("rules")
