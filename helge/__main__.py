"""`python -m helge`: what `bin/helge` runs once the environment stands."""

import os
import signal
import sys
from contextlib import AbstractContextManager, nullcontext

from helge.config import translations
from helge.config.places import CLONE, data_folder

# Commands that never open the database.
WITHOUT_DATABASE = {"help", "--help", "-h", "version", "--version", "collectstatic", "makemessages"}


def main(arguments: list[str]) -> int:
    """Run one command and return its exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helge.config.settings")
    command, *rest = arguments or ["help"]
    translations.compile_stale(CLONE / "helge")
    match command:
        case "test":
            from helge.config.testing import run_tests

            return run_tests(rest)
        case "check":
            from helge.config.checks import run_checks

            return run_checks(rest)
        case "bench":
            from bench.__main__ import main as run_bench

            with database():
                return run_bench(rest) or 0
        case _:
            return manage(command, rest)


def manage(command: str, rest: list[str]) -> int:
    """Run one of Django's management commands, ours or its own."""
    from django.core.management import execute_from_command_line

    if is_round(command):
        command, rest = "run_round", [command, *rest]
    with database(is_needed=command not in WITHOUT_DATABASE):
        execute_from_command_line(["bin/helge", command, *rest])
    return 0


def is_round(name: str) -> bool:
    """Any round of config/rounds.py also runs by hand, under its own name."""
    from helge.config.rounds import ROUNDS

    return any(round_.name == name for round_ in ROUNDS)


def database(*, is_needed: bool = True) -> AbstractContextManager[object]:
    """Keep the private PostgreSQL running meanwhile, unless HELGE_DATABASE_URL names another."""
    from helge.config import postgres

    if not is_needed or os.environ.get("HELGE_DATABASE_URL", "").strip():
        return nullcontext()
    return postgres.private_server(data_folder()).in_use()


if __name__ == "__main__":
    from helge.config.environment import WrongSetting
    from helge.config.postgres_files import PostgresFault

    # Asked to stop, leave through the same door as ever: the last one out stops the private PostgreSQL.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda caught, _frame: sys.exit(128 + caught))
    try:
        sys.exit(main(sys.argv[1:]))
    except (PostgresFault, WrongSetting) as fault:
        sys.exit(f"helge: {fault}")
    except KeyboardInterrupt:
        sys.exit(130)
