"""Files of records for the stories, made here."""

from pathlib import Path

from pymarc import Record

from helge.catalogue.marc import data
from helge.catalogue.marc_of import marc_of

PIPPI = {
    "title": "Pippi Långstrump",
    "author": "Lindgren, Astrid, 1907-2002",
    "media_type": "book",
    "languages": ["swe"],
    "year": 1945,
    "classification": "uHc",
    "isbns": ["9789129688313"],
}


def record(number: str = "", *fields, **facts) -> Record:
    """Pippi, or what `facts` make of her."""
    made = marc_of({**PIPPI, **facts}, control_number=number)
    made.fields.extend(fields)
    return made


def copy_952(barcode: str, library: str = "HOF", **more: str):
    """A copy in Koha's way."""
    return data("952", "  ", ("a", library), ("p", barcode), ("y", "BK"), *more.items())


def iso(*records: Record) -> bytes:
    return b"".join(each.as_marc() for each in records)


def file_of(folder: Path, content: bytes, name: str = "poster.mrc") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


SWEDISH = [
    record("1", copy_952("39000000001", o="uHc LIN", g="129,50"), copy_952("39000000002", "SOD")),
    record("2", title="Åsneprinsen", author="Öberg, Åsa, 1970-", isbns=["9789132162053"], year=1999),
    record("3", title="Måns och Mari om våren", author="Sandberg, Inger, 1930-2017", isbns=[], year=1967),
]
