"""The secret key that signs sessions: given by the operator, or made once and kept."""

import os
import secrets
from pathlib import Path

from helge.config import environment


def secret_key(data: Path) -> str:
    """HELGE_SECRET_KEY, or the key in the data folder, made at first use and readable by its owner only."""
    given = environment.text("HELGE_SECRET_KEY")
    if given:
        return given
    file = data / "secret_key"
    if not file.exists():
        make_once(file)
    return file.read_text(encoding="ascii").strip()


def make_once(file: Path) -> None:
    """Write a new key whole and link it into place: of two starts at once the first one's key stays."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as handle:
        handle.write(secrets.token_urlsafe(64))
    try:
        file.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
