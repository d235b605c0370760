"""Titles on paper: long ones, odd ones, hostile ones and those in other scripts."""

import pytest

from helge.interfaces.ui.printing.render import Press
from helge.interfaces.ui.printing.wording import shortened, tidy
from tests.interfaces.printing.slips_at_hand import hold_slip, loan_receipt, pages_of, text_of, transit_slip


@pytest.mark.parametrize(
    "title",
    [
        '#import "hemligt.typ": * ',
        '#panic() och #read("/etc")',
        "Priset är $100 $ och $x^2$",
        "Slut ] på [ det } hela {",
        "*fet* _kursiv_ `kod` <etikett> @referens",
        "// en kommentar /* och en till */",
        r"Bakåt \ streck \u{41} \n",
        "\"Citat\" och 'apostrof'",
        "= Rubrik",
        "- punkt",
    ],
)
def test_what_looks_like_markup_is_printed_as_it_is(press, title):
    for slip in (loan_receipt(title), hold_slip(title=title), transit_slip(title=title)):
        assert title.strip() in text_of(slip, press)


@pytest.mark.parametrize(
    "title",
    [
        "Åäö ÅÄÖ é è ü æ ø ß",
        "Łukasz i Łódź, ž č đ ő",
        "Täällä Pohjantähden alla",
        "Sámi ŋ Giella",
        "Война и мир",
        "Sagan – den ”rätta” …",
    ],
)
def test_no_letter_is_lost(press, title):
    assert title in text_of(loan_receipt(title), press)


@pytest.mark.parametrize("word", ["ألف", "ليلة", "حكايات"])
def test_an_arabic_title_is_printed_on_a_machine_without_arabic_fonts(press, word):
    pdf = press.pdf(loan_receipt("ألف ليلة وليلة : حكايات"))

    assert word in pages_of(pdf)[0] or word[::-1] in pages_of(pdf)[0]
    assert b"pdfuaid" in pdf


def test_a_character_without_a_font_costs_its_own_box_and_not_the_slip(press: Press, caplog):
    text = text_of(loan_receipt("漢字 och mer", "Pippi Långstrump"), press)

    assert "och mer" in text
    assert "Pippi Långstrump" in text
    assert "漢" not in caplog.text


def test_a_very_long_title_stays_on_its_slip(press):
    for layout in ("80mm", "a4"):
        for title in ("X" * 300, "ord " * 100):
            assert len(pages_of(press.pdf(transit_slip(title=title, layout=layout)))) == 1


@pytest.mark.parametrize(
    ("title", "room", "on_paper"),
    [
        ("Pippi Långstrump", 30, "Pippi Långstrump"),
        ("Hundraåringen som försvann : en roman om ett liv", 40, "Hundraåringen som försvann…"),
        ("Ett : en mycket lång undertitel som bär titeln", 30, "Ett : en mycket lång…"),
        ("Kungen, drottningen, prinsen och alla andra", 22, "Kungen, drottningen…"),
        ("Ö" * 40, 10, "Ö" * 9 + "…"),
        ("abcdefgh\u0323\u0302\u0323x", 10, "abcdefg…"),
    ],
)
def test_a_long_title_is_cut_where_a_reader_would(title, room, on_paper):
    assert shortened(title, room=room) == on_paper
    assert len(shortened(title, room=room)) <= room


def test_sorting_marks_line_breaks_and_split_letters_are_mended():
    assert tidy("\x98The \x9cHobbit\r\n  eller\ta\u030ater") == "The Hobbit eller åter"
