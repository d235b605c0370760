"""The works that the project has written down as facts (`works/*.csv`), read into plain values."""

import csv
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "works"

# The words of the files for what somebody did, as MARC relator codes.
ROLES = {
    "förf": "aut",
    "ill": "ill",
    "övers": "trl",
    "bearb": "adp",
    "red": "edt",
    "foto": "pht",
    "reg": "fmd",
    "skådesp": "act",
    "mus": "cmp",
    "text": "lyr",
    "utv": "pro",
}


@dataclass(frozen=True)
class Work:
    """One line of a file. A blank means that the fact is not known; years are None then."""

    file: str
    key: str
    title: str
    subtitle: str
    author: str
    contributors: tuple[str, ...]
    original_title: str
    original_language: str
    language: str
    first_year: int | None
    swedish_year: int | None
    publisher: str
    isbn: str
    media_type: str
    audience: str
    is_fiction: bool
    sab: str
    ddc: str
    subjects: tuple[str, ...]
    series: str
    series_number: str
    form: str
    note: str

    @property
    def is_translation(self) -> bool:
        return bool(self.original_language) and self.original_language != self.language

    @property
    def year(self) -> int | None:
        """The year of this language's first edition; not guessed for a translation."""
        return self.swedish_year or (None if self.is_translation else self.first_year)


def works_at_hand() -> list[Work]:
    """Every work, file by file, in the order of the lines."""
    return [_work(file.stem, row) for file in sorted(FOLDER.glob("*.csv")) for row in _rows(file)]


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _work(file: str, row: dict[str, str]) -> Work:
    contributors = [part.partition(":") for part in row["contributors"].split(" | ") if part]
    return Work(
        file=file,
        key=row["key"],
        title=row["title"],
        subtitle=row["subtitle"],
        author=row["author"],
        contributors=tuple(f"{name}|{ROLES[role]}" for role, _colon, name in contributors),
        original_title=row["original_title"],
        original_language=row["original_language"],
        language=row["language"],
        first_year=int(row["first_year"]) if row["first_year"] else None,
        swedish_year=int(row["swedish_year"]) if row["swedish_year"] else None,
        publisher=row["publisher"],
        isbn=row["isbn"],
        media_type=_media_type(row),
        audience=row["audience"],
        is_fiction=row["is_fiction"] == "1",
        sab=row["sab"],
        ddc=row["ddc"],
        subjects=tuple(part for part in row["subjects"].split(" | ") if part),
        series=row["series"],
        series_number=row["series_number"],
        form=row["form"],
        note=row["note"],
    )


def _media_type(row: dict[str, str]) -> str:
    """The files tell documentaries and newspapers apart by their form."""
    return row["form"] if row["form"] in ("documentary", "newspaper") else row["media_type"]
