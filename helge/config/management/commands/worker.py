from django.core.management.base import BaseCommand

from helge.config.worker import work


class Command(BaseCommand):
    help = "Hand out slips, keep the search index, run jobs and rounds. Stops cleanly on SIGTERM or Ctrl-C."

    def handle(self, **_: object) -> None:
        work()
