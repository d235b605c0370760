"""Choices beside the hits: their counts, and that several of one facet widen."""

from .shelf import Desk


def counts(found, facet: str) -> dict[str, int]:
    return {each.value: each.count for each in found.facets[facet]}


def test_facets_count_the_hits(desk: Desk):
    found = desk.find("pippi")

    assert counts(found, "language") == {"swe": 4, "eng": 1}
    assert counts(found, "audience") == {"child": 4, "adult": 1}
    assert counts(found, "available") == {"*": 1, "HOF": 1}
    assert counts(found, "municipality") == {"Hofors": 2, "Ljusdal": 1}
    assert counts(found, "decade")["1940"] == 2


def test_a_facets_own_choice_does_not_hide_its_other_values(desk: Desk):
    found = desk.find("pippi", language=("eng",))

    assert found.total == 1
    assert counts(found, "language") == {"swe": 4, "eng": 1}
    assert counts(found, "audience") == {"child": 1}


def test_two_choices_in_one_facet_widen_and_facets_narrow_each_other(desk: Desk):
    assert desk.find("pippi", language=("swe", "eng")).total == 5
    assert desk.find("pippi", language=("swe", "eng"), audience=("child",)).total == 4
    assert desk.find("pippi", fiction=("no",)).total == 1


def test_in_at_my_library_now(desk: Desk):
    assert desk.titles("pippi", available=("HOF",)) == ["Pippi Långstrump"]
    assert desk.titles("pippi", available=("*",)) == ["Pippi Långstrump"]
    assert desk.titles("pippi", available=("LJU",)) == []
    assert set(desk.titles("pippi", library=("LJU",))) == {"Pippi Långstrump"}


def test_choices_that_leave_nothing_are_shown_and_do_not_start_guessing(desk: Desk):
    found = desk.find("pippi", language=("fin",))

    assert found.total == 0
    assert found.did_you_mean == ""
    assert ("fin", 0, True) in [(each.value, each.count, each.is_chosen) for each in found.facets["language"]]


def test_years_narrow_too(desk: Desk):
    assert set(desk.titles("pippi", year_from=1946, year_to=1950)) == {
        "Pippi Långstrump går ombord",
        "Pippi Longstocking",
    }
