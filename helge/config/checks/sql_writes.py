"""A room writes only its own tables, in SQL too.

Hot verbs join pieces of several rooms in Python; each piece stands in the room whose table it writes, so
the text of a room's files names only its own tables after INSERT, UPDATE, DELETE and their like.
"""

import re
from collections.abc import Iterator

from helge.config.checks.rooms import files_of, rooms
from helge.config.places import CLONE

WRITES = re.compile(
    r"\b(?:INSERT\s+INTO|UPDATE(?:\s+ONLY)?|DELETE\s+FROM(?:\s+ONLY)?|MERGE\s+INTO|TRUNCATE(?:\s+TABLE)?|COPY)\s+"
    r'"?(?P<table>[a-z]+_[a-z_]+)"?',
    re.IGNORECASE,
)


def foreign_writes() -> Iterator[str]:
    """One line for every write to another room's table."""
    labels = set(rooms())
    for label, folder in rooms().items():
        for file in files_of(folder, "**/*.py"):
            if "migrations" in file.parts:
                continue
            text = file.read_text(encoding="utf-8")
            for line, table in writes(text):
                owner = table.split("_", 1)[0]
                if owner in labels and owner != label:
                    yield f"{file.relative_to(CLONE)}:{line}: {label} writes {table}, which belongs to {owner}"


def writes(text: str) -> Iterator[tuple[int, str]]:
    """Line number and table of every writing statement in `text`."""
    for match in WRITES.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, match["table"].lower()
