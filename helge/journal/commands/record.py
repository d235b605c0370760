"""Write one event and its slips, in the transaction of the deed it tells of."""

from collections.abc import Mapping
from typing import Any

from helge.consortium.occasion import Occasion
from helge.journal.models import Event, Slip
from helge.journal.reactions import readers_of


def record(
    kind: str,
    occasion: Occasion,
    *,
    patron_id: int | None = None,
    item_id: int | None = None,
    record_id: int | None = None,
    work_id: int | None = None,
    loan_id: int | None = None,
    hold_id: int | None = None,
    why: Mapping[str, Any] | None = None,
) -> Event:
    """Append one event. Call inside the transaction of the change; `why` names no person."""
    event = Event.objects.create(
        kind=kind,
        at=occasion.at,
        library_id=occasion.library.id if occasion.library else None,
        channel=occasion.channel.value,
        staff_member_id=occasion.staff_id,
        patron_id=patron_id,
        item_id=item_id,
        record_id=record_id,
        work_id=work_id,
        loan_id=loan_id,
        hold_id=hold_id,
        why=dict(why or {}),
    )
    Slip.objects.bulk_create(
        [Slip(event=event, reader=reader, available_at=occasion.at) for reader in readers_of(kind)]
    )
    return event
