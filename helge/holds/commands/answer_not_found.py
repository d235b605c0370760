"""Searched for on the shelf and not found: the copy is missing, the hold gets the next one at its old place."""

from dataclasses import dataclass

from django.db import transaction

from helge.consortium.occasion import Occasion
from helge.foundation.statements import write
from helge.holds.commands.assign_pulls import assign_pulls
from helge.holds.commands.withdraw_slips import STANDING
from helge.holds.facts import copies_of
from helge.holds.locking import HoldRefused, locked_hold
from helge.holds.models import PullSlip
from helge.holds.rules.eligible import OUT_OF_USE
from helge.holds.wording import refusal
from helge.inventory.models import PlaceKind, Whereabouts
from helge.inventory.sql import move_item, move_params
from helge.journal.sql import event_params, record_event


@dataclass(frozen=True)
class NotFound:
    """What follows: the library that is asked next (None: nobody can fetch one now), and whether any copy is left."""

    item_id: int
    next_library_id: int | None
    usable_copies: int


@transaction.atomic
def answer_not_found(slip_id: int, *, occasion: Occasion) -> NotFound:
    """Mark the row's copy as missing and ask for the next copy. Raises HoldRefused with `no_such_slip`."""
    slip = PullSlip.objects.filter(pk=slip_id).first()
    if slip is None:
        raise HoldRefused([refusal("no_such_slip")])
    hold = locked_hold(slip.hold_id)
    place = Whereabouts.objects.select_for_update(no_key=True).get(item_id=slip.item_id)
    answered = PullSlip.objects.filter(pk=slip_id, state__in=STANDING).update(
        state=PullSlip.State.NOT_FOUND, answered_at=occasion.at
    )
    if not answered:
        raise HoldRefused([refusal("no_such_slip")])
    # Scanned somewhere in the meantime: then it is not missing, and the scan has decided already.
    if place.place == PlaceKind.SHELF and place.library_id == slip.library_id:
        _mark_missing(slip, place, hold.work_id, hold.record_id, occasion)
    assign_pulls(hold.work_id, occasion=occasion)
    following = PullSlip.objects.filter(hold_id=hold.pk, state__in=STANDING).first()
    usable = [item for item in copies_of([hold.record_id]) if item.place not in OUT_OF_USE]
    return NotFound(slip.item_id, following.library_id if following else None, len(usable))


def _mark_missing(slip: PullSlip, place: Whereabouts, work_id: int, record_id: int, occasion: Occasion) -> None:
    write(
        [record_event(), move_item()],
        "(SELECT id FROM new_event) AS event_id",
        {
            **event_params(
                "PullAnswered",
                occasion,
                item_id=slip.item_id,
                record_id=record_id,
                work_id=work_id,
                hold_id=slip.hold_id,
                why={"answer": "not_found", "slip": slip.pk},
            ),
            **move_params(
                slip.item_id,
                PlaceKind.MISSING.value,
                place.library_id,
                occasion.at,
                department=place.department,
                placement=place.placement,
            ),
        },
    )
