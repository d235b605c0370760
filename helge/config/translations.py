"""Compiles translations with a Python library, so that running Helge needs no gettext."""

import os
from pathlib import Path


def compile_stale(root: Path) -> list[Path]:
    """Write every .mo file under `root` that is missing or older than its .po file; return those written."""
    written = []
    for source in sorted(root.glob("**/locale/*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            compile_one(source, compiled)
            written.append(compiled)
    return written


def compile_one(source: Path, compiled: Path) -> None:
    """Write beside and move into place: a start at the same moment never reads half a file."""
    import polib  # only when something is stale: it costs 30 ms

    draft = compiled.with_name(f"{compiled.name}.{os.getpid()}")
    polib.pofile(str(source)).save_as_mofile(str(draft))
    draft.replace(compiled)
