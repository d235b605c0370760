"""Take a hold's row off the pull list: nobody needs to look for that copy any more."""

from helge.consortium.occasion import Occasion
from helge.holds.models import PullSlip

STANDING = [PullSlip.State.OPEN, PullSlip.State.CLAIMED]


def withdraw_slips_of_hold(hold_id: int, occasion: Occasion) -> int:
    """Withdraw the hold's open slip, if any; returns how many there were (0 or 1). The queue is locked."""
    return PullSlip.objects.filter(hold_id=hold_id, state__in=STANDING).update(
        state=PullSlip.State.WITHDRAWN, answered_at=occasion.at
    )
