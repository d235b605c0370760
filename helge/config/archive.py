"""A backup in one file: the database (pg_dump's own format) and the media, with a note of what it is.

The file holds what we know about patrons: it is readable by its owner only, and belongs in a safe place.
"""

import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from helge.config.postgres_files import wheel_programs

KIND = "helge-backup-1"
NOTE, DUMP, MEDIA = "about.json", "database.dump", "media"
LOCK_TIMEOUT_SECONDS = 15


class ArchiveFault(Exception):
    """The backup cannot be made, read or restored; the message says why, for the operator."""


@dataclass(frozen=True)
class About:
    """What a backup is: `migrations` names the last one of every app, so that a newer file is recognised."""

    kind: str
    made_at: str
    migrations: dict[str, str]


def back_up(file: Path, *, now: datetime) -> int:
    """Write the backup to `file`, whole or not at all; return its size in bytes. Raises ArchiveFault."""
    if file.exists():
        raise ArchiveFault(f"{file} exists already; a backup never writes over another.")
    draft = file.with_name(f".{file.name}.part")
    about = About(kind=KIND, made_at=now.isoformat(timespec="seconds"), migrations=applied_migrations())
    try:
        with folder_beside(file) as folder:
            (folder / NOTE).write_text(json.dumps(asdict(about), indent=1))
            run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", str(folder / DUMP))
            opened = os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
            with opened, tarfile.open(fileobj=opened, mode="w") as tar:
                tar.add(folder / NOTE, NOTE)
                tar.add(folder / DUMP, DUMP)
                if settings.MEDIA_ROOT.exists():
                    tar.add(settings.MEDIA_ROOT, MEDIA)
        draft.rename(file)
    finally:
        draft.unlink(missing_ok=True)
    return file.stat().st_size


def read_about(file: Path) -> About:
    """What the file says of itself. Raises ArchiveFault when it is no whole backup that we can restore."""
    try:
        with tarfile.open(file) as tar:
            names = tar.getnames()  # reads to the end: a file cut short is found here
            note = tar.extractfile(NOTE)
            about = About(**json.load(note)) if note else None
    except (OSError, tarfile.TarError, KeyError, TypeError, ValueError) as fault:
        raise ArchiveFault(f"{file} is not a whole backup of Helge: {fault}") from None
    if about is None or about.kind != KIND or DUMP not in names:
        raise ArchiveFault(f"{file} is not a backup that this version of Helge can read.")
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations or {}
    newer = [f"{app}.{name}" for app, name in about.migrations.items() if (app, name) not in known]
    if newer:
        raise ArchiveFault(f"{file} was made by a newer Helge ({', '.join(sorted(newer))}); update Helge first.")
    return about


def restore(file: Path) -> None:
    """Replace the database and the media by the backup's. Raises ArchiveFault; then nothing has changed.

    The database changes in one transaction. The search index is dropped: the worker makes a new one.
    """
    with folder_beside(settings.MEDIA_ROOT) as folder:
        unpack(file, folder)
        script = folder / "database.sql"
        prepare_script(folder / DUMP, script)
        connection.close()
        run("psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set", "ON_ERROR_STOP=1", "--file", str(script))
        (folder / MEDIA).mkdir(exist_ok=True)
        if settings.MEDIA_ROOT.exists():
            settings.MEDIA_ROOT.rename(folder / "old-media")
        (folder / MEDIA).rename(settings.MEDIA_ROOT)
    shutil.rmtree(settings.SEARCH_INDEX, ignore_errors=True)


def unpack(file: Path, folder: Path) -> None:
    """Unpack plain files only, and only into `folder`: a backup may come from anywhere. Raises ArchiveFault.

    By hand, because the filters of tarfile are missing from the Python of Debian 12 (3.11.2).
    """
    with tarfile.open(file) as tar:
        for member in tar:
            target = (folder / member.name).resolve()
            if not target.is_relative_to(folder.resolve()) or not (member.isfile() or member.isdir()):
                raise ArchiveFault(f"{file} holds {member.name}, which has no place in a backup.")
            (target if member.isdir() else target.parent).mkdir(parents=True, exist_ok=True)
            content = tar.extractfile(member)
            if content:
                with target.open("wb") as out:
                    shutil.copyfileobj(content, out)


def prepare_script(dump: Path, script: Path) -> None:
    """The dump as statements, after what empties the database: one script is one transaction."""
    with script.open("w") as out:
        # Somebody who still works would wait for us and we for them: give up instead.
        out.write(f"SET lock_timeout = '{LOCK_TIMEOUT_SECONDS}s';\n")
        out.write("DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n")
        out.flush()
        run("pg_restore", "--no-owner", "--no-privileges", "--file=-", str(dump), connect=False, out=out.fileno())


def holds_data() -> bool:
    """Is there anything to lose in the rooms' tables?"""
    tables = set(connection.introspection.table_names())
    models = [model for model in apps.get_models() if model.__module__.startswith("helge.")]
    return any(model._default_manager.exists() for model in models if model._meta.db_table in tables)


def applied_migrations() -> dict[str, str]:
    """The last applied migration of every app. Raises ArchiveFault for a database without any."""
    applied = MigrationLoader(connection).applied_migrations
    if not applied:
        raise ArchiveFault("the database is empty; there is nothing to back up.")
    return {app: max(name for its, name in applied if its == app) for app in {app for app, _ in applied}}


@contextmanager
def folder_beside(path: Path) -> Iterator[Path]:
    """A folder of our own on the same disk, so that moving into place is one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".helge-") as name:
        yield Path(name)


def run(program: str, *arguments: str, connect: bool = True, out: int | None = None) -> None:
    """Run one of PostgreSQL's programs on our database; the password never stands on its command line."""
    at = connection.settings_dict
    where = {"PGHOST": at["HOST"], "PGPORT": at["PORT"], "PGUSER": at["USER"], "PGPASSWORD": at["PASSWORD"]}
    name = ["--dbname", str(at["NAME"])] if connect else []
    done = subprocess.run(
        [str(wheel_programs() / program), *name, *arguments],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=out if out is not None else subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"} | {key: str(value) for key, value in where.items() if value},
    )
    if done.returncode != 0:
        hint = "\nStop `bin/helge serve` and `bin/helge worker` first." if "lock timeout" in done.stderr else ""
        raise ArchiveFault(f"{program} failed:\n{done.stderr.strip()}{hint}")
