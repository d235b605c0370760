"""`bin/helge demo`: from nothing to a running consortium."""

import json
import socket
import sys
import time
from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from helge.config.health import waiting_migrations
from helge.demo.fresh import drop_everything, is_empty, is_ours, patrons_of_others
from helge.demo.mail import mail_catcher
from helge.demo.models import Part
from helge.demo.plan import Plan
from helge.demo.progress import Progress
from helge.demo.running import Running, Stopped, looking_after
from helge.demo.seeding import NotOurs, begin, is_finished, seed
from helge.demo.telling import lines, summary
from helge.search.folders import current_folder
from helge.search.indexer import index_root, rebuild

OLD_AFTER = timedelta(days=14)
NOTICE_DELAY_SECONDS = "5"


class Command(BaseCommand):
    help = (
        "Fill an empty database with HelGe's libraries, a catalogue, patrons and three months of lending; serve it. "
        "Safe to stop at any moment and start again; a database with other patrons is never touched."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument("--fresh", action="store_true", help="drop the demo's database and build it again (asks)")
        parser.add_argument("--yes", action="store_true", help="with --fresh: do not ask")
        parser.add_argument("--seed", type=int, default=1, metavar="N", help="another number gives another demo")
        parser.add_argument(
            "--marc", type=Path, action="append", default=[], metavar="FILE", help="import this file too"
        )
        parser.add_argument("--library", default="BOL", metavar="CODE", help="owner of the copies that --marc brings")
        parser.add_argument("--json", action="store_true", help="print the summary as JSON")
        parser.add_argument("--no-serve", action="store_true", help="only build, do not serve")

    def handle(self, *, port: int, **options: Any) -> None:
        started = time.monotonic()
        missing = [str(file) for file in options["marc"] if not file.is_file()]
        if missing:
            raise CommandError(f"there is no file {', '.join(missing)}")
        if not options["no_serve"]:
            refuse_taken_port(port)
        progress = Progress()
        self.build(options["seed"], fresh=options["fresh"], is_sure=options["yes"], progress=progress)
        for file in options["marc"]:
            with progress.part(f"importing {file.name}"):
                call_command("import_marc", str(file), library=options["library"], stdout=self.stderr)
        if options["no_serve"]:
            self.tell(port, started, as_json=options["json"])
            return
        with mail_catcher(settings.DATA / "mail") as smtp_port, looking_after() as running:
            self.serve(running, port, smtp_port, progress)
            self.tell(port, started, as_json=options["json"])
            connection.close()
            try:
                running.watch()
            except Stopped as fault:
                raise CommandError(str(fault)) from None
            finally:
                progress.say("stopping web, worker, mail and database")

    def build(self, seed_number: int, *, fresh: bool, is_sure: bool, progress: Progress) -> None:
        try:
            if fresh:
                self.ask_before_dropping(is_sure=is_sure)
                with progress.part("dropping the demo's database"):
                    drop_everything()
            if waiting_migrations():
                if not is_ours() and not is_empty():
                    raise NotOurs("This database was not made by the demo, so the demo does not change its tables.")
                with progress.part("the tables of the database"):
                    call_command("migrate", verbosity=0)
            plan = begin(Plan(seed=seed_number, now=timezone.now()))
            if plan.seed != seed_number:
                progress.say(f"This demo was begun with seed {plan.seed}; --fresh builds one with seed {seed_number}.")
        except NotOurs as no:
            raise CommandError(str(no)) from None
        if not is_finished():
            seed(plan, progress)
        elif timezone.now() - plan.now > OLD_AFTER:
            progress.say(f"This demo was built on {plan.today}; bin/helge demo --fresh builds one that ends today.")
        if current_folder(index_root()) is None:
            with progress.part("the search index"):
                rebuild()

    def ask_before_dropping(self, *, is_sure: bool) -> None:
        if not is_ours():
            return
        others = patrons_of_others() if Part.objects.filter(name="patrons").exists() else 0
        extra = f" {others} patrons registered since then disappear too." if others else ""
        question = f"Drop the demo's database {connection.settings_dict['NAME']} and build it again?{extra} [y/N] "
        if is_sure:
            return
        if not sys.stdin.isatty():
            raise CommandError("--fresh asks first; without a terminal, say --yes")
        if input(question).strip().lower() not in ("y", "yes", "j", "ja"):
            raise CommandError("Nothing was dropped.")

    def serve(self, running: Running, port: int, smtp_port: int, progress: Progress) -> None:
        environment = {
            "HELGE_PORT": str(port),
            "HELGE_SMTP_URL": f"smtp://127.0.0.1:{smtp_port}",
            "HELGE_NOTICE_DELAY_SECONDS": NOTICE_DELAY_SECONDS,
        }
        with progress.part("starting web and worker"):
            running.start("serve", environment=environment)
            running.start("worker", environment=environment)
            try:
                running.wait_until_answering(f"http://127.0.0.1:{port}/halsa")
            except Stopped as fault:
                raise CommandError(str(fault)) from None

    def tell(self, port: int, started: float, *, as_json: bool) -> None:
        base = settings.BASE_URL if port == settings.PORT else f"http://localhost:{port}"
        told = summary(base, str(settings.DATA / "mail"), time.monotonic() - started)
        self.stdout.write(json.dumps(told, ensure_ascii=False) if as_json else "\n".join(lines(told)))
        self.stdout.flush()


def refuse_taken_port(port: int) -> None:
    """Say so before minutes of building, not after."""
    try:
        socket.create_server((settings.WEB_HOST, port)).close()
    except OSError as fault:
        raise CommandError(f"Cannot listen on port {port}: {fault.strerror}. Choose another with --port.") from None
