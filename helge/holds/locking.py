"""One lock for everything about a title's holds: its Work (docs/architecture.md, section 1)."""

from helge.foundation.refusals import Refused
from helge.foundation.statements import row_of
from helge.holds.models import ACTIVE, Hold
from helge.holds.wording import refusal


class HoldRefused(Refused):
    """Nothing was changed; `refusals` tells why, all reasons at once."""


def lock_work(work_id: int) -> None:
    """Wait for everyone else who decides about the title's holds or copies."""
    row_of("SELECT id FROM catalogue_work WHERE id = %(work_id)s FOR NO KEY UPDATE", {"work_id": work_id})


def locked_hold(hold_id: int) -> Hold:
    """The hold with its queue locked. Raises HoldRefused with `no_such_hold`.

    The work is found without a lock, locked, and looked at again: a record may have moved to another
    work meanwhile.
    """
    while True:
        work_id = Hold.objects.filter(pk=hold_id).values_list("work_id", flat=True).first()
        if work_id is None:
            raise HoldRefused([refusal("no_such_hold")])
        lock_work(work_id)
        hold = Hold.objects.select_related("pickup_library", "record").filter(pk=hold_id).first()
        if hold is not None and hold.work_id == work_id:
            return hold


def locked_active_hold(hold_id: int) -> Hold:
    """As `locked_hold`; an ended hold is refused with `hold_ended`."""
    hold = locked_hold(hold_id)
    if hold.state not in ACTIVE:
        raise HoldRefused([refusal("hold_ended")])
    return hold


def refuse_unless_waiting(hold: Hold) -> None:
    """Pausing, jumping and changing the pickup library end when a copy is on its way (requirement 65)."""
    if hold.captured_item_id is not None:
        raise HoldRefused([refusal("already_under_way")])
