"""Load the patron categories of a configuration folder."""

from pathlib import Path

from django.db import transaction

from helge.consortium.commands.adding import Tally, ensure
from helge.foundation.tables import lines_of
from helge.patrons.models import PatronCategory


@transaction.atomic
def load_categories(folder: Path, tally: Tally) -> None:
    for line in lines_of(folder / "patron_categories.csv"):
        ensure(
            tally,
            PatronCategory,
            {"code": line["code"]},
            name_sv=line["name_sv"],
            name_en=line["name_en"],
            is_person=line.flag("is_person"),
            min_age=line.number_or_none("min_age"),
            max_age=line.number_or_none("max_age"),
            valid_days=line.number_or_none("valid_days"),
            valid_days_without_papers=line.number_or_none("valid_days_without_papers"),
            consent_below_age=line.number_or_none("consent_below_age"),
        )
