"""What the index knows of one record: a flat picture of record, copies and queue at one moment.

Documents are disposable. They are made from the database in batches (`gathering`), and every hit gives its document
back, so a list of hits needs no second look at the record.
"""

import json
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class IndexDocument:
    """`people` starts with the author; headings stand as in the record ("Lindgren, Astrid, 1907-2002").

    `added_date` is a proleptic ordinal (`date.toordinal`). `libraries` own a copy, `municipalities` own those
    libraries, `available_libraries` have a copy on the shelf now; all by code. `holds` counts the active queue.
    The sort keys are those of `foundation.swedish.sort_key`; blank ones are made from title and author.
    """

    record_id: int
    work_id: int
    title: str
    subtitle: str = ""
    responsibility: str = ""
    people: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    series: str = ""
    year: int | None = None
    languages: tuple[str, ...] = ()
    media_type: str = ""
    audience: str = ""
    is_fiction: bool | None = None
    classification: str = ""
    isbns: tuple[str, ...] = ()
    publisher: str = ""
    notes: str = ""
    added_date: int = 0
    libraries: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    available_libraries: tuple[str, ...] = ()
    copies: int = 0
    holds: int = 0
    title_sort: str = ""
    author_sort: str = ""

    @property
    def author(self) -> str:
        return self.people[0] if self.people else ""

    def to_json(self) -> str:
        """The document as one line; empty parts are left out, since most are empty for most records."""
        told = {name: value for name, value in vars(self).items() if value is False or value not in ("", (), None, 0)}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, line: str) -> "IndexDocument":
        told = {"record_id": 0, "work_id": 0, "title": "", **json.loads(line)}
        known = {field.name for field in fields(cls)}
        values: dict[str, Any] = {name: tuple(each) if isinstance(each, list) else each for name, each in told.items()}
        return cls(**{name: value for name, value in values.items() if name in known})
