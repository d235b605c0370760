"""`bin/helge load_consortium`: the members, libraries, hours, shelves and rules of a configuration folder."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from helge.consortium.commands.load_consortium import HELGE_FOLDER
from helge.consortium.tree import tree as tree_on
from helge.consortium.tree import tree_text
from helge.stewardship.commands.load_house import load_house


class Command(BaseCommand):
    help = "Add what a configuration folder has and the database has not; HelGe's own folder when none is named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=HELGE_FOLDER)
        parser.add_argument("--tree", action="store_true", help="show the consortium afterwards as a tree")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, folder: Path, tree: bool, as_json: bool, **_options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder")
        try:
            with transaction.atomic():
                tally = load_house(folder)
        except ValueError as wrong:
            raise CommandError(str(wrong)) from wrong
        if as_json:
            self.stdout.write(json.dumps(tally.as_json()))
        else:
            for name in sorted({*tally.added, *tally.found}):
                self.stdout.write(f"{name}: {tally.added[name]} added, {tally.found[name]} already there")
            for row in tally.differing:
                self.stdout.write(f"left as it is, though the folder says otherwise: {row}")
        if tree:
            self.stdout.write(tree_text(tree_on(timezone.localdate())))
