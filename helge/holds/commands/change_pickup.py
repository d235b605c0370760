"""Let a hold be fetched somewhere else, until a copy is on its way (requirement 65)."""

from dataclasses import replace

from django.db import transaction

from helge.consortium import queries as consortium
from helge.consortium.occasion import Occasion
from helge.holds.commands.withdraw_slips import withdraw_slips_of_hold
from helge.holds.facts import copies_of, rule_for, waiting_queue
from helge.holds.locking import HoldRefused, locked_active_hold, refuse_unless_waiting
from helge.holds.models import Hold
from helge.holds.rules.refusals import reasons_pickup_is_impossible
from helge.journal.commands.record import record


@transaction.atomic
def change_pickup(hold_id: int, library_id: int, *, occasion: Occasion) -> Hold:
    """Move the hold to another pickup library; its place in the queue is kept.

    Raises HoldRefused with `hold_ended`, `already_under_way`, `pickup_not_possible`, `not_holdable` or
    `pickup_closed_library`; LookupError for a library that does not exist.
    """
    hold = locked_active_hold(hold_id)
    refuse_unless_waiting(hold)
    pickup = consortium.library(library_id)
    today = occasion.today
    mine = next(waiting for waiting in waiting_queue(hold.work_id) if waiting.hold_id == hold.pk)
    moved = replace(
        mine,
        pickup_library_id=pickup.id,
        pickup_municipality_id=pickup.municipality_id,
        pickup_closed_date=pickup.closed_date,
    )
    copies = [(item, rule_for(item, today)) for item in copies_of([hold.record_id])]
    refusals = reasons_pickup_is_impossible(moved, copies, pickup, consortium.calendar_of(pickup.id), today)
    if refusals:
        raise HoldRefused(refusals)
    was = hold.pickup_library_id
    hold.pickup_library_id = pickup.id
    hold.save(update_fields=["pickup_library"])
    withdraw_slips_of_hold(hold.pk, occasion)
    record(
        "HoldPickupChanged",
        occasion,
        patron_id=hold.patron_id,
        record_id=hold.record_id,
        work_id=hold.work_id,
        hold_id=hold.pk,
        why={"from": was, "to": pickup.id},
    )
    return hold
