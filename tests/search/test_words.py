"""How words are cut and which other words they meet."""

import pytest

from helge.search.analysis import forms, looked_up, other_writings, words
from helge.search.lemmas import lemma
from helge.search.names import spoken_name


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Pippi Långstrump", ["pippi", "långstrump"]),
        ("Åsa Ärling & Örjan", ["åsa", "ärling", "örjan"]),
        ("Café Zoë", ["cafe", "zoe"]),
        ("O'Brien – O’Neill", ["obrien", "oneill"]),
        ("Spider-Man", ["spider", "man"]),
        ("C++ och C#", ["cplusplus", "och", "csharp"]),
        ("snake_case 1984", ["snake", "case", "1984"]),
        ("Война и мир", ["война", "и", "мир"]),
        ("नेपाली", ["नेपाली"]),
        ("???", []),
        ("", []),
    ],
)
def test_text_is_cut_into_folded_words(text: str, cut: list[str]):
    assert words(text) == cut


def test_joints_in_a_word_may_be_typed_in_several_ways():
    assert {"o", "brien", "obrien"} <= other_writings("O'Brien")
    assert "spiderman" in other_writings("Spider-Man")
    assert other_writings("Pippi Långstrump") == set()


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("böcker", "bok"),
        ("böckernas", "bok"),
        ("skolböcker", "skolbok"),
        ("män", "man"),
        ("möss", "mus"),
        ("fladdermöss", "fladdermus"),
        ("händerna", "hand"),
        ("storstäder", "storstad"),
        ("döttrar", "dotter"),
        ("fåglar", "fågel"),
        ("gäss", "gås"),
        ("ögonen", "öga"),
        ("mice", "mouse"),
        ("xyzzy", None),
    ],
)
def test_irregular_words_have_their_dictionary_form(form: str, base: str | None):
    assert lemma(form) == base


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("bok", "böcker"),
        ("boken", "böckerna"),
        ("häst", "hästarna"),
        ("flickor", "flicka"),
        ("drömmar", "dröm"),
        ("hastarna", "häst"),
        ("mans", "måns"),
        ("bocker", "bok"),
    ],
)
def test_what_is_typed_meets_what_is_written(typed: str, written: str):
    assert {form for form, _near in looked_up(typed)} & forms(written)


@pytest.mark.parametrize(("typed", "written"), [("måns", "mans"), ("får", "far"), ("häst", "hast"), ("katt", "hatt")])
def test_different_words_stay_apart(typed: str, written: str):
    assert not {form for form, _near in looked_up(typed)} & forms(written)


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Lindgren, Astrid, 1907-2002", "Astrid Lindgren"),
        ("Rowling, J. K.", "J. K. Rowling"),
        ("King, Stephen (1947-)", "Stephen King"),
        ("Linné, Carl von, 1707-1778", "Carl von Linné"),
        ("Gustav III, kung av Sverige, 1746-1792", "Gustav III"),
        ("Platon, f. 427 f.Kr.", "Platon"),
        ("ABBA", "ABBA"),
        ("", ""),
    ],
)
def test_headings_are_said_as_names(heading: str, name: str):
    assert spoken_name(heading) == name
