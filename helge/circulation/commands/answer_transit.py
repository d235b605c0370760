"""Answer for a late journey: still here, arrived, or searched and not found."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from helge.circulation.commands.check_in import CheckedIn, check_in
from helge.consortium.occasion import Occasion
from helge.foundation.refusals import Refusal, Refused
from helge.foundation.statements import write
from helge.holds.commands.assign_pulls import assign_pulls
from helge.holds.commands.release_hold import release_hold
from helge.holds.locking import lock_work
from helge.holds.queries import captured_hold
from helge.inventory.models import PlaceKind, Whereabouts
from helge.inventory.sql import move_item, move_params
from helge.journal.commands.record import record
from helge.journal.sql import event_params, record_event
from helge.logistics.commands.answer import note_answer
from helge.logistics.commands.close_transit import close_transit
from helge.logistics.models import Transit

ANSWERS = ("still_here", "arrived", "not_found")


class TransitAnswerRefused(Refused):
    """Nothing was changed; `refusals` tells why."""


@dataclass(frozen=True)
class TransitAnswered:
    """What follows from the answer. `checked_in` is the scan that "arrived" stands for."""

    transit_id: int
    answer: str
    is_missing: bool = False
    hold_released: bool = False
    checked_in: CheckedIn | None = None


@transaction.atomic
def answer_transit(transit_id: int, answer: str, *, occasion: Occasion) -> TransitAnswered:
    """Answer at one end of an open journey.

    `still_here` (the sender) starts the clock anew. `arrived` (the receiver) is a check-in. `not_found`, at
    either end, lets the hold have the next copy at once, at its old place; when both ends have searched, the
    item is missing. Raises TransitAnswerRefused with `journey_has_ended`, `not_your_journey`,
    `unknown_answer`.
    """
    transit = Transit.objects.select_related("item__record").filter(pk=transit_id).first()
    if transit is None:
        raise TransitAnswerRefused([_ended()])
    lock_work(transit.item.record.work_id)
    place = Whereabouts.objects.select_for_update(no_key=True).get(item_id=transit.item_id)
    transit.refresh_from_db(fields=["closed_at", "sender_searched_at", "receiver_searched_at"])
    if transit.closed_at is not None:
        raise TransitAnswerRefused([_ended()])
    here_id = occasion.place.id
    is_sender, is_receiver = transit.from_library_id == here_id, transit.to_library_id == here_id
    allowed = {"still_here": is_sender, "arrived": is_receiver, "not_found": is_sender or is_receiver}
    if answer not in ANSWERS:
        raise TransitAnswerRefused([Refusal("unknown_answer", _("Svaret går inte att tolka."))])
    if not allowed[answer]:
        raise TransitAnswerRefused([Refusal("not_your_journey", _("Det svaret kan inte ges härifrån."))])

    note_answer(transit, answer, is_sender=is_sender, occasion=occasion)
    match answer:
        case "arrived":
            scanned = check_in(transit.item.barcode, occasion=occasion)
            return TransitAnswered(transit_id, answer, checked_in=scanned)
        case "not_found":
            return _not_found(transit, place, occasion)
    _tell(transit, answer, occasion)
    return TransitAnswered(transit_id, answer)


def _ended() -> Refusal:
    return Refusal("journey_has_ended", _("Transporten är redan avslutad."))


def _not_found(transit: Transit, place: Whereabouts, occasion: Occasion) -> TransitAnswered:
    hold = captured_hold(transit.item_id)
    if hold is not None:
        release_hold(hold.pk, occasion=occasion, reason="not_found_under_way")
    is_missing = transit.sender_searched_at is not None and transit.receiver_searched_at is not None
    if is_missing:
        close_transit(transit.pk, "not_found", occasion=occasion)
        _lose(transit, place, occasion)
    else:
        _tell(transit, "not_found", occasion)
    assign_pulls(transit.item.record.work_id, occasion=occasion)
    return TransitAnswered(transit.pk, "not_found", is_missing=is_missing, hold_released=hold is not None)


def _tell(transit: Transit, answer: str, occasion: Occasion) -> None:
    record(
        "TransitAnswered",
        occasion,
        item_id=transit.item_id,
        record_id=transit.item.record_id,
        work_id=transit.item.record.work_id,
        why={"transit": transit.pk, "answer": answer},
    )


def _lose(transit: Transit, place: Whereabouts, occasion: Occasion) -> None:
    """Both ends have searched: the item is missing, last seen where it left."""
    write(
        [record_event(), move_item()],
        "(SELECT id FROM new_event) AS event_id",
        {
            **event_params(
                "ItemMarkedMissing",
                occasion,
                item_id=transit.item_id,
                record_id=transit.item.record_id,
                work_id=transit.item.record.work_id,
                why={"transit": transit.pk, "answer": "not_found"},
            ),
            **move_params(
                transit.item_id,
                PlaceKind.MISSING.value,
                transit.from_library_id,
                occasion.at,
                department=place.department,
                placement=place.placement,
            ),
        },
    )
