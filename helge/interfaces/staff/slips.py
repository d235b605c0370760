"""From rows to slips: what each kind of paper needs, read fresh every time it is printed."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from helge.circulation.models import Loan
from helge.consortium import queries as consortium
from helge.consortium.queries import LibraryFacts
from helge.consortium.rules.calendar import LibraryCalendar
from helge.fees.models import Payment
from helge.holds import queries as holds
from helge.holds.facts import shelf_rule
from helge.holds.models import Hold, HoldState
from helge.interfaces.staff import returns
from helge.interfaces.staff.access import StaffRequest
from helge.interfaces.staff.borrower import borrower_of_session
from helge.interfaces.staff.lending_page import RECEIPT, media_types
from helge.interfaces.staff.slip_choice import slip_choice
from helge.interfaces.ui.formats import short_day
from helge.interfaces.ui.printing import slips
from helge.inventory.models import Item
from helge.journal.models import Event
from helge.logistics.models import Transit

HERE = "har"


def slip_of(request: StaffRequest, kind: str, which: str) -> slips.Slip:
    """The slip of one kind. Raises Http404 for a kind or a row that does not exist."""
    maker = KINDS.get(kind)
    if maker is None:
        raise Http404
    shared = {
        "library": request.here.name,
        "printed_at": timezone.localtime(),
        "layout": slip_choice(request).layout,
    }
    return maker(request, which, shared)


def _loan_receipt(request: StaffRequest, which: str, shared: dict[str, Any]) -> slips.Slip:
    """What this session lent: to the borrower at the desk ("nu"), or to the last one ("senast")."""
    borrower = borrower_of_session(request)
    if which == "nu" and borrower is not None:
        loans = borrower.loans()
    else:
        ids = _kept(request, "loans")
        loans = list(Loan.objects.filter(pk__in=ids).select_related("item__record").order_by("-pk"))
    lines = tuple(slips.LoanLine(loan.item.record.title, loan.due_date) for loan in loans)
    return slips.LoanReceipt(loans=lines, opening_hours=hours_line(request.here, today=timezone.localdate()), **shared)


def _return_receipt(request: StaffRequest, which: str, shared: dict[str, Any]) -> slips.Slip:
    found = returns.events(request) if which == "nu" else list(Event.objects.filter(pk__in=_kept(request, "returns")))
    items = Item.objects.select_related("record").in_bulk([event.item_id for event in found if event.item_id])
    titles = tuple(items[event.item_id].record.title for event in found if event.item_id in items)
    return slips.ReturnReceipt(
        titles=titles, opening_hours=hours_line(request.here, today=timezone.localdate()), **shared
    )


def _payment_receipt(_request: StaffRequest, which: str, shared: dict[str, Any]) -> slips.Slip:
    paid = Payment.objects.select_related("library").filter(pk=_number(which)).first()
    if paid is None:
        raise Http404
    method = {"card": _("kort"), "swish": _("Swish"), "cash": _("kontanter")}.get(paid.method, paid.method)
    return slips.PaymentReceipt(
        amount_ore=paid.amount_ore,
        method=method,
        paid_at=timezone.localtime(paid.at),
        number=paid.pk,
        **(shared | {"library": paid.library.name}),
    )


def _hold_slip(_request: StaffRequest, which: str, shared: dict[str, Any]) -> slips.Slip:
    hold = (
        Hold.objects.select_related("record", "captured_item", "pickup_library")
        .filter(pk=_number(which), state=HoldState.READY)
        .first()
    )
    if hold is None or hold.captured_item is None:
        raise Http404
    return slips.HoldSlip(
        pickup_code=hold.pickup_code,
        title=hold.record.title,
        shelf_until_date=hold.shelf_until or _likely_last_day(hold),
        barcode=hold.captured_item.barcode,
        **(shared | {"library": hold.pickup_library.name}),
    )


def _likely_last_day(hold: Hold) -> date:
    """The days count from when the patron is told, which mostly is today: good enough for a slip."""
    today = timezone.localdate()
    library, item = hold.pickup_library, hold.captured_item
    media_type = item.media_type_id if item else ""
    days = shelf_rule(library.pk, library.municipality_id, media_type, "normal", today)["shelf_days"] or 0
    return consortium.calendar_of(library.pk).add_open_days(today, days)


def _transit_slip(_request: StaffRequest, which: str, shared: dict[str, Any]) -> slips.Slip:
    transit = (
        Transit.objects.select_related("item__record", "from_library", "to_library")
        .filter(item_id=_number(which), closed_at__isnull=True)
        .first()
    )
    if transit is None:
        raise Http404
    return slips.TransitSlip(
        from_code=transit.from_library.code,
        to_code=transit.to_library.code,
        to_library=transit.to_library.name,
        to_place=transit.to_library.place,
        reason=transit.purpose,  # type: ignore[arg-type]
        title=transit.item.record.title,
        barcode=transit.item.barcode,
        **(shared | {"library": transit.from_library.name}),
    )


def _pull_list(request: StaffRequest, which: str, shared: dict[str, Any]) -> slips.Slip:
    library, names = _library(request, which), dict(media_types())
    rows = tuple(
        slips.PullRow(
            department=row.department,
            placement=row.placement,
            shelf_mark=row.shelf_mark,
            title=row.title,
            author=row.author,
            media_type=names.get(row.media_type, row.media_type),
            barcode=row.barcode,
            goes_to=row.pickup_code,
        )
        for row in holds.pull_list(library.id)
    )
    return slips.PullList(rows=rows, **(shared | {"library": library.name}))


def _clear_shelf_list(request: StaffRequest, which: str, shared: dict[str, Any]) -> slips.Slip:
    library = _library(request, which)
    rows = tuple(
        slips.ShelfRow(row.pickup_code, row.title, timezone.localtime(row.since).date())
        for row in holds.clear_shelf_list(library.id)
    )
    return slips.ClearShelfList(rows=rows, **(shared | {"library": library.name}))


KINDS: dict[str, Callable[[StaffRequest, str, dict[str, Any]], slips.Slip]] = {
    "lanekvitto": _loan_receipt,
    "returkvitto": _return_receipt,
    "betalning": _payment_receipt,
    "reservation": _hold_slip,
    "transport": _transit_slip,
    "plocklista": _pull_list,
    "tom-hylla": _clear_shelf_list,
}


def hours_line(library: LibraryFacts, *, today: date) -> str:
    """The opening hours of the coming week in one line: "mån–fre 10–18, lör 10–14"."""
    calendar = consortium.calendar_of(library.id)
    week = sorted((today + timedelta(days=step) for step in range(7)), key=date.weekday)
    written = [(day.weekday(), _hours(calendar, day)) for day in week]
    parts = []
    for hours, days in groupby(written, key=lambda one: one[1]):
        if hours:
            numbers = [number for number, _hours_of_day in days]
            first, last = short_day(numbers[0]), short_day(numbers[-1])
            parts.append(f"{first if first == last else f'{first}–{last}'} {hours}")
    return ", ".join(parts)


def _hours(calendar: LibraryCalendar, day: date) -> str:
    return ", ".join(f"{one.opens:%H.%M}–{one.closes:%H.%M}".replace(".00", "") for one in calendar.hours_on(day))


def _kept(request: StaffRequest, kind: str) -> list[int]:
    kept = request.session.get(RECEIPT, {})
    return list(kept.get("ids", [])) if kept.get("kind") == kind else []


def _number(which: str) -> int:
    """The id in an address; 0, which nothing has, for anything else."""
    return int(which) if which.isdecimal() and len(which) < 19 else 0


def _library(request: StaffRequest, which: str) -> LibraryFacts:
    if which == HERE:
        return request.here
    try:
        return consortium.library(which)
    except LookupError:
        raise Http404 from None
