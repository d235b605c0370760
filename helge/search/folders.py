"""Where the index lies, and how a new one takes the old one's place in one step.

    <root>/current          the name of the folder in use
    <root>/v1-1763832000…   an index; the number after v is its schema version

A rebuild fills a folder of its own while searches go on in the old one. `current` is replaced atomically, so a kill at
any moment leaves the old index or the new one, never half of either.
"""

import os
import shutil
import time
from pathlib import Path

from .schema import SCHEMA_VERSION

POINTER = "current"
PREFIX = f"v{SCHEMA_VERSION}-"


def current_folder(root: Path) -> Path | None:
    """Return the index in use, or None when there is none of this schema version."""
    try:
        name = (root / POINTER).read_text(encoding="ascii").strip()
    except OSError:
        return None
    folder = root / name
    return folder if name.startswith(PREFIX) and (folder / "meta.json").is_file() else None


def new_folder(root: Path) -> Path:
    """Make an empty folder for an index under construction."""
    folder = root / f"{PREFIX}{time.time_ns()}"
    folder.mkdir(parents=True)
    return folder


def switch_to(folder: Path) -> None:
    """Put `folder` in use, and remove the others. Processes that still read them keep their open files."""
    root = folder.parent
    fresh = root / f"{POINTER}.{os.getpid()}"
    with fresh.open("w", encoding="ascii") as pointer:
        pointer.write(folder.name)
        pointer.flush()
        os.fsync(pointer.fileno())
    fresh.replace(root / POINTER)
    for other in root.iterdir():
        if other.is_dir() and other != folder and other.name.startswith("v"):
            shutil.rmtree(other, ignore_errors=True)
