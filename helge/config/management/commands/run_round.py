from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from helge.config.rounds import ROUNDS


class Command(BaseCommand):
    help = "Run one round now, as the worker does at its time. `bin/helge NAME` is the short form."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=[round_.name for round_ in ROUNDS])

    def handle(self, *, name: str, **_: object) -> None:
        chosen = next(round_ for round_ in ROUNDS if round_.name == name)
        answer = chosen.run(timezone.now())
        self.stdout.write(f"{name}: {'done' if answer is None else answer}")
