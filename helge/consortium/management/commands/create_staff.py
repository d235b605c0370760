"""`bin/helge create_staff`: the first accounts of an installation, and any later one."""

import getpass
import sys
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from helge.consortium.commands.create_staff import NewStaff, create_staff
from helge.consortium.models import Library, Municipality
from helge.consortium.occasion import Channel, Occasion
from helge.consortium.rules.granting import Scope
from helge.consortium.rules.permissions import PERMISSIONS
from helge.foundation.refusals import Refused


class Command(BaseCommand):
    help = "Create a staff account; asks for what the options leave out."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username")
        parser.add_argument("--name")
        parser.add_argument("--email", default="")
        parser.add_argument("--library", metavar="CODE", help="usual workplace, such as LJU")
        parser.add_argument(
            "--role",
            action="append",
            metavar="ROLE[:SCOPE]",
            help=f"one of {', '.join(PERMISSIONS)}; SCOPE is the code of a library or municipality, blank for all",
        )
        parser.add_argument("--confidentiality-confirmed", type=date.fromisoformat, metavar="DAY")
        parser.add_argument("--expires", type=date.fromisoformat, metavar="DAY", help="last day of a temporary account")
        parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")

    def handle(self, **given: Any) -> None:
        facts = NewStaff(
            username=given["username"] or self.asked("User name"),
            name=given["name"] or self.asked("Name"),
            email=given["email"],
            library=given["library"] or self.asked("Library code"),
            confidentiality_confirmed_date=given["confidentiality_confirmed"],
            expires_date=given["expires"],
        )
        roles = [self.role(text) for text in given["role"] or [self.asked(f"Role ({', '.join(PERMISSIONS)})")]]
        password = self.password(from_stdin=given["password_stdin"])
        occasion = Occasion(at=timezone.now(), library=None, channel=Channel.ROUND)
        try:
            member = create_staff(facts, password, roles, occasion=occasion)
        except Refused as no:
            raise CommandError(" ".join(str(refusal.message) for refusal in no.refusals)) from no
        self.stdout.write(f"{member.username} can log in at /personal/")
        if member.confidentiality_confirmed_date is None:
            self.stdout.write(
                "No confirmation of confidentiality is recorded, so no patron is shown to this account yet."
            )

    def role(self, text: str) -> tuple[str, Scope]:
        kind, _colon, scope = text.strip().partition(":")
        if kind not in PERMISSIONS:
            raise CommandError(f"there is no role {kind}; there are {', '.join(PERMISSIONS)}")
        if not scope:
            return kind, Scope()
        if library := Library.objects.filter(code=scope).first():
            return kind, Scope(library_id=library.pk)
        if municipality := Municipality.objects.filter(code=scope).first():
            return kind, Scope(municipality_id=municipality.pk)
        raise CommandError(f"{scope} is neither a library's nor a municipality's code")

    def asked(self, what: str) -> str:
        if not sys.stdin.isatty():
            raise CommandError(f"{what} is missing; give it as an option")
        return input(f"{what}: ").strip()

    def password(self, *, from_stdin: bool) -> str:
        if from_stdin:
            return sys.stdin.readline().rstrip("\n")
        if not sys.stdin.isatty():
            raise CommandError("give the password on standard input with --password-stdin")
        password = getpass.getpass("Password: ")
        if getpass.getpass("Once more: ") != password:
            raise CommandError("the two passwords differ")
        return password
