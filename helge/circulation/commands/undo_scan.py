"""Ångra: take back the last scan of a desk, exactly, or say why not."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from helge.circulation.commands import undo_effects
from helge.circulation.models import UndoMemo
from helge.consortium.occasion import Occasion
from helge.fees.commands.charge import ReverseRefused
from helge.foundation.refusals import Refusal, Refused
from helge.holds.locking import lock_work
from helge.inventory.models import Item, Whereabouts
from helge.patrons.models import Patron

# After this the memo is forgotten: it still knows whom a returned book was lent to.
MEMO_LIVES = timedelta(minutes=10)


class UndoRefused(Refused):
    """Everything stays as it is; `refusals` tells why."""


@dataclass(frozen=True)
class Undone:
    """What was taken back, in the words of the desk."""

    verb: str
    barcode: str
    title: str
    text: str


@transaction.atomic
def undo_scan(*, occasion: Occasion) -> Undone:
    """Take back the last scan of `occasion.desk`: loan, old due date, hold, queue, journey, place and late fee.

    Raises UndoRefused with `nothing_to_undo`, `scanned_since`, `patron_told`, `fee_paid` or `changed_since`.
    """
    memo = _locked_memo(occasion)
    item = Item.objects.select_related("record").get(pk=memo.item_id)
    refusal = undo_effects.reason_not_to(memo)
    if refusal is not None:
        raise UndoRefused([refusal])
    try:
        undo_effects.take_back(memo, item, occasion)
    except ReverseRefused as paid:
        raise UndoRefused(paid.refusals) from paid
    memo.delete()
    return Undone(memo.verb, item.barcode, item.record.title, text_of(memo.verb))


@transaction.atomic
def finish(occasion: Occasion) -> None:
    """End the desk session: nothing can be taken back, and the memo forgets its patron."""
    UndoMemo.objects.filter(desk=occasion.desk).delete()


def forget_old_memos(*, occasion: Occasion) -> int:
    """Delete memos older than ten minutes; returns how many. Called by a round."""
    return UndoMemo.objects.filter(at__lt=occasion.at - MEMO_LIVES).delete()[0]


def text_of(verb: str) -> str:
    """What was done, in the reader's language."""
    return {
        "check_out": _("Utlånet är taget tillbaka."),
        "check_in": _("Återlämningen är tagen tillbaka."),
        "renew": _("Omlånet är taget tillbaka."),
    }[verb]


def _locked_memo(occasion: Occasion) -> UndoMemo:
    """The memo, with work, whereabouts, patrons and last the memo itself locked, in the house's order."""
    memo = UndoMemo.objects.filter(desk=occasion.desk).first() if occasion.desk else None
    if memo is None or memo.at < occasion.at - MEMO_LIVES:
        raise UndoRefused([Refusal("nothing_to_undo", _("Det finns inget att ångra."))])
    lock_work(Item.objects.values_list("record__work_id", flat=True).get(pk=memo.item_id))
    Whereabouts.objects.select_for_update(no_key=True).get(item_id=memo.item_id)
    people = sorted({person for person in (memo.patron_id, memo.hold_patron_id) if person is not None})
    list(Patron.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk"))
    locked = UndoMemo.objects.select_for_update().filter(pk=memo.pk, event_id=memo.event_id).first()
    if locked is None:
        raise UndoRefused([Refusal("nothing_to_undo", _("Det finns inget att ångra."))])
    return locked
