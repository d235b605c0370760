import socket
from argparse import ArgumentParser

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from helge.config.health import waiting_migrations
from helge.config.parent import announce
from helge.interfaces.ui.fonts import ensure_fonts


class Command(BaseCommand):
    help = "Serve the web: OPAC at /, staff at /personal/, health at /halsa. Stops cleanly on SIGTERM or Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=settings.WEB_HOST)
        parser.add_argument("--port", type=int, default=settings.PORT)

    def handle(self, *, host: str, port: int, **_: object) -> None:
        if waiting_migrations():
            raise CommandError("The database is not up to date. Run first: bin/helge migrate")
        connection.close()
        refuse_taken_port(host, port)
        ensure_fonts(settings.DATA / "fonts")
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write(f"Helge answers at http://{host}:{port}/ and http://{host}:{port}/personal/")
        announce()
        Server(
            "helge.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=settings.WEB_PROCESSES,
            blocking_threads=settings.WEB_THREADS,
            respawn_failed_workers=True,
            workers_kill_timeout=10,
            log_level=LogLevels.warning,
            websockets=False,
        ).serve()


def refuse_taken_port(host: str, port: int) -> None:
    """granian would share the port with whoever has it, and each would answer every other request."""
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as fault:
        raise CommandError(f"Cannot listen on {host}:{port}: {fault.strerror}. Choose another HELGE_PORT.") from None
