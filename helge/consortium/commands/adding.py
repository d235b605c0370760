"""Add the rows of a configuration folder that are not there yet, and say what was done.

Loading a folder again adds what is new in it and changes nothing else: what staff have edited since stays as they left
it, and is named, so that nobody believes that the folder is what applies.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


@dataclass
class Tally:
    """What one loading did: rows added and rows found by table, and rows that differ from the folder."""

    added: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    differing: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {"added": dict(self.added), "found": dict(self.found), "differing": self.differing}


def ensure(tally: Tally, model: type[Row], key: Mapping[str, Any], **facts: Any) -> Row:
    """The row with this key; made from `facts` when there is none, else left as it is."""
    name = model.__name__
    found = model._default_manager.filter(**_filters(key)).first()
    if found is None:
        tally.added[name] += 1
        return model._default_manager.create(**key, **facts)
    tally.found[name] += 1
    for column, value in facts.items():
        if getattr(found, column) != value:
            tally.differing.append(f"{name} {', '.join(str(part) for part in key.values() if part)}: {column}")
    return found


def _filters(key: Mapping[str, Any]) -> dict[str, Any]:
    return {
        f"{column}__isnull" if value is None else column: True if value is None else value
        for column, value in key.items()
    }
