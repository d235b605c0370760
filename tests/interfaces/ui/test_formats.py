"""Days, times and numbers read as people write them, in both languages."""

from datetime import UTC, date, datetime, time

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from helge.interfaces.ui import formats
from helge.interfaces.ui.bars import bar_chart
from helge.interfaces.ui.map_mark import map_mark_svg, municipality_of
from helge.interfaces.ui.states import state_of
from helge.interfaces.ui.templatetags import ui

TODAY = date(2026, 11, 26)


def test_a_day_is_short_in_lists_and_whole_in_letters():
    with translation.override("sv"):
        assert formats.short_date(TODAY) == "tors 26 nov"
        assert formats.long_date(TODAY) == "torsdag 26 november 2026"
    with translation.override("en"):
        assert formats.short_date(TODAY) == "Thu 26 Nov"
        assert formats.long_date(TODAY) == "Thursday 26 November 2026"


def test_another_year_is_told():
    with translation.override("sv"):
        assert formats.short_date(date(2027, 1, 7), today=TODAY) == "tors 7 jan 2027"


def test_an_evening_in_universal_time_is_the_next_day_in_sweden():
    late = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
    assert formats.local_day(late) == TODAY
    assert ui.clock(late) == "00:30"
    assert ui.clock(time(9, 5)) == "09:05"


@pytest.mark.parametrize(
    ("day", "swedish", "english"),
    [
        (26, "i dag", "today"),
        (27, "i morgon", "tomorrow"),
        (25, "i går", "yesterday"),
        (29, "om 3 dagar", "in 3 days"),
        (24, "för 2 dagar sedan", "2 days ago"),
    ],
)
def test_a_day_is_told_from_now(day, swedish, english):
    with translation.override("sv"):
        assert formats.from_now_words(date(2026, 11, day), today=TODAY) == swedish
    with translation.override("en"):
        assert formats.from_now_words(date(2026, 11, day), today=TODAY) == english


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("9789129688313", "978-91-29-68831-3"),
        ("91-29-68831-0", "978-91-29-68831-3"),
        ("9789100123574", "978-91-0-012357-4"),
        ("9789526550015", "978-952-65-5001-5"),
        ("9789511234562", "978-951-1-23456-2"),
        ("9780306406157", "978-0306406157"),
        ("not an isbn", "not an isbn"),
        ("", ""),
    ],
)
def test_an_isbn_gets_its_hyphens(typed, shown):
    assert formats.isbn_pretty(typed) == shown


def test_the_query_string_keeps_what_is_not_changed():
    request = RequestFactory().get("/sok", {"q": "röda rummet", "sida": "2", "typ": ["bok", "film"]})
    shown = Template("{% load ui %}{% query_with sida='' ordning='ny' %}").render(Context({"request": request}))
    assert shown == "?q=r%C3%B6da+rummet&amp;typ=bok&amp;typ=film&amp;ordning=ny"


@pytest.mark.parametrize(
    ("given", "letters"), [("LJU-JAR", "LJU"), ("Ovanåker", "OVA"), ("sod", "SOD"), ("Gävle", ""), ("", "")]
)
def test_the_mark_knows_its_municipalities(given, letters):
    assert municipality_of(given) == letters
    assert map_mark_svg(given).count("map-mark__dot--lit") == bool(letters)


def test_the_mark_is_decoration_unless_it_is_named():
    assert 'aria-hidden="true"' in map_mark_svg("HOF")
    assert 'aria-label="Hofors &quot;&lt;"' in map_mark_svg("HOF", 'Hofors "<')


def test_an_unknown_state_is_shown_to_staff_and_spared_the_public():
    assert state_of("hold", "brand_new").word == "brand_new"
    assert str(state_of("copy", "lost").word) == "inte tillgänglig"


def test_the_longest_bar_fills_the_chart_and_nothing_is_below_zero():
    chart = bar_chart([("Bollnäs", 10), ("Hofors", 5), ("Ockelbo", 0)])
    assert [bar.width for bar in chart["bars"]] == [400.0, 200.0, 0.0]
    with pytest.raises(ValueError, match="shorter than nothing"):
        bar_chart([("Hofors", -1)])


def test_a_long_name_beside_a_bar_has_room():
    name = "Nordanstigs kommunbibliotek, Bergsjö"
    chart = bar_chart([(name, 10), ("Hofors", 5)])
    assert chart["label_x"] >= 6.5 * len(name)
    assert chart["bars"][0].value_x < chart["width"]
