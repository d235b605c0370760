"""Staff take away a hold that no copy is left for, and the patron is told (requirement 60)."""

from django.db import transaction

from helge.consortium.occasion import Occasion
from helge.holds.commands.answer_hopeless import locked_hopeless_hold
from helge.holds.commands.cancel_hold import HoldEnded, cancel_hold
from helge.notices.commands.queue_notice import queue_notice
from helge.notices.models import NoticeKind


@transaction.atomic
def cancel_and_tell(hold_id: int, *, occasion: Occasion) -> HoldEnded:
    """End the hold and queue the message, both or neither.

    The message comes first and not from the journal: an ended hold forgets its patron in the same statement. Raises
    HoldRefused with `no_such_hold`, `hold_ended`, `already_under_way` or `a_copy_has_come`.
    """
    hold = locked_hopeless_hold(hold_id)
    queue_notice(NoticeKind.HOLD_CANCELLED, hold, occasion.at, send_at=occasion.at)
    return cancel_hold(hold_id, occasion=occasion)
