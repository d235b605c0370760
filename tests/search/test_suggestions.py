"""What the search field proposes while somebody types."""

from helge.search.suggestions import suggest

from .shelf import Desk


def texts(desk: Desk, beginning: str) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in suggest(desk.searcher, beginning)]


def test_titles_people_series_and_subjects_are_proposed(desk: Desk):
    assert ("title", "Pippi Långstrump") in texts(desk, "pip")
    assert ("person", "Astrid Lindgren") in texts(desk, "lind")
    assert ("person", "Astrid Lindgren") in texts(desk, "astrid li")
    assert ("person", "J. K. Rowling") in texts(desk, "rowl")
    assert ("subject", "Hästar") in texts(desk, "häs")
    assert ("series", "Millennium") in texts(desk, "mill")


def test_a_word_inside_the_title_is_enough_and_so_is_a_keyboard_without_dots(desk: Desk):
    assert ("title", "Pippi Långstrump") in texts(desk, "långs")
    assert ("title", "Pippi Långstrump") in texts(desk, "langs")


def test_too_little_proposes_nothing(desk: Desk):
    assert texts(desk, "pi") == []
    assert texts(desk, "") == []
    assert texts(desk, "???") == []


def test_people_are_counted(desk: Desk):
    assert {each.text: each.records for each in suggest(desk.searcher, "lindgren")}["Astrid Lindgren"] == 4
