"""When two records are of one edition, and when a person has to look."""

from dataclasses import replace

import pytest

from helge.intake.rules.items import date_of, price_ore_of
from helge.intake.rules.match import Evidence, Verdict, match, similar

HERE = Evidence(
    record_id=7,
    control_source="LIBRIS",
    control_number="123",
    title="Pippi Långstrump",
    author="Lindgren, Astrid",
    year=1945,
    language="swe",
    media_type="book",
    numbers=frozenset({"9789129688313"}),
)
FROM_BTJ = replace(HERE, record_id=-1, control_source="BTJ", control_number="9")


@pytest.mark.parametrize(
    ("incoming", "verdict"),
    [
        (replace(FROM_BTJ, control_source="LIBRIS", control_number="123", year=1999), Verdict.UPDATE),
        (replace(HERE, record_id=-1, title="Kajsa", numbers=frozenset()), Verdict.REVIEW),
        (FROM_BTJ, Verdict.SAME),
        (replace(FROM_BTJ, title="Pippi Långstrump : en bok för barn"), Verdict.SAME),
        (replace(FROM_BTJ, media_type="unknown"), Verdict.SAME),
        (replace(FROM_BTJ, year=1946), Verdict.SAME),  # dated by print in one source, by copyright in the other
        (replace(FROM_BTJ, year=1955), Verdict.REVIEW),
        (replace(FROM_BTJ, language="fin"), Verdict.REVIEW),
        (replace(FROM_BTJ, title="Kajsa Kavat"), Verdict.REVIEW),
        (replace(FROM_BTJ, title="Pippi Långstrump. Del 2"), Verdict.REVIEW),
        (replace(FROM_BTJ, media_type="audiobook"), Verdict.NEW),
        (replace(FROM_BTJ, control_source="LIBRIS", control_number="124"), Verdict.NEW),
        (replace(FROM_BTJ, numbers=frozenset()), Verdict.NEW),  # a title alone proves nothing
    ],
)  # fmt: skip
def test_the_verdict_follows_the_evidence(incoming, verdict):
    shares = incoming.numbers & HERE.numbers or incoming.control_number == HERE.control_number
    assert match(incoming, [HERE] if shares else []).verdict is verdict


def test_a_verdict_that_stops_says_why():
    assert "Pippi Långstrump" in match(replace(FROM_BTJ, title="Kajsa Kavat"), [HERE]).reason


@pytest.mark.parametrize(
    ("one", "other", "are_similar"),
    [
        ("Utvandrarna", "Utvandrarna : roman", True),
        ("Historien om Sverige. Del 1", "Historien om Sverige. Del 2", False),
        ("Får", "Far", False),
        ("1984", "Nittonhundraåttiofyra", False),
        ("", "", False),
    ],
)
def test_similar_titles(one, other, are_similar):
    assert similar(one, other) is are_similar


@pytest.mark.parametrize(("text", "ore"), [("199", 19_900), ("SEK 129,50", 12_950), ("", None), ("gratis", None)])
def test_prices_in_files(text, ore):
    assert price_ore_of(text) == ore


def test_days_in_files():
    assert str(date_of("2021-03-04 00:00")) == "2021-03-04"
    assert date_of("2021-02-31") is None
