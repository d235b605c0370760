"""Programs of the system that only developers need: installed when missing, on Debian and Ubuntu."""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def ensure_program(*names: str, package: str) -> Path:
    """The path of the first of the programs `names` that exists, after installing `package` when none does.

    Exits with the line to run when we may not install.
    """
    found = first_of(names)
    if found is None:
        install(package)
        found = first_of(names)
    if found is None:
        sys.exit(f"helge: {names[0]} is still missing after installing {package}.")
    return found


def first_of(names: tuple[str, ...]) -> Path | None:
    paths = (shutil.which(name) for name in names)
    return next((Path(path) for path in paths if path), None)


def install(package: str) -> None:
    line = f"sudo apt-get install {package}"
    if shutil.which("apt-get") is None:
        sys.exit(f"helge: {package} is missing; install it with your system's package manager.")
    prefix = [] if os.geteuid() == 0 else ["sudo"]
    if prefix and not may_sudo():
        sys.exit(f"helge: {package} is missing; run this once, then try again: {line}")
    print(f"helge: installing {package}", file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "--no-install-recommends", package]):
        # The packages' own output goes beside ours: standard output belongs to the command.
        if subprocess.run([*prefix, *step], check=False, stdout=sys.stderr, env=environment).returncode != 0:
            sys.exit(f"helge: could not install {package}; run this once, then try again: {line}")


def may_sudo() -> bool:
    if shutil.which("sudo") is None:
        return False
    return (
        sys.stdin.isatty() or subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0
    )
