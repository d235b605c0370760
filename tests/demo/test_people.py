"""The demo's patrons are invented, and can be nobody."""

from datetime import date

import pytest

from helge.demo.logins import PATRONS, PIN
from helge.demo.people import FICTION_PHONES, Home, people
from helge.foundation.identity_numbers import parse_identity_number
from helge.patrons.rules.ages import age_on
from helge.patrons.rules.contact import email_address, phone_number
from helge.patrons.rules.pins import reasons_against_pin

TODAY = date(2026, 11, 22)
HOMES = [Home(1, "LJU", 1, "Ljusdal", 100.0), Home(2, "LJU-JAR", 1, "Järvsö", 30.0), Home(3, "HOF", 2, "Hofors", 50.0)]


@pytest.fixture(scope="module")
def crowd():
    return people(HOMES, total=3_000, seed=1, today=TODAY)


def test_there_are_as_many_as_asked_for(crowd):
    assert len(crowd) == 3_000


def test_the_same_seed_gives_the_same_people_and_another_seed_others(crowd):
    assert people(HOMES, total=3_000, seed=1, today=TODAY) == crowd
    assert people(HOMES, total=3_000, seed=2, today=TODAY) != crowd


def test_every_child_has_an_adult_in_the_same_home_who_answers_for_it(crowd):
    children = [one for one in crowd if one.category == "child"]
    assert len(children) > 300
    for child in children:
        adult = crowd[child.guardian]
        assert age_on(adult.birth_date, TODAY) >= 18
        assert (adult.street, adult.last_name) == (child.street, child.last_name)


def test_nobody_is_too_young_for_a_card_or_in_the_wrong_category(crowd):
    for one in crowd:
        if one.birth_date:
            assert (age_on(one.birth_date, TODAY) < 18) == (one.category == "child")
            assert date(one.birth_date.year + 6, 1, 1) <= TODAY


def test_addresses_and_numbers_reach_nobody(crowd):
    for one in crowd:
        assert phone_number(one.phone) in FICTION_PHONES
        assert one.email == "" or email_address(one.email).endswith(".example")


def test_some_are_protected_some_are_institutions_and_some_read_other_languages(crowd):
    assert 3 <= sum(one.protection != "none" for one in crowd) <= 40
    assert {"school_class", "institution", "home", "child", "adult"} == {one.category for one in crowd}
    assert len({one.reads for one in crowd}) > 5


def test_the_printed_logins_carry_no_number_of_a_real_person():
    for login in PATRONS:
        assert parse_identity_number(login.identity_number, today=TODAY).is_test_number
    assert reasons_against_pin(PIN) == []
