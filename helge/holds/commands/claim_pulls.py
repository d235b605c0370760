"""Take rows of the pull list to walk with, and put them back."""

from collections.abc import Iterable

from django.db import transaction

from helge.consortium.occasion import Occasion
from helge.foundation.statements import rows_of
from helge.holds.models import PullSlip

# One statement: of two colleagues who press at once, each row goes to one of them, and neither waits for the other.
_CLAIM = """
    WITH free AS (
        SELECT id FROM holds_pullslip
        WHERE id = ANY(%(slip_ids)s::bigint[]) AND library_id = %(library_id)s AND state = 'open'
        ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
    )
    UPDATE holds_pullslip SET state = 'claimed', claimed_by_id = %(staff_id)s::bigint, claimed_at = %(at)s
    FROM free WHERE free.id = holds_pullslip.id
    RETURNING holds_pullslip.id
"""


@transaction.atomic
def claim_pulls(slip_ids: Iterable[int], *, occasion: Occasion) -> list[int]:
    """Claim the open rows among `slip_ids` at this library; returns those that became ours."""
    rows = rows_of(
        _CLAIM,
        {
            "slip_ids": list(slip_ids),
            "library_id": occasion.place.id,
            "staff_id": occasion.staff_id,
            "at": occasion.at,
        },
    )
    return sorted(row.id for row in rows)


def unclaim_pulls(slip_ids: Iterable[int], *, occasion: Occasion) -> int:
    """Put claimed rows at this library back for others; returns how many."""
    return PullSlip.objects.filter(
        pk__in=list(slip_ids), library_id=occasion.place.id, state=PullSlip.State.CLAIMED
    ).update(state=PullSlip.State.OPEN, claimed_by=None, claimed_at=None)
