"""Copies stand where their libraries have shelves for them, marked as on Swedish spines."""

from datetime import date

import pytest

from helge.demo.copies import MOST_COPIES, Shelving, copies, how_many
from helge.demo.editions import Edition, editions
from helge.demo.shelves import mark_of, place_of
from helge.demo.works_at_hand import works_at_hand
from helge.inventory.rules.shelf_marks import MarkKind
from helge.inventory.rules.shelf_marks import describe as describe_mark

TODAY = date(2026, 11, 22)
MAIN = frozenset(
    {
        ("Vuxen", "Skönlitteratur"), ("Vuxen", "Fakta"), ("Vuxen", ""), ("Barn", "Bilderböcker"), ("Barn", ""),
        ("Ungdom", ""), ("Deckare", ""), ("Språk", ""), ("Film och musik", ""), ("Ljudböcker", ""), ("Tidskrifter", ""),
        ("Spel", ""), ("Magasin", ""),
    }
)  # fmt: skip
SCHOOL = frozenset({("Kapitelböcker", ""), ("Bilderböcker", ""), ("Fakta", "")})
LIBRARIES = [
    Shelving(1, "LJU", "main", 30.0, MAIN),
    Shelving(2, "SAN", "main", 50.0, MAIN),
    Shelving(3, "HUD-SK-STA", "compulsory", 4.0, SCHOOL),
]


@pytest.fixture(scope="module")
def catalogue() -> list[Edition]:
    return list(editions(works_at_hand(), seed=1, today=TODAY))


@pytest.fixture(scope="module")
def stock(catalogue):
    return copies(catalogue, LIBRARIES, total=9_000, seed=1, today=TODAY)


def first(catalogue, key: str) -> Edition:
    return next(one for one in catalogue if one.work.key == key and one.shape == "first")


@pytest.mark.parametrize(
    ("wanted", "total", "counts"),
    [
        ([1, 1, 1], 3, [1, 1, 1]),
        ([1, 1, 2], 7, [2, 2, 3]),
        ([1, 1], 1, [0, 1]),
        ([1000, 1], 40, [MOST_COPIES, 40 - MOST_COPIES]),
    ],
)
def test_copies_are_shared_out_to_the_last_one(wanted, total, counts):
    shared = how_many(wanted, total)
    assert sum(shared) == total
    assert sorted(shared) == sorted(counts)


def test_the_number_asked_for_is_the_number_made(stock):
    assert len(stock) == 9_000
    assert len({copy.number for copy in stock}) == 9_000


def test_every_copy_stands_on_a_shelf_that_its_library_has(stock):
    places = {library.library_id: library.places for library in LIBRARIES}
    assert all((copy.department, copy.placement) in places[copy.library_id] for copy in stock)


def test_a_school_for_children_owns_childrens_books(stock, catalogue):
    owned = [catalogue[copy.edition] for copy in stock if copy.library_id == 3]
    assert owned
    assert {one.work.audience for one in owned} <= {"child", "youth"}


def test_nothing_was_bought_before_it_was_published_or_after_today(stock, catalogue):
    assert all(copy.acquired_date <= TODAY for copy in stock)
    assert all(copy.acquired_date.year >= (catalogue[copy.edition].year or 0) for copy in stock)


def test_marks_look_as_on_swedish_spines(catalogue):
    achebe = first(catalogue, "achebe-allt-gar-sonder")
    assert mark_of(achebe, "LJU") == "Hce Ach"
    assert place_of(achebe, MAIN) == ("Vuxen", "Skönlitteratur")
    poltava = first(catalogue, "poltava-englund")
    assert (mark_of(poltava, "BOL"), mark_of(poltava, "SAN")) == ("Kc Eng", "948.5 Eng")
    crime = first(catalogue, "adler-olsen-fasanjagarna")
    assert (mark_of(crime, "HUD"), mark_of(crime, "HOF")) == ("Deckare Adl", "Hce Adl")


def test_most_marks_are_sab_and_some_are_dewey_or_local(stock):
    kinds = [describe_mark(copy.shelf_mark).kind for copy in stock]
    assert kinds.count(MarkKind.SAB) > len(kinds) * 0.6
    assert MarkKind.DDC in kinds
    assert MarkKind.LOCAL in kinds


def test_the_same_seed_gives_the_same_copies(stock, catalogue):
    assert copies(catalogue, LIBRARIES, total=9_000, seed=1, today=TODAY) == stock
