import json
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from helge.config.archive import ArchiveFault, holds_data, read_about, restore


class Command(BaseCommand):
    help = "Replace the database and the media by those of a backup. Stop `serve` and `worker` first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="do not ask before overwriting")
        parser.add_argument("--json", action="store_true", help="print the summary as JSON")

    def handle(self, *, file: Path, yes: bool, **options: object) -> None:
        try:
            about = read_about(file)
            if holds_data() and not yes:
                self.ask(about.made_at)
            restore(file)
        except (ArchiveFault, OSError) as fault:
            raise CommandError(str(fault)) from None
        call_command("migrate", verbosity=0)  # a backup of an older Helge comes up to date
        if options["json"]:
            self.stdout.write(json.dumps({"file": str(file), "made_at": about.made_at}))
        else:
            self.stdout.write(f"Restored the backup of {about.made_at}. The worker makes a new search index.")

    def ask(self, made_at: str) -> None:
        """Raises CommandError unless somebody answers yes."""
        if not sys.stdin.isatty():
            raise CommandError("The database is not empty. Add --yes to overwrite it.")
        answer = input(f"The database is not empty. Replace everything by the backup of {made_at}? Type yes: ")
        if answer.strip().lower() != "yes":
            raise CommandError("Nothing was changed.")
