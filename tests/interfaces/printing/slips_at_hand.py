"""One of each slip, about the same day in Söderhamn, and how to read what came out of the press."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pypdfium2

from helge.interfaces.ui.printing.render import Press
from helge.interfaces.ui.printing.slips import (
    ClearShelfList,
    HoldSlip,
    Layout,
    LoanLine,
    LoanReceipt,
    PaymentReceipt,
    PullList,
    PullRow,
    ReturnReceipt,
    ShelfRow,
    Slip,
    TransitSlip,
)

LIBRARY = "Söderhamns bibliotek"
PRINTED_AT = datetime(2026, 11, 26, 13, 32, tzinfo=UTC)
BARCODE = "30112345678901"
LAYOUTS: tuple[Layout, ...] = ("80mm", "a4")

PIPPI = PullRow(
    department="Barn",
    placement="Kapitelböcker",
    shelf_mark="uHce",
    title="Pippi Långstrump",
    author="Lindgren, Astrid",
    media_type="Bok",
    barcode=BARCODE,
    goes_to="HOF",
)


def loan_receipt(*titles: str, layout: Layout = "80mm") -> LoanReceipt:
    return LoanReceipt(
        loans=tuple(LoanLine(title, date(2026, 12, 10)) for title in titles or ("Pippi Långstrump",)),
        opening_hours="mån–tors 10–19, lör 10–14",
        library=LIBRARY,
        printed_at=PRINTED_AT,
        layout=layout,
    )


def payment_receipt(*, layout: Layout = "80mm") -> PaymentReceipt:
    return PaymentReceipt(
        amount_ore=4_000,
        method="kort",
        paid_at=PRINTED_AT,
        number=17,
        library=LIBRARY,
        printed_at=PRINTED_AT,
        layout=layout,
    )


def hold_slip(*, title: str = "Pippi Långstrump", code: str = "K 472", layout: Layout = "80mm") -> HoldSlip:
    return HoldSlip(
        pickup_code=code,
        title=title,
        shelf_until_date=date(2026, 12, 10),
        barcode=BARCODE,
        library=LIBRARY,
        printed_at=PRINTED_AT,
        layout=layout,
    )


def transit_slip(*, title: str = "Pippi Långstrump", layout: Layout = "80mm") -> TransitSlip:
    return TransitSlip(
        from_code="SOD",
        to_code="LJU-JAR",
        to_library="Järvsö bibliotek",
        to_place="Järvsö",
        reason="hold",
        title=title,
        barcode=BARCODE,
        library=LIBRARY,
        printed_at=PRINTED_AT,
        layout=layout,
    )


def pull_list(*rows: PullRow, layout: Layout = "80mm") -> PullList:
    return PullList(rows=rows, library=LIBRARY, printed_at=PRINTED_AT, layout=layout)


def one_of_each(layout: Layout) -> tuple[Slip, ...]:
    shared = {"library": LIBRARY, "printed_at": PRINTED_AT, "layout": layout}
    return (
        loan_receipt(layout=layout),
        ReturnReceipt(titles=("Pippi Långstrump",), **shared),
        payment_receipt(layout=layout),
        hold_slip(layout=layout),
        transit_slip(layout=layout),
        pull_list(PIPPI, replace(PIPPI, shelf_mark="Hcg", goes_to="SAN-BJO"), layout=layout),
        ClearShelfList(rows=(ShelfRow("K 472", "Pippi Långstrump", date(2026, 11, 20)),), **shared),
    )


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page on one line, as a screen reader or a search in the file would find it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def text_of(slip: Slip, press: Press) -> str:
    return " ".join(pages_of(press.pdf(slip)))
