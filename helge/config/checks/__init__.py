"""`bin/helge check`: what must hold before every commit."""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from helge.config.places import CLONE

# A check returns what is wrong, as lines to read; nothing wrong is an empty text.
Check = Callable[[], str]


@dataclass(frozen=True)
class Step:
    name: str
    check: Check


def program(*line: str) -> Check:
    """A check that is a Python program of the environment: its output counts when it fails."""

    def run() -> str:
        done = subprocess.run(
            [sys.executable, "-P", "-m", *line],
            check=False,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=CLONE,
        )
        return "" if done.returncode == 0 else done.stdout.strip() or f"exit status {done.returncode}"

    return run


def check_translations() -> str:
    from helge.config.checks.translations import missing_translations

    return "\n".join(missing_translations())


def check_sql_writes() -> str:
    from helge.config.checks.sql_writes import foreign_writes

    return "\n".join(foreign_writes())


STEPS = (
    Step("format", program("ruff", "format", "--check", "--output-format", "concise", "--quiet", ".")),
    Step("lint", program("ruff", "check", "--quiet", "--output-format", "concise", ".")),
    Step("floors", program("helge.config.checks.floors")),
    Step("writes in SQL", check_sql_writes),
    Step("translations", check_translations),
    Step("migrations", program("helge", "makemigrations", "--check", "--dry-run")),
    Step("types", program("mypy", "--no-error-summary")),
)


def run_checks(names: list[str]) -> int:
    """Run every step, or only those whose name contains one of `names`; 1 when something is wrong."""
    failed = 0
    for step in STEPS:
        if names and not any(name in step.name for name in names):
            continue
        began = time.monotonic()
        wrong = step.check()
        mark = "✗" if wrong else "✓"
        print(f"{mark} {step.name} ({time.monotonic() - began:.1f} s)", flush=True)
        if wrong:
            failed += 1
            print("    " + wrong.replace("\n", "\n    "), flush=True)
    return 1 if failed else 0
