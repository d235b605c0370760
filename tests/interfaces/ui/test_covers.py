"""Generated covers: the same title always looks the same, and every title fits."""

from xml.etree import ElementTree as ET

import pytest

from helge.interfaces.ui.cover_text import SIZES, ems, is_right_to_left, set_text
from helge.interfaces.ui.covers import TEXT_WIDTH, cover_answer, cover_svg

SVG = "{http://www.w3.org/2000/svg}"


def lines_of(svg: str) -> list[str]:
    return [span.text or "" for span in ET.fromstring(svg).iter(f"{SVG}tspan")]


def test_a_cover_is_named_after_its_title_and_author():
    root = ET.fromstring(cover_svg("Pippi Långstrump", "Astrid Lindgren", "book"))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Pippi Långstrump, Astrid Lindgren"


def test_the_same_title_always_looks_the_same_and_another_edition_differs():
    first = cover_svg("Aniara", "Harry Martinson", "book", ["Rymden"], 1956, seed=4)
    assert first == cover_svg("Aniara", "Harry Martinson", "book", ["Rymden"], 1956, seed=4)
    assert first != cover_svg("Aniara", "Harry Martinson", "book", ["Rymden"], 1956, seed=5)


def test_a_title_with_markup_is_only_a_title():
    svg = cover_svg('<script>alert("x")</script> & "sånt"', "A <b>", year="<19>")
    ET.fromstring(svg)
    assert "<script" not in svg


def test_a_cover_needs_neither_style_nor_ids():
    svg = cover_svg("Brott och straff", "Fjodor Dostojevskij", "book", ["Deckare"])
    assert "style=" not in svg
    assert " id=" not in svg


@pytest.mark.parametrize(
    "title",
    [
        "It",
        "Svensk bilskattehandbok med förvaltningsprocessrättsliga kommentarer och övergångsbestämmelser",
        "Nordvästersjökustartilleriflygspaningssimulatoranläggningsmaterielunderhållsuppföljningssystem",
        "ord " * 200,
        "紅樓夢" * 40,
        "موسم الهجرة إلى الشمال",
    ],
)
def test_every_title_fits(title):
    setting = set_text(title, width=TEXT_WIDTH, height=150)
    assert setting.height <= 150
    assert all(ems(line) * setting.size <= TEXT_WIDTH + 0.01 for line in setting.lines)
    assert setting.size in SIZES


def test_a_short_title_is_set_large_and_whole():
    assert set_text("It", width=TEXT_WIDTH, height=150) == (("It",), SIZES[0])


def test_arabic_and_hebrew_are_set_from_the_right():
    assert is_right_to_left("موسم الهجرة")
    assert is_right_to_left("1984: שלום")
    assert not is_right_to_left("Röda rummet")
    assert 'direction="rtl"' in cover_svg("موسم الهجرة إلى الشمال", "الطيب صالح")


def test_a_subtitle_is_set_apart_from_its_title():
    assert lines_of(cover_svg("Aniara : en revy om människan", ""))[0] == "Aniara"


def test_a_title_of_nothing_still_makes_a_cover():
    ET.fromstring(cover_svg("", "", "", (), None))


def test_a_cover_can_be_fetched_as_a_picture():
    answer = cover_answer("Aniara", "Harry Martinson", media_type="book", year=1956)
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert "Aniara" in answer.content.decode()
