"""The demo catalogue's works are facts written down by hand; a slip of the pen must not reach the shelves."""

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

WORKS = Path(__file__).resolve().parents[2] / "helge" / "demo" / "works"
FILES = sorted(WORKS.glob("*.csv"))
# fmt: off
HEADER = [
    "key", "title", "subtitle", "author", "contributors", "original_title", "original_language", "language",
    "first_year", "swedish_year", "publisher", "isbn", "media_type", "audience", "is_fiction", "sab", "ddc",
    "subjects", "series", "series_number", "form", "note",
]
# fmt: on
FICTION = ("children_novels", "crime", "novels", "picture_books", "poetry_drama", "teen")
LONGEST_NOTE = 140

each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


@cache
def lines_of(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as source:
        return list(csv.reader(source))


def works_in(file: Path) -> list[dict[str, str]]:
    return [dict(zip(HEADER, line, strict=True)) for line in lines_of(file)[1:]]


def every_work() -> list[dict[str, str]]:
    return [work for file in FILES for work in works_in(file)]


def more_than_once(things: list) -> list:
    return [thing for thing, times in Counter(things).items() if times > 1]


@each_file
def test_every_line_has_the_agreed_columns(file):
    header, *works = lines_of(file)
    assert header == HEADER
    assert [work for work in works if len(work) != len(HEADER)] == []


@each_file
def test_no_cell_hides_a_stray_space_or_a_broken_letter(file):
    cells = [cell for line in lines_of(file) for cell in line]
    stray = [cell for cell in cells if cell != cell.strip() or "\ufffd" in cell or "\n" in cell]
    assert stray == []


@each_file
def test_every_work_says_what_it_is(file):
    for work in works_in(file):
        assert work["title"], work["key"]
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", work["key"]), work["key"]
        assert work["media_type"], work["key"]
        assert work["audience"] in ("child", "youth", "adult"), work["key"]
        assert work["is_fiction"] in ("0", "1"), work["key"]
        assert work["form"], work["key"]
        assert work["subjects"], work["key"]


@each_file
def test_years_are_plausible_and_in_order(file):
    for work in works_in(file):
        first, swedish = work["first_year"], work["swedish_year"]
        for year in filter(None, (first, swedish)):
            assert re.fullmatch(r"\d{4}", year), work["key"]
            assert 1400 <= int(year) <= 2026, work["key"]
        if first and swedish:
            assert int(first) <= int(swedish), work["key"]


@each_file
def test_codes_and_numbers_look_like_themselves(file):
    for work in works_in(file):
        for column in ("original_language", "language"):
            assert re.fullmatch(r"[a-z]{3}|", work[column]), work["key"]
        assert re.fullmatch(r"\d+|", work["series_number"]), work["key"]
        assert work["series"] or not work["series_number"], work["key"]
        assert re.fullmatch(r"\d{3}(\.\d+)?|", work["ddc"]), work["key"]
        assert re.fullmatch(r"[0-9-]+[0-9X]|", work["isbn"]), work["key"]


@each_file
def test_lists_in_a_cell_are_lists(file):
    for work in works_in(file):
        for column in ("subjects", "contributors"):
            parts = work[column].split(" | ") if work[column] else []
            assert all(part and part == part.strip() and "|" not in part for part in parts), (work["key"], column)
            assert more_than_once(parts) == [], (work["key"], column)
        contributors = filter(None, work["contributors"].split(" | "))
        assert all(re.fullmatch(r"[a-zåäö]+:\S.*", contributor) for contributor in contributors), work["key"]


@each_file
def test_notes_are_one_short_sentence(file):
    too_long = [work["key"] for work in works_in(file) if len(work["note"]) > LONGEST_NOTE]
    assert too_long == []


@pytest.mark.parametrize("name", FICTION)
def test_fiction_stands_by_author_then_title(name):
    places = [(work["author"], work["title"]) for work in works_in(WORKS / f"{name}.csv")]
    assert places == sorted(places)


def test_half_of_the_fiction_tells_what_it_is_about():
    fiction = [work for name in FICTION for work in works_in(WORKS / f"{name}.csv")]
    assert sum(bool(work["note"]) for work in fiction) * 2 >= len(fiction)


def test_no_work_is_written_down_twice():
    works = every_work()
    assert more_than_once([work["key"] for work in works]) == []
    # A book and the film of it share a title, and games and films have no author at all.
    same = [(work["title"], work["author"], work["media_type"], work["language"], work["first_year"]) for work in works]
    assert more_than_once(same) == []


def test_the_catalogue_is_large_and_varied():
    works = every_work()
    assert len(works) >= 1500
    assert len({work["author"] for work in works}) >= 250


def test_pippi_is_there():
    titles = {work["title"] for work in works_in(WORKS / "children_novels.csv")}
    assert {"Pippi Långstrump", "Pippi Långstrump går ombord", "Pippi Långstrump i Söderhavet"} <= titles
