"""Stop a patron from borrowing for a reason that no rule computes, and lift the block."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from helge.consortium.occasion import Occasion
from helge.consortium.rules.permissions import require
from helge.foundation.refusals import Refusal, Refused
from helge.journal.commands.record import record
from helge.patrons.models import Block


class BlockRefused(Refused):
    """Nobody was blocked."""


@transaction.atomic
def block_patron(
    patron_id: int, reason: str, *, to_date: date | None = None, kind: str = "manual", occasion: Occasion
) -> Block:
    """Block from today, until `to_date` or until somebody lifts it. Staff must give a reason; it stays at the desk."""
    require("edit_patron", occasion)
    if not reason.strip():
        raise BlockRefused([Refusal("reason_missing", _("Skriv varför låntagaren spärras."), field="reason")])
    if to_date is not None and to_date < occasion.today:
        message = _("Sista dagen har redan varit.")
        raise BlockRefused([Refusal("ends_before_it_begins", message, field="to_date")])
    block = Block.objects.create(
        patron_id=patron_id,
        kind=kind,
        reason=reason.strip(),
        from_date=occasion.today,
        to_date=to_date,
        library_id=occasion.library.id if occasion.library else None,
        staff_member_id=occasion.staff_id,
    )
    record("PatronBlocked", occasion, patron_id=patron_id, why={"block": block.pk, "kind": kind})
    return block


@transaction.atomic
def unblock_patron(block_id: int, *, occasion: Occasion) -> None:
    """Lift a block from today on. A block of today is removed; lifting one that has ended does nothing."""
    require("edit_patron", occasion)
    yesterday = occasion.today - timedelta(days=1)
    block = Block.objects.select_for_update().filter(pk=block_id).first()
    if block is None or (block.to_date is not None and block.to_date <= yesterday):
        return
    if block.from_date > yesterday:
        block.delete()
    else:
        block.to_date = yesterday
        block.save(update_fields=["to_date"])
    record("PatronUnblocked", occasion, patron_id=block.patron_id, why={"block": block_id})
