from datetime import date

import pytest

from helge.foundation.tables import lines_of


@pytest.fixture
def table(tmp_path):
    def made(text):
        file = tmp_path / "rules.csv"
        file.write_text(text, encoding="utf-8")
        return list(lines_of(file))

    return made


def test_cells_are_read_as_what_they_stand_for(table):
    (line,) = table("name,days,floats,from,medium\nBollnäs,28,yes,2006-10-01,film  game\n")
    assert line["name"] == "Bollnäs"
    assert (line.number_or_none("days"), line.flag("floats"), line.day("from")) == (28, True, date(2006, 10, 1))
    assert line.words("medium") == ["film", "game"]


def test_blank_is_nothing_and_not_zero(table):
    (line,) = table("days,floats,from,medium\n ,,,\n")
    assert line.number_or_none("days") is line.flag_or_none("floats") is line.day_or_none("from") is None
    assert line.words("medium") == [""]


@pytest.mark.parametrize(
    ("reading", "column", "told"),
    [
        ("number_or_none", "days", "write a whole number"),
        ("flag", "days", "write yes or no"),
        ("day", "days", "write a day as 2006-10-01"),
        ("clock", "days", "write a time as 10:00"),
        ("text", "dagar", "the column is missing"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_column(table, reading, column, told):
    (line,) = table("days\nfyra\n")
    with pytest.raises(ValueError, match=f"rules.csv, line 2, column {column}: {told}"):
        getattr(line, reading)(column)


def test_a_row_with_too_many_cells_is_a_mistake_and_a_missing_file_has_no_rows(table, tmp_path):
    with pytest.raises(ValueError, match=r"rules.csv, line 2: more cells than headings"):
        table("days\n1,2\n")
    assert list(lines_of(tmp_path / "none.csv")) == []
