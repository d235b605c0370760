"""Holds that no copy is left for: what to say, and buy, borrow from elsewhere or take away (requirement 60)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from helge.consortium.occasion import Occasion
from helge.foundation.refusals import Refused
from helge.holds.commands.answer_hopeless import answer_hopeless
from helge.holds.models import Hold, Outlook
from helge.holds.queries import hopeless_holds
from helge.holds.wording import refusal
from helge.notices.commands.cancel_and_tell import cancel_and_tell
from helge.notices.rules.words import no_copy_left

CANCEL = "cancel"


@dataclass(frozen=True)
class HopelessRow:
    """One hold of the list, with the words for the one who waits; `answered` is empty until somebody has answered."""

    hold: Hold
    since: datetime
    words: str
    answered: str


def hopeless_rows(library_id: int, library_name: str) -> list[HopelessRow]:
    """The list of one pickup library; the unanswered stand first."""
    return [
        HopelessRow(
            hold=row.hold,
            # A copy may have gone before the hold was placed elsewhere: nobody has waited longer than the hold is old.
            since=max(row.gone_at or row.hold.placed_at, row.hold.placed_at),
            words=no_copy_left(row.hold.record.title, library=library_name, language=row.patron_language),
            answered=row.hold.get_outlook_display(),
        )
        for row in hopeless_holds(library_id)
    ]


def answer(hold_id: int, choice: str, *, occasion: Occasion) -> str:
    """Do what was chosen and say so. Only the pickup library answers. Raises HoldRefused."""
    here = occasion.library.id if occasion.library else 0
    if not Hold.objects.filter(pk=hold_id, pickup_library_id=here).exists():
        raise Refused([refusal("no_such_hold")])
    if choice == CANCEL:
        cancel_and_tell(hold_id, occasion=occasion)
        return _("Reservationen är borttagen. Låntagaren får ett meddelande, eller ställs på ringlistan.")
    answer_hopeless(hold_id, choice, occasion=occasion)
    if choice == Outlook.BUYING:
        return _("Antecknat: titeln köps in. Låntagaren ser det på Mina sidor och behåller sin plats.")
    return _("Antecknat: titeln fjärrlånas. Låntagaren ser det på Mina sidor och behåller sin plats.")
