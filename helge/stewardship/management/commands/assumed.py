"""`bin/helge assumed`: everything about HelGe that was assumed, for reading or as docs/assumed.md."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from helge.stewardship.commands.list_assumed import assumed_page

PAGE = Path(__file__).resolve().parents[4] / "docs" / "assumed.md"


class Command(BaseCommand):
    help = "Show what was assumed about HelGe; --write puts it in docs/assumed.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true")

    def handle(self, *, write: bool, **_options: Any) -> None:
        if write:
            PAGE.write_text(assumed_page(), encoding="utf-8")
        else:
            self.stdout.write(assumed_page())
