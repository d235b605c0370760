"""What is kept of people has its time, and then it goes."""

from datetime import date, timedelta

import pytest

from helge.consortium.commands.edit_library import add_municipality
from helge.consortium.occasion import Channel
from helge.consortium.queries import members
from helge.patrons.commands.accept_terms import accept_terms
from helge.patrons.commands.forget import forget_old_lookups, forget_ties_of_grown_ups
from helge.patrons.commands.log_lookup import log_lookup
from helge.patrons.models import Consent, Guardianship, Lookup
from helge.patrons.queries import needs_to_accept_terms, share_with_terms
from helge.stewardship.promises import broken_promises


def test_openings_are_remembered_for_two_years(world):
    reader, anna = world.patron(), world.staff("Anna")
    log_lookup(reader.id, "card", occasion=world.at("LJU", staff=anna, may=["see_patrons"]))
    assert forget_old_lookups(world.moment() + timedelta(days=730)) == 0
    assert forget_old_lookups(world.moment() + timedelta(days=731)) == 1
    assert not Lookup.objects.exists()


@pytest.mark.parametrize(
    ("born", "goes_on"), [(date(2009, 3, 1), date(2027, 3, 1)), (date(2008, 2, 29), date(2026, 3, 1))]
)
def test_a_guardian_s_tie_ends_on_the_eighteenth_birthday(world, born, goes_on):
    child, guardian = world.child(birth_date=born), world.patron("Tyra")
    Guardianship.objects.create(child=child.patron, guardian=guardian.patron, from_date=date(2020, 1, 1))
    Consent.objects.create(patron=child.patron, kind="guardian", given_at=world.moment(), how="paper")
    assert forget_ties_of_grown_ups(goes_on - timedelta(days=1)) == 0
    assert forget_ties_of_grown_ups(goes_on) == 2


def test_when_a_member_joins_the_terms_are_asked_for_again(world):
    reader = world.patron()
    assert needs_to_accept_terms(reader.id, world.day)
    accept_terms(reader.id, occasion=world.at("LJU", channel=Channel.WEB))
    assert not needs_to_accept_terms(reader.id, world.day)
    assert share_with_terms(world.day) == (1, 1)

    joins = world.day + timedelta(days=30)
    add_municipality("2180", "Gävle", from_date=joins, occasion=world.at("LJU"))
    assert not needs_to_accept_terms(reader.id, joins - timedelta(days=1))
    assert needs_to_accept_terms(reader.id, joins)
    assert "Gävle" in members(joins)
    assert "Gävle" not in members(world.day)
    accept_terms(reader.id, occasion=world.at("LJU", on=joins))
    assert not needs_to_accept_terms(reader.id, joins)
    assert Consent.objects.filter(patron=reader.patron).count() == 2


def test_the_promises_of_people_and_libraries_hold_and_are_seen_to_break(world):
    world.patron()
    world.staff()
    assert broken_promises() == []

    world.patron("Bo").patron.cards.create(number="29000001", issued_at=world.moment())
    world.library("HOF").opening_hours.create(weekday=0, opens="09:00", closes="11:00")
    assert {broken.invariant.name for broken in broken_promises()} == {
        *("patron_has_at_most_one_active_card", "opening_hours_do_not_overlap")
    }
