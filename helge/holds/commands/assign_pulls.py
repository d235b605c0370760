"""Make the pull list: for every hold that a copy on a shelf can serve, one row at that copy's library."""

from django.db import transaction

from helge.consortium import queries as consortium
from helge.consortium.occasion import Occasion
from helge.holds.commands.withdraw_slips import STANDING
from helge.holds.facts import copies_of, rule_for, waiting_queue
from helge.holds.locking import lock_work
from helge.holds.models import PullSlip
from helge.holds.rules.eligible import HoldFacts, ItemFacts, may_serve
from helge.holds.rules.nearest import choose_copy
from helge.policies import queries as policies


@transaction.atomic
def assign_pulls(work_id: int, *, occasion: Occasion) -> list[PullSlip]:
    """Give each hold in queue order the nearest copy on a shelf that may serve it; returns the new slips.

    Slips that stand are left to those who may be walking with them, unless their copy has left the
    shelf or their hold can no longer be served: those are withdrawn first. Safe to call at any time.
    """
    lock_work(work_id)
    queue = waiting_queue(work_id)
    if not queue:
        return []
    consortium.refresh_if_moved()
    policies.refresh_if_moved()
    copies = {item.item_id: item for item in copies_of({hold.record_id for hold in queue})}
    standing = _withdraw_the_void(queue, copies, occasion)
    served = {slip.hold_id for slip in standing}
    free = _on_a_shelf(copies, taken={slip.item_id for slip in standing})
    made = []
    for hold in queue:
        if hold.hold_id in served or not free:
            continue
        able = [item for item in free.values() if _serves(item, hold, occasion)]
        choice = choose_copy(hold, able, distance_km=consortium.distance_km, municipality_of=_municipality_of)
        if choice is None:
            continue
        del free[choice.item.item_id]
        made.append(
            PullSlip(
                hold_id=hold.hold_id,
                item_id=choice.item.item_id,
                library_id=choice.item.library_id,
                created_at=occasion.at,
                why=choice.why,
            )
        )
    return PullSlip.objects.bulk_create(made)


def _withdraw_the_void(queue: list[HoldFacts], copies: dict[int, ItemFacts], occasion: Occasion) -> list[PullSlip]:
    """Withdraw slips that lead nowhere and return those that stand."""
    by_id = {hold.hold_id: hold for hold in queue}
    slips = list(PullSlip.objects.filter(hold__in=by_id, state__in=STANDING))
    standing = [slip for slip in slips if _leads_somewhere(slip, by_id[slip.hold_id], copies, occasion)]
    void = {slip.pk for slip in slips} - {slip.pk for slip in standing}
    if void:
        PullSlip.objects.filter(pk__in=void, state__in=STANDING).update(
            state=PullSlip.State.WITHDRAWN, answered_at=occasion.at
        )
    return standing


def _leads_somewhere(slip: PullSlip, hold: HoldFacts, copies: dict[int, ItemFacts], occasion: Occasion) -> bool:
    item = copies.get(slip.item_id)
    if item is None or item.place != "shelf" or item.library_id != slip.library_id:
        return False
    return _serves(item, hold, occasion)


def _on_a_shelf(copies: dict[int, ItemFacts], taken: set[int]) -> dict[int, ItemFacts]:
    return {key: item for key, item in copies.items() if item.place == "shelf" and key not in taken}


def _serves(item: ItemFacts, hold: HoldFacts, occasion: Occasion) -> bool:
    return may_serve(item, hold, rule_for(item, occasion.today), occasion.today) is None


def _municipality_of(library_id: int) -> int:
    return consortium.library(library_id).municipality_id
