"""From a slip to what the template prints: labels in the reader's language, days in words, titles cut to fit.

The templates hold no words of their own, and what libraries and titles are called reaches them only
as data. A title gets the room that its place on the paper has, counted in characters. Short labels have
the context "utskrift", so that the Hem of a book is not the Hem of a menu.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import singledispatch
from itertools import groupby
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.dateformat import format as in_words
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from helge.foundation.money import kronor
from helge.interfaces.ui.printing.code128 import bar_widths
from helge.interfaces.ui.printing.slips import (
    ClearShelfList,
    HoldSlip,
    LoanReceipt,
    PaymentReceipt,
    PullList,
    PullRow,
    ReturnReceipt,
    Slip,
    TransitSlip,
)
from helge.interfaces.ui.printing.wording import shortened, tidy

Row = TypeVar("Row")

ROWS_ON_A_STRIP = 40
"""A longer strip than this (about 80 cm) is hard to carry and more than some printers take as one page."""


def content_of(slip: Slip) -> dict[str, Any]:
    """Everything the template needs, ready for JSON. Raises TypeError for a slip it has no words for."""
    return {
        "layout": slip.layout,
        "language": language(),
        "library": tidy(slip.library),
        "printed": moment(slip.printed_at),
        **particulars(slip),
    }


@singledispatch
def particulars(slip: Slip) -> dict[str, Any]:
    raise TypeError(f"no slip is printed from {type(slip).__name__}")


@particulars.register
def _loan_receipt(slip: LoanReceipt) -> dict[str, Any]:
    titles_by_date: defaultdict[date, list[str]] = defaultdict(list)
    for loan in slip.loans:
        titles_by_date[loan.due_date].append(loan.title)
    return {
        "template": "receipt",
        "name": _("Lånekvitto"),
        "count": ngettext("%(count)d lån", "%(count)d lån", len(slip.loans)) % {"count": len(slip.loans)},
        "groups": [
            {"label": _("Lämnas senast"), "day": day(due), "titles": shortened_all(titles, slip, roll=80, a4=150)}
            for due, titles in sorted(titles_by_date.items())
        ],
        "hours": opening_hours(slip.opening_hours),
    }


@particulars.register
def _return_receipt(slip: ReturnReceipt) -> dict[str, Any]:
    count = len(slip.titles)
    return {
        "template": "receipt",
        "name": _("Återlämningskvitto"),
        "count": ngettext("%(count)d återlämnad", "%(count)d återlämnade", count) % {"count": count},
        "groups": [{"label": "", "day": "", "titles": shortened_all(slip.titles, slip, roll=80, a4=150)}],
        "hours": opening_hours(slip.opening_hours),
    }


@particulars.register
def _payment_receipt(slip: PaymentReceipt) -> dict[str, Any]:
    lines = [
        _("Avser avgifter på lånekortet"),
        _("Kvitto nummer %(number)s") % {"number": slip.number},
        _("Betalt %(moment)s med %(method)s") % {"moment": moment(slip.paid_at), "method": tidy(slip.method)},
    ]
    return {
        "template": "receipt",
        "name": _("Kvitto"),
        "count": _("Summa %(kr)s") % {"kr": kronor(slip.amount_ore)},
        "groups": [{"label": "", "day": "", "titles": lines}],
        "hours": opening_hours(""),
    }


@particulars.register
def _hold_slip(slip: HoldSlip) -> dict[str, Any]:
    return {
        "template": "hold",
        "name": _("Reservation %(code)s") % {"code": tidy(slip.pickup_code)},
        "code": tidy(slip.pickup_code),
        "title": shortened(slip.title, room=60 if slip.layout == "80mm" else 75),
        "until_label": _("Hämtas senast"),
        "until": day(slip.shelf_until_date),
        "barcode": bars(slip.barcode),
    }


@particulars.register
def _transit_slip(slip: TransitSlip) -> dict[str, Any]:
    from_code, to_code = tidy(slip.from_code), tidy(slip.to_code)
    return {
        "template": "transit",
        "name": _("Transport %(from_code)s → %(to_code)s") % {"from_code": from_code, "to_code": to_code},
        "from_code": from_code,
        "to_code": to_code,
        "to_library": tidy(slip.to_library),
        "to_place": tidy(slip.to_place),
        "reason": {
            "hold": pgettext("utskrift", "Reservation"),
            "home": pgettext("utskrift", "Hem"),
            "move": pgettext("utskrift", "Flyttas"),
        }[slip.reason],
        "title": shortened(slip.title, room=60 if slip.layout == "80mm" else 75),
        "barcode": bars(slip.barcode),
    }


@particulars.register
def _pull_list(slip: PullList) -> dict[str, Any]:
    rows_on_a_page = ROWS_ON_A_STRIP if slip.layout == "80mm" else len(slip.rows) or 1
    return {
        "template": "pull_list",
        "name": _("Plocklista"),
        "count": item_count(slip.rows),
        "page": _("Sida {page} av {pages}"),
        "empty": _("Inget att plocka just nu."),
        "heads": {
            "picked": pgettext("utskrift", "Plockad"),
            "not_found": pgettext("utskrift", "Hittades inte"),
            "shelf": pgettext("utskrift", "Hylla"),
            "title": pgettext("utskrift", "Titel"),
            "media_type": pgettext("utskrift", "Medietyp"),
            "barcode": pgettext("utskrift", "Streckkod"),
            "goes_to": pgettext("utskrift", "Till"),
        },
        "pages": [
            [
                {"department": tidy(department), "rows": [pull_row(row, slip) for row in rows]}
                for department, rows in groupby(page, key=lambda row: row.department)
            ]
            for page in in_pages(slip.rows, rows_on_a_page)
        ],
    }


def pull_row(row: PullRow, slip: PullList) -> dict[str, str]:
    return {
        "placement": tidy(row.placement),
        "shelf_mark": tidy(row.shelf_mark),
        "title": shortened(row.title, room=70 if slip.layout == "80mm" else 90),
        "author": shortened(row.author, room=50),
        "media_type": tidy(row.media_type),
        "barcode": tidy(row.barcode),
        "goes_to": tidy(row.goes_to),
    }


@particulars.register
def _clear_shelf_list(slip: ClearShelfList) -> dict[str, Any]:
    rows_on_a_page = ROWS_ON_A_STRIP if slip.layout == "80mm" else len(slip.rows) or 1
    return {
        "template": "clear_shelf",
        "name": _("Töm hämthyllan"),
        "count": item_count(slip.rows),
        "page": _("Sida {page} av {pages}"),
        "empty": _("Inget att ta bort från hämthyllan."),
        "heads": {
            "done": pgettext("utskrift", "Borttagen"),
            "code": pgettext("utskrift", "Kod"),
            "title": pgettext("utskrift", "Titel"),
            "since": pgettext("utskrift", "Sedan"),
        },
        "pages": [
            [
                {
                    "code": tidy(row.pickup_code),
                    "title": shortened(row.title, room=60 if slip.layout == "80mm" else 110),
                    "since": day(row.since_date),
                }
                for row in page
            ]
            for page in in_pages(slip.rows, rows_on_a_page)
        ],
    }


def bars(barcode: str) -> dict[str, Any]:
    return {"text": tidy(barcode), "widths": bar_widths(barcode)}


def opening_hours(line: str) -> dict[str, str]:
    return {"label": _("Öppettider"), "line": tidy(line)}


def item_count(rows: Sequence[object]) -> str:
    return ngettext("%(count)d exemplar", "%(count)d exemplar", len(rows)) % {"count": len(rows)}


def shortened_all(titles: Iterable[str], slip: Slip, *, roll: int, a4: int) -> list[str]:
    return [shortened(title, room=roll if slip.layout == "80mm" else a4) for title in titles]


def in_pages(rows: Sequence[Row], size: int) -> list[Sequence[Row]]:
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def language() -> str:
    return (get_language() or "sv")[:2]


def day(of: date) -> str:
    """tors 26 nov. Django writes the Swedish month with a capital, which Swedish does not."""
    words = in_words(of, "D j M")
    return words.lower() if language() == "sv" else words


def moment(at: datetime) -> str:
    """tors 26 nov 2026 14:32, by the clock on the wall."""
    local = timezone.localtime(at) if timezone.is_aware(at) else at
    return f"{day(local)} {in_words(local, 'Y H:i')}"
