"""The demo's catalogue is grown from facts, and makes up no more than it must."""

from datetime import date, datetime

import pytest

from helge.catalogue.rules.describe import describe
from helge.consortium.occasion import STOCKHOLM
from helge.demo.editions import Edition, editions, facts_of, marc_for
from helge.demo.parts.catalogue import NEWS, in_order_of_arrival
from helge.demo.plan import Plan
from helge.demo.works_at_hand import Work, works_at_hand
from helge.foundation.isbn import isbn13, issn

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def works() -> list[Work]:
    return works_at_hand()


@pytest.fixture(scope="module")
def catalogue(works) -> list[Edition]:
    return list(editions(works, seed=1, today=TODAY))


def test_there_are_at_least_five_thousand_titles_in_many_shapes(catalogue):
    assert len(catalogue) >= 5_000
    assert {one.shape for one in catalogue} == {
        "first", "original", "audiobook", "talking_book", "large_print", "new", "issue",
    }  # fmt: skip


def test_every_title_has_a_number_of_its_own(catalogue):
    numbers = [one.control_number for one in catalogue]
    assert len(set(numbers)) == len(numbers)
    assert max(map(len, numbers)) <= 60


def test_what_is_written_into_marc_is_read_out_of_it_again(catalogue):
    for one in catalogue[::7]:
        facts, told = facts_of(one), describe(marc_for(one))
        assert told.media_type == facts["media_type"], one.control_number
        assert (told.year, told.audience) == (facts["year"], facts["audience"])
        assert told.author.replace(".", "") == facts["author"].replace(".", "")
        assert told.classification == facts["classification"]
        assert set(facts["subjects"]) <= set(told.subjects)


def test_no_number_is_made_up(catalogue, works):
    known = {number for work in works if (number := isbn13(work.isbn) or issn(work.isbn))}
    assert {number for one in catalogue for number in facts_of(one)["isbns"]} <= known
    grown = [one for one in catalogue if one.shape in ("audiobook", "talking_book", "large_print", "new", "original")]
    assert [one.control_number for one in grown if facts_of(one)["publisher"]] == []


def test_an_edition_in_the_original_language_has_the_original_title(catalogue):
    translated = {one.work.key: one.work for one in catalogue if one.shape == "first" and one.work.is_translation}
    for one in catalogue:
        if one.shape == "original":
            work = translated[one.work.key]
            assert (one.work.title, one.work.language) == (work.original_title, work.original_language)
    guide = next(one for one in catalogue if one.work.key == "adams-liftarens-guide-till-galaxen")
    assert marc_for(guide)["240"]["a"] == "The Hitchhiker's Guide to the Galaxy"


def test_no_edition_comes_from_the_future(catalogue):
    assert max(one.year or 0 for one in catalogue) <= TODAY.year


def test_the_newest_are_recent_and_of_many_kinds(catalogue):
    plan = Plan(seed=1, now=datetime(2026, 11, 22, 12, 0, tzinfo=STOCKHOLM))
    newest = in_order_of_arrival(catalogue, plan)[-NEWS:]
    assert min(one.year or 0 for one in newest) >= 2024
    assert sum(one.shape == "issue" for one in newest) < NEWS / 2


def test_the_same_seed_gives_the_same_catalogue_and_another_seed_another(works, catalogue):
    numbers = [one.control_number for one in catalogue]
    assert [one.control_number for one in editions(works, seed=1, today=TODAY)] == numbers
    assert [one.control_number for one in editions(works, seed=2, today=TODAY)] != numbers
