"""Load one configuration folder into every room that has a part in it."""

from pathlib import Path

from django.db import transaction

from helge.consortium.commands.adding import Tally
from helge.consortium.commands.load_consortium import HELGE_FOLDER, load_consortium
from helge.inventory.commands.load_shelves import load_shelves
from helge.logistics.commands.load_floating import load_floating
from helge.patrons.commands.load_categories import load_categories
from helge.policies.commands.load_rules import load_rules


@transaction.atomic
def load_house(folder: Path = HELGE_FOLDER) -> Tally:
    """Add members, libraries, hours, decisions, categories, shelves and rules that are new in the folder.

    Loading twice changes nothing. Raises ValueError naming the file and line that is wrong; then nothing is added.
    """
    tally = load_consortium(folder)
    load_categories(folder, tally)
    load_shelves(folder, tally)
    load_rules(folder, tally)
    load_floating(folder, tally)
    return tally
