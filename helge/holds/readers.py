"""The holds' reader of the journal: `pulls` keeps the pull lists in step with the queue and the shelves."""

from datetime import datetime

from helge.catalogue.models import BibRecord
from helge.consortium.occasion import Channel, Occasion
from helge.holds.commands.assign_pulls import assign_pulls
from helge.holds.models import Hold, HoldState
from helge.journal.models import Event


def pulls(event: Event, now: datetime) -> None:
    """Assign copies anew for the titles that the event is about; looks at the present, not at the event."""
    occasion = Occasion(at=now, library=None, channel=Channel.ROUND)
    for work_id in _works_of(event):
        assign_pulls(work_id, occasion=occasion)


def _works_of(event: Event) -> list[int]:
    """The work named by the event, else those of its records; a batch names many, and few of them are waited for."""
    if event.work_id is not None:
        return [event.work_id]
    record_ids = [event.record_id] if event.record_id is not None else event.why.get("record_ids", [])
    works = BibRecord.objects.filter(pk__in=record_ids).values("work_id")
    waited_for = Hold.objects.filter(work_id__in=works, state=HoldState.WAITING)
    return list(waited_for.order_by("work_id").values_list("work_id", flat=True).distinct())
