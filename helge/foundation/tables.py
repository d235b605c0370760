"""Small tables that people keep as CSV files: read with clear words about what is wrong, and where."""

import csv
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path


class Line:
    """One row of a file. Every reading names the file and the line when the cell does not say what it should."""

    def __init__(self, file: Path, number: int, cells: dict[str, str]) -> None:
        self.file, self.number, self.cells = file, number, cells

    def __getitem__(self, column: str) -> str:
        return self.text(column)

    def text(self, column: str) -> str:
        """The cell without outer spaces. Raises ValueError when the file has no such column."""
        if column not in self.cells:
            raise self.wrong(column, "the column is missing")
        return (self.cells[column] or "").strip()

    def words(self, column: str) -> list[str]:
        """The words of a cell; [""] when it is blank, so that blank means one row for all."""
        return self.text(column).split() or [""]

    def flag(self, column: str) -> bool:
        match self.text(column):
            case "yes":
                return True
            case "no":
                return False
        raise self.wrong(column, "write yes or no")

    def flag_or_none(self, column: str) -> bool | None:
        return self.flag(column) if self.text(column) else None

    def number_or_none(self, column: str) -> int | None:
        """A whole number, or None for a blank cell: empty is not zero."""
        text = self.text(column)
        if not text:
            return None
        if not (text.isascii() and text.isdigit()):
            raise self.wrong(column, "write a whole number")
        return int(text)

    def day(self, column: str) -> date:
        try:
            return date.fromisoformat(self.text(column))
        except ValueError:
            raise self.wrong(column, "write a day as 2006-10-01") from None

    def day_or_none(self, column: str) -> date | None:
        return self.day(column) if self.text(column) else None

    def clock(self, column: str) -> time:
        try:
            return time.fromisoformat(self.text(column))
        except ValueError:
            raise self.wrong(column, "write a time as 10:00") from None

    def wrong(self, column: str, what: str) -> ValueError:
        return ValueError(f"{self.file.name}, line {self.number}, column {column}: {what}")


def lines_of(file: Path) -> Iterator[Line]:
    """The rows of a CSV file with a heading line, in UTF-8. A file that is not there has no rows."""
    if not file.exists():
        return
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        for cells in reader:
            if None in cells:
                raise ValueError(f"{file.name}, line {reader.line_num}: more cells than headings")
            yield Line(file, reader.line_num, cells)
