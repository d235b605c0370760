"""What taking a scan back checks and restores; the rows to restore stand in the memo as they were."""

from typing import Any

from django.utils.translation import gettext as _
from psycopg.types.json import Jsonb

from helge.circulation.models import Loan, Renewal, UndoMemo
from helge.consortium.occasion import Occasion
from helge.fees.commands.charge import reverse_charge
from helge.fees.models import Charge
from helge.foundation.refusals import Refusal
from helge.foundation.statements import row_of
from helge.holds import sql as holds_sql
from helge.holds.models import ACTIVE, Hold, HoldState
from helge.inventory import sql as inventory_sql
from helge.inventory.models import Item, Whereabouts
from helge.journal.commands.forget import forget_loan
from helge.journal.commands.record import record
from helge.journal.commands.restore import restore_patron
from helge.journal.models import Event
from helge.logistics import sql as logistics_sql
from helge.logistics.commands.close_transit import close_transit


def reason_not_to(memo: UndoMemo) -> Refusal | None:
    """Why the scan cannot be taken back exactly, or None."""
    if memo.verb == "renew":
        return _changed() if _loan_went_on(memo) else None
    if Whereabouts.objects.get(item_id=memo.item_id).event_id != memo.event_id:
        return Refusal("scanned_since", _("Exemplaret har skannats igen sedan dess och kan inte ångras."))
    if memo.verb == "check_out":
        return _reason_not_to_take_back_the_loan(memo)
    return _reason_not_to_take_back_the_return(memo)


def take_back(memo: UndoMemo, item: Item, occasion: Occasion) -> None:
    """Restore what the scan changed and tell the journal. Everything is locked and was found possible.

    But for a late fee that was paid meanwhile: only the ledger, locked last, knows. Raises ReverseRefused.
    """
    undone = Event.objects.get(pk=memo.event_id)
    event = record(
        "ScanUndone",
        occasion,
        item_id=item.pk,
        record_id=item.record_id,
        work_id=undone.work_id,
        loan_id=undone.loan_id,
        why={"verb": memo.verb, "event": memo.event_id},
    )
    match memo.verb:
        case "check_out":
            _take_back_the_loan(memo, undone)
        case "check_in":
            _take_back_the_return(memo, occasion)
        case "renew":
            _take_back_the_renewal(memo, occasion)
            return
    _restore_holds(memo, undone)
    _restore_place(memo, event)
    for slip in memo.before["slips"]:
        row_of(holds_sql.RESTORE_SLIP, {"before": Jsonb(slip)})


def _changed() -> Refusal:
    return Refusal("changed_since", _("Någon annan har ändrat något sedan dess. Det går inte att ångra exakt."))


def _loan_went_on(memo: UndoMemo) -> bool:
    before = memo.before["loan"]
    loan = Loan.objects.filter(pk=before["id"], checked_in_at__isnull=True).first()
    return loan is None or loan.renewals != before["renewals"] + 1


def _reason_not_to_take_back_the_loan(memo: UndoMemo) -> Refusal | None:
    undone = Event.objects.get(pk=memo.event_id)
    if not Loan.objects.filter(pk=undone.loan_id or 0, checked_in_at__isnull=True, renewals=0).exists():
        return _changed()
    for before in memo.before["holds"]:
        if not _hold_can_come_back(before, memo, was_fulfilled=before["id"] == undone.hold_id):
            return _changed()
    return None


def _hold_can_come_back(before: dict[str, Any], memo: UndoMemo, *, was_fulfilled: bool) -> bool:
    """The fulfilled hold needs its patron, a released one must still be waiting, and its copy must be free."""
    now = Hold.objects.get(pk=before["id"])
    if was_fulfilled:
        if now.state != HoldState.FULFILLED or memo.hold_patron_id is None:
            return False
        if Hold.objects.filter(patron_id=memo.hold_patron_id, record_id=now.record_id, state__in=ACTIVE).exists():
            return False
    elif now.state != HoldState.WAITING:
        return False
    copy_id = before["captured_item_id"]
    if copy_id in (None, memo.item_id):
        return True
    return Whereabouts.objects.filter(
        item_id=copy_id, hold_id__isnull=True, place__in=["hold_shelf", "in_transit"]
    ).exists()


def _reason_not_to_take_back_the_return(memo: UndoMemo) -> Refusal | None:
    if memo.before["loan"] is not None and memo.patron_id is None:
        return _changed()
    for before in memo.before["holds"]:
        now = Hold.objects.get(pk=before["id"])
        if now.captured_item_id == memo.item_id and now.told_at is not None and before["told_at"] is None:
            return Refusal("patron_told", _("Låntagaren har redan fått besked om att reservationen finns att hämta."))
    return None


def _take_back_the_loan(memo: UndoMemo, undone: Event) -> None:
    """A loan made by mistake leaves no trace in the statistics; its events stay, without the patron."""
    if undone.loan_id is not None:
        forget_loan(undone.loan_id)
        Loan.objects.filter(pk=undone.loan_id).delete()
    if memo.hold_patron_id is not None:
        restore_patron(memo.before["hold_events"], memo.hold_patron_id)
    _reopen_transit(memo)


def _take_back_the_return(memo: UndoMemo, occasion: Occasion) -> None:
    _take_back_the_fee(memo, occasion)
    before = memo.before["loan"]
    if before is not None and memo.patron_id is not None:
        Loan.objects.filter(pk=before["id"]).update(
            patron_id=memo.patron_id,
            checked_in_at=None,
            checked_in_library=None,
            returned_date=None,
            return_channel="",
        )
        restore_patron(memo.before["loan_events"], memo.patron_id)
    opened_id = Whereabouts.objects.values_list("transit_id", flat=True).get(item_id=memo.item_id)
    if opened_id is not None:
        close_transit(opened_id, "undone", occasion=occasion)
    _reopen_transit(memo)


def _take_back_the_fee(memo: UndoMemo, occasion: Occasion) -> None:
    charge_id = memo.before.get("charge_id")
    if charge_id and Charge.objects.filter(pk=charge_id, reversed_by__isnull=True).exists():
        reverse_charge(charge_id, occasion=occasion)


def _take_back_the_renewal(memo: UndoMemo, occasion: Occasion) -> None:
    _take_back_the_fee(memo, occasion)
    before = memo.before["loan"]
    Loan.objects.filter(pk=before["id"]).update(
        due_date=before["due_date"], renewals=before["renewals"], rule_ids=before["rule_ids"]
    )
    last = Renewal.objects.filter(loan_id=before["id"]).order_by("-pk").first()
    if last is not None:
        last.delete()


def _reopen_transit(memo: UndoMemo) -> None:
    transit = memo.before["transit"]
    if transit is not None:
        row_of(logistics_sql.REOPEN_TRANSIT, {"transit_id": transit["id"]})


def _restore_holds(memo: UndoMemo, undone: Event) -> None:
    """The holds as they were. One that has gone its own way since a return stays there, and the item forgets it."""
    for before in memo.before["holds"]:
        now = Hold.objects.get(pk=before["id"])
        if memo.verb == "check_in" and now.captured_item_id != memo.item_id:
            if memo.before["whereabouts"]["hold_id"] == now.pk:
                memo.before["whereabouts"]["hold_id"] = None
            continue
        patron_id = memo.hold_patron_id if now.pk == undone.hold_id else None
        row_of(holds_sql.RESTORE_HOLD, {"before": Jsonb(before), "patron_id": patron_id})
        if before["captured_item_id"] not in (None, memo.item_id):
            row_of(inventory_sql.GIVE_BACK_HOLD_OF_ITEM, {"hold_id": now.pk, "item_id": before["captured_item_id"]})


def _restore_place(memo: UndoMemo, event: Event) -> None:
    row_of(
        inventory_sql.RESTORE_WHEREABOUTS,
        {"before": Jsonb(memo.before["whereabouts"]), "event_id": event.pk},
    )
