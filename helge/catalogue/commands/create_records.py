"""Add many records at once: for imports, which tell the journal of a whole batch in one event."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from psycopg.types.json import Jsonb
from pymarc import Record

from helge.catalogue.commands.works import works_for
from helge.catalogue.marc import to_json
from helge.catalogue.rules.describe import Described, describe
from helge.consortium.occasion import Occasion
from helge.foundation.copying import copy_rows, reserve_ids


@dataclass(frozen=True)
class NewRecord:
    """A record to add. `described` saves reading the MARC twice when the caller has read it already."""

    marc: Record
    control_number: str = ""
    control_source: str = ""
    is_suppressed: bool = False
    described: Described | None = None


TABLE = "catalogue_bibrecord"
_OWN = ("id", "work_id", "marc", "control_number", "control_source", "is_suppressed", "created_at", "changed_at")
_DESCRIBED = tuple(Described.__dataclass_fields__)


def create_records(new: Sequence[NewRecord], *, occasion: Occasion) -> list[int]:
    """Write the records and their works; returns their ids in order. The caller records the event.

    Raises IntegrityError when a control number of a source is there already.
    """
    if not new:
        return []
    told = [record.described or describe(record.marc) for record in new]
    works = works_for([described.work_key for described in told])
    ids = reserve_ids(TABLE, len(new))
    rows: list[tuple[Any, ...]] = [
        (
            record_id,
            work_id,
            Jsonb(to_json(record.marc)),
            record.control_number,
            record.control_source,
            record.is_suppressed,
            occasion.at,
            occasion.at,
            *(getattr(described, name) for name in _DESCRIBED),
        )
        for record_id, work_id, record, described in zip(ids, works, new, told, strict=True)
    ]
    copy_rows(TABLE, (*_OWN, *_DESCRIBED), rows)
    return ids
