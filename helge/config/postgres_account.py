"""Who runs the private PostgreSQL, and in which folder that account can.

PostgreSQL refuses to run as root. Root therefore drops to an existing account; when that account cannot
reach the data folder (a clone in root's home), everything goes to /var/lib/helge instead. No parent's
permissions are ever widened.
"""

import os
import pwd
import secrets
import subprocess
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from helge.config import environment
from helge.config.postgres_files import PostgresFault

ELSEWHERE = Path("/var/lib/helge")


@dataclass(frozen=True)
class Account:
    """An account of this machine that root becomes for PostgreSQL's programs."""

    name: str
    uid: int
    gid: int

    def drop(self) -> dict[str, Any]:
        """Arguments that make subprocess run a program as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def may_enter(self, folder: Path) -> bool:
        """Ask the kernel, which knows every parent and access list, instead of reading permission bits."""
        return self.succeeds("test", "-x", str(folder))

    def succeeds(self, *line: str) -> bool:
        try:
            return subprocess.run(line, check=False, cwd="/", capture_output=True, **self.drop()).returncode == 0
        except PermissionError:
            return False


def account_for(data: Path) -> Account | None:
    """None when we are not root; for root the cluster's owner, or the account named by the settings.

    Raises PostgresFault when there is no such account.
    """
    if os.geteuid() != 0:
        return None
    cluster = data / "postgres" / "cluster"
    owner = cluster.stat().st_uid if cluster.exists() else 0
    wanted = environment.text("HELGE_POSTGRES_ACCOUNT", "nobody")
    try:
        entry = pwd.getpwuid(owner) if owner else pwd.getpwnam(wanted)
    except KeyError:
        raise PostgresFault(
            f"PostgreSQL does not run as root and there is no account {owner or wanted!r} to drop to; "
            "name one in HELGE_POSTGRES_ACCOUNT, or run Helge as an ordinary user."
        ) from None
    if entry.pw_uid == 0:
        raise PostgresFault("HELGE_POSTGRES_ACCOUNT must not be root: PostgreSQL refuses to run as root.")
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def home_for(data: Path, account: Account | None) -> Path:
    """The folder of the cluster: `postgres` in the data folder, or one under /var/lib/helge.

    The choice is made once and written down, together with a token, so that a new clone at an old path
    never meets the old clone's database.
    """
    usual = data / "postgres"
    if account is None:
        return usual
    note = usual / "elsewhere"
    if note.exists():
        return Path(note.read_text().strip())
    usual.mkdir(parents=True, exist_ok=True)
    if (usual / "cluster").exists() or account.may_enter(usual):
        return usual
    token = secrets.token_hex(8)
    home = ELSEWHERE / sha256(f"{data}\n{token}".encode()).hexdigest()[:12]
    home.mkdir(parents=True, exist_ok=True)
    if not account.may_enter(home):
        raise PostgresFault(f"the account {account.name} may not enter {home}; see HELGE_POSTGRES_ACCOUNT.")
    note_once(note, home)
    return Path(note.read_text().strip())


def note_once(note: Path, home: Path) -> None:
    """Of two first starts at once, the note that stands first decides."""
    draft = note.with_name(f"elsewhere.{os.getpid()}")
    draft.write_text(f"{home}\n")
    try:
        note.hardlink_to(draft)
    except FileExistsError:
        home.rmdir()
    finally:
        draft.unlink()
