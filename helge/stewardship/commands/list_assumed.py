"""The page about everything that was assumed, made from the data itself: it cannot fall behind."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from helge.consortium.commands.load_consortium import HELGE_FOLDER
from helge.foundation.tables import Line, lines_of

HEADING = """# What was assumed

HelGe's libraries and rules are data in `helge/consortium/data/helge`. What no source told was assumed, so that the demo
works like a real consortium; each such row says so itself in its column `assumed`, and is marked as assumed in the
database. Nobody should take these values for HelGe's: the first to ask are the libraries.

This page is made from the data by `bin/helge assumed --write`; a test compares them.
"""

# The cells that tell one row of a file from another, in the order a reader looks for them.
NAMING = (
    *("key", "code", "library", "days", "municipality", "category", "media_type", "loan_kind"),
    *("language", "department", "from_date"),
)
SAID_BY_FROM_DATE = ("loan_rules", "hold_rules", "tariffs", "floating_rules")


def assumed_page(folder: Path = HELGE_FOLDER) -> str:
    """The whole page in Markdown."""
    return "\n".join([HEADING, *_values_without_rows(folder), *_rows(folder)]).rstrip() + "\n"


def _values_without_rows(folder: Path) -> Iterator[str]:
    yield "## In the program and in whole columns\n"
    for line in lines_of(folder / "assumptions.csv"):
        yield f"- **{line['room']}**: {line['what']}. {line['why']}"
    yield ""


def _rows(folder: Path) -> Iterator[str]:
    for file in sorted(folder.glob("*.csv")):
        assumed = [line for line in lines_of(file) if line.cells.get("assumed")]
        if not assumed:
            continue
        yield f"## {file.name}\n"
        in_order = sorted(assumed, key=lambda line: line["assumed"])
        for what, lines in groupby(in_order, key=lambda line: line["assumed"]):
            yield f"- {what} {_names(file, list(lines))}"
        yield ""


def _names(file: Path, lines: list[Line]) -> str:
    """Which rows: by name when they are few enough to read, else how many."""
    named = list(dict.fromkeys(_name(file, line) for line in sorted(lines, key=lambda line: line.number)))
    return f"({'; '.join(named)})" if len(named) <= 12 else f"({len(lines)} rows)"


def _name(file: Path, line: Line) -> str:
    cells = [line.cells.get(column, "") for column in NAMING]
    if file.stem not in SAID_BY_FROM_DATE:
        cells = cells[:1] if cells[0] else cells[:4]
    return " ".join(cell for cell in cells if cell)
