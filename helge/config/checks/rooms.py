"""The rooms of the house as the checks and tests see them: which file is whose, and on which floor."""

import tomllib
from pathlib import Path

from helge.config.places import CLONE

HOUSE = CLONE / "helge"


def rooms() -> dict[str, Path]:
    """Label and folder of every Django app of the house, and of the foundation."""
    folders = [file.parent for file in sorted(HOUSE.glob("**/apps.py"))]
    return {folder.name: folder for folder in [*folders, HOUSE / "foundation"]}


def files_of(folder: Path, *patterns: str) -> list[Path]:
    """The files of a room by pattern, without those of a room inside it."""
    inner = [file.parent for file in folder.glob("*/**/apps.py")]
    found = [file for pattern in patterns for file in folder.glob(pattern)]
    return sorted(file for file in found if not any(file.is_relative_to(room) for room in inner))


def floors() -> list[set[str]]:
    """The floors from the top down, from the same contract in pyproject.toml that import-linter proves."""
    contracts = tomllib.loads((CLONE / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    return [{room.strip(" ()") for room in layer.split("|")} for layer in layers]
