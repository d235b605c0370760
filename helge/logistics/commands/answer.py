"""Note what a library answered about a journey, and move the journey's clock or search marks."""

from helge.consortium.occasion import Occasion
from helge.logistics.models import Transit, TransitAnswer


def note_answer(transit: Transit, answer: str, *, is_sender: bool, occasion: Occasion) -> None:
    """Note the answer of one end. The item's queue is locked by the caller."""
    TransitAnswer.objects.create(
        transit=transit,
        library_id=occasion.place.id,
        staff_member_id=occasion.staff_id,
        answer=answer,
        at=occasion.at,
    )
    if answer == "still_here":
        transit.asked_at, transit.sender_searched_at = occasion.at, None
    elif answer == "not_found" and is_sender:
        transit.sender_searched_at = occasion.at
    elif answer == "not_found":
        transit.receiver_searched_at = occasion.at
    transit.save(update_fields=["asked_at", "sender_searched_at", "receiver_searched_at"])
