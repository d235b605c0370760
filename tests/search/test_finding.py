"""What people type, and what they should find."""

import random
import string

import pytest

from helge.search.clauses import Stage
from helge.search.suggestions import suggest

from .shelf import SHELF, Desk, titles


def test_a_child_who_spells_pipi_finds_pippi(desk: Desk):
    found = desk.find("pipi")

    assert titles(found)[0] == "Pippi Långstrump"
    assert found.stage is Stage.SPELLING
    assert found.did_you_mean == "pippi"


def test_the_right_word_needs_no_guessing(desk: Desk):
    found = desk.find("pippi")

    assert titles(found)[0] == "Pippi Långstrump"
    assert found.stage is Stage.EXACT
    assert found.did_you_mean == ""


def test_bocker_finds_bok_and_bok_finds_bocker(desk: Desk):
    assert {"En bok om allt", "Boken om Pippi", "Konsten att läsa böcker"} <= set(desk.titles("böcker"))
    assert {"En bok om allt", "Boken om Pippi", "Konsten att läsa böcker"} <= set(desk.titles("bok"))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("man", "Män som hatar kvinnor"),
        ("mus", "Möss och människor"),
        ("människa", "Möss och människor"),
        ("kvinna", "Män som hatar kvinnor"),
        ("häst", "Pippi Långstrump"),
        ("hästarna", "Pippi Långstrump"),
        ("ungdomsbok", "Hästböcker för unga"),
        ("bocker", "Konsten att läsa böcker"),
        ("hastar", "Pippi Långstrump"),
        ("stad", "Historia om Gävle"),
        ("hobbits", "The hobbit"),
        ("spiderman", "Spider-Man"),
        ("spider man", "Spider-Man"),
        ("häst böcker", "Hästböcker för unga"),
        ("pippilångstrump", "Pippi Långstrump"),
        ("c++", "Programmera i C++"),
        ("gavle", "Historia om Gävle"),
        ("det", "Det"),
        ("millennium", "Män som hatar kvinnor"),
    ],
)
def test_words_are_found_in_their_other_forms(desk: Desk, typed: str, found: str):
    assert found in desk.titles(typed)


def test_the_exact_word_stands_before_the_one_with_rings_and_dots(desk: Desk):
    found = desk.titles("mans")

    assert found[0] == "Mans äventyr"
    assert "Måns och Mari" in found


def test_somebody_who_types_rings_means_them(desk: Desk):
    assert desk.titles("måns") == ["Måns och Mari"]


@pytest.mark.parametrize(
    "typed", ["O'Brien", "o’brien", "obrien", "o brien", "brien patrick", "O\\'Brien", "O'Brien\""]
)
def test_obrien_does_not_err(desk: Desk, typed: str):
    assert desk.titles(typed) == ["Konsten att läsa böcker"]


def test_names_may_stand_in_any_order_and_without_accents(desk: Desk):
    for typed in (
        "astrid lindgren",
        "lindgren astrid",
        "Lindgren, Astrid",
        "LINDGREN ASTRID",
        "lindgren pippi långstrump",
    ):
        assert desk.titles(typed)[0] == "Pippi Långstrump", typed
    assert desk.titles("asa arling") == ["Öken"]


def test_a_title_that_is_what_was_typed_comes_first(desk: Desk):
    assert desk.titles("pippi långstrump")[:2] == ["Pippi Långstrump", "Pippi Långstrump går ombord"]
    assert desk.titles("hobbit")[0] == "The hobbit"


def test_a_title_comes_before_an_author_before_a_note(desk: Desk):
    found = desk.titles("pippi")

    assert found.index("Pippi Longstocking") < found.index("Emil i Lönneberga")
    assert found[-1] == "Emil i Lönneberga"


def test_fields_phrases_and_exclusions(desk: Desk):
    assert desk.titles("författare:lindgren titel:emil") == ["Emil i Lönneberga"]
    assert desk.titles("author:lindgren year:1963") == ["Emil i Lönneberga"]
    assert "Hästböcker för unga" in desk.titles("ämne:hästar")
    assert "Hästböcker för unga" not in desk.titles("titel:hästar")
    assert desk.titles("serie: millennium") == ["Män som hatar kvinnor"]
    assert desk.titles('"går ombord"') == ["Pippi Långstrump går ombord"]
    assert desk.titles('"ombord går"') == []
    assert "Boken om Pippi" not in desk.titles("pippi -boken")
    assert set(desk.titles("hobbit ELLER emil")) == {"The hobbit", "Emil i Lönneberga"}
    assert set(desk.titles("(hobbit OR emil) NOT lindgren")) == {"The hobbit"}
    assert set(desk.titles("år:1940-1946")) == {"Pippi Långstrump", "Pippi Långstrump går ombord"}


@pytest.mark.parametrize(
    "typed",
    [
        "9789129688313",
        "978-91-29-68831-3",
        "ISBN 978 91 29 68831 3",
        "isbn:9789129688313",
        "ISBN-13: 978-91-29-68831-3",
        "91-29-68831-0",
    ],
)
def test_an_isbn_is_found_however_it_is_written(desk: Desk, typed: str):
    assert desk.titles(typed) == ["Pippi Långstrump"]


def test_an_issn_and_a_shelf_mark_are_found(desk: Desk):
    assert desk.titles("1234-5679") == ["Tusen år i Finland"]
    assert desk.titles("Hce") == ["Pippi Långstrump"]
    assert desk.titles("uHce") == ["Pippi Långstrump"]
    assert set(desk.titles("sab:Hc")) == {"Pippi Långstrump", "Män som hatar kvinnor"}


def test_truncation_and_typing_complete_a_word(desk: Desk):
    assert "Programmera i C++" in desk.titles("program*")
    assert desk.titles("longst", typing=True) == ["Pippi Longstocking"]
    assert desk.titles("harry pot", typing=True) == ["Harry Potter och de vises sten"]


def test_typing_errors_are_forgiven_and_said(desk: Desk):
    found = desk.find("hary poter")

    assert titles(found) == ["Harry Potter och de vises sten"]
    assert found.did_you_mean == "harry potter"
    assert desk.titles("astird lindgrne emil") == ["Emil i Lönneberga"]


def test_one_word_too_many_is_forgiven_and_said(desk: Desk):
    found = desk.find("emil lönneberga lindgren qwertyuiop")

    assert titles(found) == ["Emil i Lönneberga"]
    assert found.stage is Stage.MOST_WORDS


def test_words_for_the_kind_of_thing_are_left_out_when_they_are_in_the_way(desk: Desk):
    found = desk.find("böcker om vise stenar")

    assert titles(found) == ["Harry Potter och de vises sten"]
    assert found.stage is Stage.WITHOUT_KIND


def test_a_surname_finds_the_authors_books_before_books_about_them(desk: Desk):
    found = desk.titles("lindgren")

    assert found.index("Emil i Lönneberga") < found.index("Boken om Astrid Lindgren")


def test_years_of_life_are_no_words_of_a_name(desk: Desk):
    assert desk.titles("1907") == []


def test_small_words_do_not_stand_in_the_way(desk: Desk):
    assert "Emil i Lönneberga" in desk.titles(
        "den lilla boken om emil i lönneberga".replace("den lilla boken om ", "den om ")
    )


def test_no_words_show_the_newest(desk: Desk):
    assert desk.titles()[0] == SHELF[-1].title
    assert desk.find().total == len(SHELF)


@pytest.mark.parametrize(
    "typed", ["???", "-pippi", '"', "()", "* * *", "-", "NOT", "å:", "\u200b", "- - -", "NOT pippi", ":", "författare:"]
)
def test_nothing_to_look_for_finds_nothing_and_never_everything(desk: Desk, typed: str):
    assert desk.find(typed).total < len(SHELF) / 2


def test_no_nonsense_breaks_the_search_or_finds_everything(desk: Desk):
    rng = random.Random(20270201)
    signs = string.printable + "åäöÅÄÖéüÿ“”’–—«»\u0000\u200d\ufeff漢字العربية🙂\\()[]{}^~*?:+-\"'/&|!<>=" * 2
    pieces = [
        "AND",
        "OR",
        "NOT",
        "ELLER",
        "INTE",
        "titel:",
        "isbn:",
        "år:",
        "sab:",
        "*:*",
        "[* TO *]",
        '"',
        "(",
        ")",
        "-",
        "9789129688313",
        "a*",
    ]
    for _number in range(500):
        text = "".join(rng.choice(signs) for _sign in range(rng.randint(1, 40)))
        if rng.random() < 0.5:
            text = " ".join(rng.choice([text, *pieces]) for _piece in range(rng.randint(1, 8)))
        assert desk.find(text).total < len(SHELF) or not text.strip(), repr(text)
        desk.find(text, typing=True, sort="title", language=(text[:20],))
        suggest(desk.searcher, text)


def test_very_long_and_very_nested_text_is_no_trouble(desk: Desk):
    for text in (
        "(" * 5_000,
        "pippi " * 1_000,
        "a" * 100_000,
        "-" * 1_000,
        '"' * 999,
        "(pippi OR " * 200,
        "NOT " * 300 + "pippi",
    ):
        desk.find(text)


def test_every_hit_says_why(desk: Desk):
    def why(typed: str, of: str) -> list[tuple[str, str]]:
        hit = next(each for each in desk.find(typed).records if each.document.title == of)
        return [(reason.area, reason.text) for reason in hit.why]

    assert why("pippi", "Pippi Långstrump") == [("title", ""), ("series", "Pippi Långstrump")]
    assert why("lindgren", "Emil i Lönneberga") == [("people", "Astrid Lindgren")]
    assert why("häst", "Pippi Långstrump") == [("subject", "Hästar")]
    assert why("pippi", "Emil i Lönneberga") == [("notes", "")]
    assert why("9789129688313", "Pippi Långstrump") == [("number", "")]
    assert why("Hce", "Pippi Långstrump") == [("shelf", "uHce")]
    assert why("spide", "Spider-Man") == [("title", "")]
    assert why("hary poter", "Harry Potter och de vises sten")[0] == ("title", "")


def test_lists_stand_in_swedish_order(desk: Desk):
    four = ("Öken", "Äpplen", "Åskan", "Zebror")
    by_title = [title for title in desk.titles(sort="title") if title in four]
    by_author = [title for title in desk.titles(sort="author") if title in four]

    assert by_title == ["Zebror", "Åskan", "Äpplen", "Öken"]
    assert by_author == ["Åskan", "Zebror", "Öken", "Äpplen"]
    assert desk.titles("pippi", sort="oldest")[0] == "Pippi Långstrump"
    assert desk.titles("pippi", sort="year")[0] == "Boken om Pippi"
    assert desk.titles(sort="popular")[0] == "Pippi Långstrump"


def test_pages_follow_each_other_and_a_page_too_far_is_the_last(desk: Desk):
    from helge.search.finding import find
    from helge.search.query import CatalogueQuery

    seen: list[str] = []
    for page in (1, 2, 3):
        seen += titles(find(desk.searcher, CatalogueQuery(sort="title", page=page), page_size=10))
    assert len(seen) == len(set(seen)) == len(SHELF)
    assert find(desk.searcher, CatalogueQuery(page=400), page_size=10).page == 3
