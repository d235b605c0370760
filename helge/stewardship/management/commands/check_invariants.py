"""`bin/helge check_invariants`: every promise, over the whole database."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from helge.stewardship.promises import all_invariants, broken_promises


class Command(BaseCommand):
    help = "Prove every promise of the house over the whole database; exits 1 and names what breaks one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, as_json: bool, **_options: Any) -> None:
        promises, broken = all_invariants(), broken_promises()
        if as_json:
            answer = {
                "checked": [promise.name for promise in promises],
                "broken": {b.invariant.name: [list(map(str, row)) for row in b.rows] for b in broken},
            }
            self.stdout.write(json.dumps(answer))
        else:
            for b in broken:
                self.stdout.write(f"✗ {b.invariant.sentence} {b.rows}")
            self.stdout.write(f"{len(promises) - len(broken)} of {len(promises)} promises hold")
        if broken:
            sys.exit(1)
