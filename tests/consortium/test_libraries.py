"""Hours change, libraries close for a day, a municipality joins."""

from datetime import date, time, timedelta

import pytest

from helge.consortium import queries as consortium
from helge.consortium.commands.add_closed_day import ClosedDayRefused, add_closed_day, remove_closed_day
from helge.consortium.commands.edit_library import (
    LibraryRefused,
    NewLibrary,
    add_library,
    add_municipality,
    edit_library,
)
from helge.consortium.commands.set_opening_hours import HoursRefused, OpenStretch, set_opening_hours
from helge.consortium.rules.permissions import NotAllowed
from helge.consortium.tree import tree

MON, TUE = 0, 1
JUNE, AUGUST = date(2027, 6, 21), date(2027, 8, 15)


def hours(world, day, code="HOF"):
    consortium.refresh_if_moved()
    return [(h.opens, h.closes) for h in consortium.calendar_of(world.library(code).pk).hours_on(day)]


def test_summer_hours_come_and_go(world):
    library = world.library("HOF").pk
    week = [OpenStretch(MON, time(10), time(15))]
    set_opening_hours(library, week, from_date=JUNE, to_date=AUGUST, occasion=world.at("HOF"))
    assert hours(world, date(2027, 6, 14)) == [(time(10), time(18))]
    assert hours(world, date(2027, 6, 21)) == [(time(10), time(15))]
    assert hours(world, date(2027, 6, 22)) == []
    assert hours(world, date(2027, 8, 17)) == [(time(10), time(18))]


def test_a_new_week_lasts_until_the_next_decided_one(world):
    library = world.library("HOF").pk
    set_opening_hours(library, [OpenStretch(MON, time(10), time(15))], from_date=JUNE, occasion=world.at("HOF"))
    earlier = JUNE - timedelta(days=28)
    set_opening_hours(library, [OpenStretch(MON, time(12), time(20))], from_date=earlier, occasion=world.at("HOF"))
    assert hours(world, JUNE - timedelta(days=7)) == [(time(12), time(20))]
    assert hours(world, JUNE) == [(time(10), time(15))]


def test_hours_that_cannot_be_are_refused(world):
    week = [
        OpenStretch(MON, time(10), time(15)),
        OpenStretch(MON, time(14), time(18)),
        OpenStretch(TUE, time(9), time(8)),
    ]
    with pytest.raises(HoursRefused) as refused:
        set_opening_hours(world.library("HOF").pk, week, from_date=JUNE, to_date=JUNE, occasion=world.at("HOF"))
    assert refused.value.codes == ("ends_before_it_begins", "closes_before_it_opens", "hours_overlap")


def test_a_closed_day_for_a_whole_municipality_can_be_taken_back(world):
    day = date(2027, 3, 10)
    municipality = world.library("BOL").municipality_id
    closed = add_closed_day(day, day, "Utbildning", municipality_id=municipality, occasion=world.at("BOL"))
    consortium.refresh_if_moved()
    assert hours(world, day, "BOL") == hours(world, day, "BOL-ARB") == []
    assert hours(world, day, "HOF")
    assert consortium.calendar_of(world.library("BOL").pk).why_closed(day) == "Utbildning"

    remove_closed_day(closed.pk, occasion=world.at("BOL"))
    assert hours(world, day, "BOL")


def test_a_closed_day_needs_a_reason_and_an_order(world):
    with pytest.raises(ClosedDayRefused) as refused:
        add_closed_day(JUNE, JUNE - timedelta(days=1), " ", occasion=world.at("BOL"))
    assert refused.value.codes == ("ends_before_it_begins", "reason_missing")


def test_what_is_changed_about_a_library_shows_at_once(world):
    hofors = world.library("HOF").pk
    edit_library(hofors, {"hold_shelf_name": "Hämta här", "is_pickup_library": False}, occasion=world.at("HOF"))
    consortium.refresh_if_moved()
    assert consortium.library("HOF").hold_shelf_name == "Hämta här"
    assert "HOF" not in [facts.code for facts in consortium.pickup_libraries(world.day)]
    with pytest.raises(LibraryRefused) as refused:
        edit_library(hofors, {"name": "", "email": "biblioteket"}, occasion=world.at("HOF"))
    assert refused.value.codes == ("name_missing", "bad_email")
    with pytest.raises(ValueError, match="code"):
        edit_library(hofors, {"code": "HFS"}, occasion=world.at("HOF"))
    with pytest.raises(NotAllowed):
        edit_library(hofors, {"name": "X"}, occasion=world.at("HOF", staff=world.staff(), may=["edit_item"]))


def test_gavle_joins_from_a_day(world):
    start = date(2028, 1, 1)
    before = tree(start - timedelta(days=1))
    gavle = add_municipality("2180", "Gävle", from_date=start, occasion=world.at("LJU"))
    facts = NewLibrary("gav", "Gävle stadsbibliotek", gavle.pk, "main", "Gävle")
    library = add_library(facts, occasion=world.at("LJU"))
    consortium.refresh_if_moved()
    assert tree(start - timedelta(days=1)) == before
    assert [branch.name for branch in tree(start).municipalities][1] == "Gävle"
    assert [consortium.library("GAV").in_service(start - timedelta(days=n)) for n in (1, 0)] == [False, True]

    edit_library(library.pk, {"opened_date": date(2028, 2, 1)}, occasion=world.at("LJU"))
    consortium.refresh_if_moved()
    assert not consortium.library("GAV").in_service(start)
    with pytest.raises(LibraryRefused, match="municipality_taken"):
        add_municipality("2180", "Gävle", from_date=start, occasion=world.at("LJU"))
    with pytest.raises(LibraryRefused, match="code_taken"):
        add_library(facts, occasion=world.at("LJU"))
