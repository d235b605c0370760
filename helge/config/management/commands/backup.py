import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from helge.config.archive import ArchiveFault, back_up


class Command(BaseCommand):
    help = "Back up the database and the media to one file, while Helge goes on working."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="print the summary as JSON")

    def handle(self, *, file: Path, **options: object) -> None:
        try:
            size_bytes = back_up(file, now=timezone.now())
        except (ArchiveFault, OSError) as fault:
            raise CommandError(str(fault)) from None
        if options["json"]:
            self.stdout.write(json.dumps({"file": str(file), "size_bytes": size_bytes}))
        else:
            self.stdout.write(f"{file}: {size_bytes / 1e6:.1f} MB. It holds personal data: keep it in a safe place.")
