"""What stands on each slip, in both languages and both sizes."""

import re
from dataclasses import fields, replace
from datetime import date

import pypdfium2
import pytest
from django.utils import translation

from helge.interfaces.ui.printing import render, slips
from helge.interfaces.ui.printing.slips import ClearShelfList, Layout, LoanLine, Slip
from tests.interfaces.printing.slips_at_hand import (
    BARCODE,
    LAYOUTS,
    LIBRARY,
    PIPPI,
    PRINTED_AT,
    hold_slip,
    loan_receipt,
    one_of_each,
    pages_of,
    pull_list,
    text_of,
    transit_slip,
)

ABOUT_A_PERSON = re.compile(r"patron|borrower|person|name|card|phone|mail|address|birth", re.IGNORECASE)


def test_a_loan_receipt_says_what_is_due_when_and_when_we_are_open(press):
    receipt = loan_receipt("Pippi Långstrump", "Män som hatar kvinnor")
    receipt = replace(receipt, loans=(*receipt.loans, LoanLine("Sagan om ringen (film)", date(2026, 12, 3))))

    text = text_of(receipt, press)

    assert text.startswith(f"{LIBRARY} Lånekvitto tors 26 nov 2026 14:32")
    soonest_first = [text.index(day) for day in ("tors 3 dec", "Sagan om ringen", "tors 10 dec", "Pippi Långstrump")]
    assert soonest_first == sorted(soonest_first)
    assert "3 lån" in text
    assert "Öppettider mån–tors 10–19, lör 10–14" in text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_hold_slip_shows_the_code_much_larger_than_anything_else(press, layout: Layout):
    pdf = press.pdf(hold_slip(layout=layout))

    assert pages_of(pdf)[0].startswith("K 472 Hämtas senast tors 10 dec Pippi Långstrump")
    assert BARCODE in pages_of(pdf)[0]
    heights = text_heights(pdf)
    assert heights["K 472"] > 2.5 * max(height for words, height in heights.items() if words != "K 472")


@pytest.mark.parametrize(
    ("reason", "swedish", "english"),
    [("hold", "Reservation", "Hold"), ("home", "Hem", "Going home"), ("move", "Flyttas", "Moving")],
)
def test_a_transit_slip_says_from_where_to_where_and_why(press, reason, swedish, english):
    slip = replace(transit_slip(), reason=reason)

    text = text_of(slip, press)
    for words in ("SOD →", swedish, "LJU-JAR", "Järvsö bibliotek", "Pippi Långstrump", BARCODE, "tors 26 nov 2026"):
        assert words in text

    with translation.override("en"):
        assert english in text_of(slip, press)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_pull_list_keeps_the_walking_order_and_names_each_department_once(press, layout: Layout):
    walk = [replace(PIPPI, shelf_mark=mark) for mark in ("uHce", "uHcf", "Aab")]
    walk.append(replace(PIPPI, department="Vuxen fakta", shelf_mark="Bla"))

    text = text_of(pull_list(*walk, layout=layout), press)

    places = [text.index(words) for words in ("Barn", "uHce", "uHcf", "Aab", "Vuxen fakta", "Bla")]
    assert places == sorted(places)
    assert text.count("Barn") == 1
    for words in ("Plocklista", "4 exemplar", "Kapitelböcker", "Lindgren, Astrid", "Bok", BARCODE, "HOF", "Plockad"):
        assert words in text


def test_a_long_pull_list_repeats_its_heads_and_numbers_its_pages(press):
    pages = pages_of(press.pdf(pull_list(*[PIPPI] * 60, layout="a4")))

    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert "Hylla" in page
        assert "Barn" in page
        assert f"Sida {number} av {len(pages)}" in page
    assert sum(page.count("Pippi Långstrump") for page in pages) == 60


def test_a_long_strip_is_cut_into_pages_that_can_be_carried(press):
    pages = pages_of(press.pdf(pull_list(*[PIPPI] * 90)))

    assert [page.count("Pippi Långstrump") for page in pages] == [40, 40, 10]


def test_an_empty_list_says_so(press):
    assert "Inget att plocka just nu." in text_of(pull_list(), press)
    empty = ClearShelfList(rows=(), library=LIBRARY, printed_at=PRINTED_AT)
    assert "Inget att ta bort från hämthyllan." in text_of(empty, press)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_clear_shelf_list_has_code_title_and_since_when(press, layout: Layout):
    text = text_of(one_of_each(layout)[-1], press)

    for words in ("Töm hämthyllan", "K 472", "Pippi Långstrump", "Sedan", "fre 20 nov"):
        assert words in text


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("language", "heading"), [("sv", "Lånekvitto"), ("en", "Loan receipt")])
def test_every_slip_is_titled_tagged_and_in_the_language_of_the_screen(press, layout: Layout, language, heading):
    with translation.override(language):
        pdfs = [press.pdf(slip) for slip in one_of_each(layout)]

    assert heading in pages_of(pdfs[0])[0]
    for pdf in pdfs:
        document = pypdfium2.PdfDocument(pdf)
        assert document.get_metadata_value("Title")
        assert f"/Lang({language})".encode() in pdf.replace(b"/Lang (", b"/Lang(")
        assert b"pdfuaid" in pdf
        document.close()


def test_a_roll_is_80_mm_wide_and_as_long_as_its_text(press):
    short, long = (size_in_mm(press.pdf(loan_receipt(*["Pippi Långstrump"] * count))) for count in (1, 20))

    assert short[0] == long[0] == 80
    assert short[1] < 90 < long[1]


def test_no_slip_has_a_place_for_a_borrower():
    printable = [kind for kind in vars(slips).values() if isinstance(kind, type) and kind.__module__ == slips.__name__]

    assert len(printable) >= 9
    assert [(k.__name__, f.name) for k in printable for f in fields(k) if ABOUT_A_PERSON.search(f.name)] == []


@pytest.mark.parametrize("slip", one_of_each("80mm") + one_of_each("a4"), ids=lambda slip: type(slip).__name__)
def test_a_slip_prints_its_fields_and_nothing_that_looks_like_a_card_or_identity_number(press, slip: Slip):
    text = text_of(slip, press).replace(BARCODE, "")

    assert not re.search(r"\b2\d{13}\b", text)
    assert not re.search(r"\b(\d\d)?\d{6}[-+]?\d{4}\b", text)
    assert "å" in text
    assert LIBRARY in text


def test_printing_again_gives_the_same_words():
    assert pages_of(render(hold_slip())) == pages_of(render(hold_slip()))


def text_heights(pdf: bytes) -> dict[str, float]:
    """Each piece of text with its height in points."""
    document = pypdfium2.PdfDocument(pdf)
    textpage = document[0].get_textpage()
    heights = {}
    for index in range(textpage.count_rects()):
        left, bottom, right, top = textpage.get_rect(index)
        heights[textpage.get_text_bounded(left, bottom, right, top).strip()] = top - bottom
    document.close()
    return heights


def size_in_mm(pdf: bytes) -> tuple[int, int]:
    document = pypdfium2.PdfDocument(pdf)
    width, height = document[0].get_size()
    document.close()
    return round(width * 25.4 / 72), round(height * 25.4 / 72)
