"""`bin/helge import_marc FILE… --library CODE`: import files of records with their items."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from helge.consortium import queries as consortium
from helge.consortium.occasion import Channel, Occasion
from helge.foundation.refusals import Refused
from helge.intake.commands.import_batch import import_batch
from helge.intake.models import ImportBatch
from helge.intake.queries import account_of, open_rows


class Command(BaseCommand):
    help = (
        "Import MARC 21 records with their items (ISO 2709, MARCXML, MarcEdit text or MARC-in-JSON; gzip too). "
        "Safe to stop and start again; the same file twice changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--library", required=True, metavar="CODE", help="where copies go that name no library of ours"
        )
        parser.add_argument("--source", default="", metavar="NAME", help="whose control numbers the files hold")
        parser.add_argument(
            "--map", action="append", default=[], metavar="THEIRS=OURS", help="a library code of the files and ours"
        )
        parser.add_argument("--json", action="store_true", help="print the summary as JSON")

    def handle(self, *, files: list[Path], library: str, source: str, json: bool, **options: Any) -> None:
        library_map = dict(pair.split("=", 1) for pair in options["map"] if "=" in pair)
        accounts = [self._import(file, library, source, library_map) for file in files]
        self.stdout.write(_as_json(accounts) if json else "\n".join(_as_lines(accounts)))

    def _import(self, file: Path, library: str, source: str, library_map: dict[str, str]) -> dict[str, Any]:
        if not file.is_file():
            raise CommandError(f"there is no file {file}")
        try:
            place = consortium.place_of(library)
            occasion = Occasion(at=timezone.now(), library=place, channel=Channel.IMPORT)
            with tqdm(unit=" records", desc=file.name, disable=not self.stderr.isatty()) as bar:
                batch = import_batch(
                    file,
                    library_code=library,
                    source=source,
                    library_map=library_map,
                    occasion=occasion,
                    progress=lambda read, _bytes: bar.update(read - bar.n),
                )
        except (Refused, LookupError, OSError) as no:
            told = " ".join(refusal.message for refusal in no.refusals) if isinstance(no, Refused) else str(no)
            raise CommandError(f"{file.name}: {told}") from no
        return _account(batch)


def _account(batch: ImportBatch) -> dict[str, Any]:
    return account_of(batch) | {"open_rows": open_rows(batch.pk)}


def _as_json(accounts: list[dict[str, Any]]) -> str:
    return json.dumps({"files": accounts}, ensure_ascii=False, indent=2, default=str)


def _as_lines(accounts: list[dict[str, Any]]) -> list[str]:
    lines = []
    for account in accounts:
        lines.append(
            "{file}: {read} read = {created} created + {updated} updated + {unchanged} unchanged"
            " + {review} to review + {rejected} rejected; {items_created} items".format(**account)
        )
        lines += [
            f"  {row['position']} (byte {row['byte_offset']}): {row['reason']}" for row in account["open_rows"][:20]
        ]
        if len(account["open_rows"]) > 20:
            lines.append(f"  … and {len(account['open_rows']) - 20} more")
    return lines
