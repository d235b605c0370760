"""Where this clone of Helge keeps its things on disk."""

import os
from pathlib import Path

CLONE = Path(__file__).resolve().parents[2]


def data_folder() -> Path:
    """HELGE_DATA, or the folder `var` in the clone, so that clones do not meet."""
    chosen = os.environ.get("HELGE_DATA", "").strip()
    return Path(chosen).expanduser().resolve() if chosen else CLONE / "var"
