"""Work that takes longer than a page: the folder where a file waits for the worker, and how far it has come.

The web process writes the file and puts a job in the queue; the worker writes `state.json` as it goes, and the page
asks for it. The folder lies in HELGE_DATA, nobody else can read it, and when the work is done all is in the database.
"""

import json
import re
import secrets
import shutil
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from django.conf import settings

STATE = "state.json"
KEPT_SECONDS = 2 * 24 * 60 * 60
LONGEST_NAME = 120
GZIP = b"\x1f\x8b"

# A random name for an uploaded file, or the number of the batch that is being taken back.
TOKEN = re.compile(r"[0-9a-f]{32}|undo-[0-9]{1,18}")


@dataclass(frozen=True)
class Progress:
    """`state` is waiting, working, done, failed or again (soon tried again).

    Bytes tell how far a file is read; a packed one is longer than it looks, so its total is 0: unknown.
    """

    state: str = "waiting"
    done_bytes: int = 0
    total_bytes: int = 0
    records: int = 0
    batch_id: int | None = None
    told: str = ""
    file_name: str = ""

    @property
    def is_over(self) -> bool:
        return self.state in ("done", "failed")


def new_token() -> str:
    return secrets.token_hex(16)


def folder_of(token: str) -> Path:
    """The folder of one piece of work. Raises LookupError for what cannot be a token."""
    if not TOKEN.fullmatch(token):
        raise LookupError("no such work")
    return Path(settings.DATA) / "uploads" / token


def keep_file(token: str, name: str, chunks: Iterable[bytes]) -> Path:
    """Write an uploaded file into its folder under its own name, without what a name could do to a path."""
    forget_old()
    folder = folder_of(token)
    folder.mkdir(parents=True, mode=0o700)
    safe = "".join(sign for sign in Path(name).name if sign.isalnum() or sign in " ._-()").strip(" .")[-LONGEST_NAME:]
    path = folder / (safe or "fil")
    with path.open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
    with path.open("rb") as file:
        is_packed = file.read(2) == GZIP
    tell(token, Progress(total_bytes=0 if is_packed else path.stat().st_size, file_name=path.name))
    return path


def file_in(token: str) -> Path | None:
    """The uploaded file, while it is still needed."""
    files = [path for path in folder_of(token).glob("*") if path.name != STATE and path.suffix != ".part"]
    return files[0] if files else None


def tell(token: str, progress: Progress) -> Progress:
    """Write how far the work has come; a reader never sees half of it."""
    folder = folder_of(token)
    folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    draft = folder / f"{STATE}.part"
    draft.write_text(json.dumps(asdict(progress)), encoding="utf-8")
    draft.replace(folder / STATE)
    return progress


def progress_of(token: str) -> Progress | None:
    """How far the work has come; None when there is none, or it was long ago."""
    try:
        told: dict[str, Any] = json.loads((folder_of(token) / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError, LookupError):
        return None
    known = {field.name for field in fields(Progress)}
    return Progress(**{name: value for name, value in told.items() if name in known})


def finish(token: str, **changes: Any) -> Progress:
    """The last word: the file is not needed any more."""
    path = file_in(token)
    if path is not None:
        path.unlink()
    return tell(token, replace(progress_of(token) or Progress(), **changes))


def forget_old() -> None:
    """Remove folders that nobody asks for any more."""
    root = Path(settings.DATA) / "uploads"
    for folder in root.glob("*") if root.is_dir() else ():
        if folder.is_dir() and folder.stat().st_mtime < time.time() - KEPT_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
