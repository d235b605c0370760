import json
import sys
import time
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from helge.search.indexer import RebuildRunning, rebuild


class Command(BaseCommand):
    help = (
        "Build the search index anew from the catalogue. Searches go on in the old index until the new one is whole; "
        "safe to stop and start again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the summary as JSON")

    def handle(self, **options: object) -> None:
        started = time.perf_counter()
        with tqdm(unit="record", disable=not sys.stderr.isatty()) as bar:

            def show(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            try:
                records = rebuild(show)
            except RebuildRunning:
                raise CommandError("Another process is building the index on this machine.") from None
        seconds = time.perf_counter() - started
        if options["json"]:
            self.stdout.write(json.dumps({"records": records, "seconds": round(seconds, 1)}))
        else:
            self.stdout.write(f"{records} records indexed in {seconds:.1f} s")
