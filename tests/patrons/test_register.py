"""Somebody wants a card."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from helge.consortium.occasion import Channel
from helge.consortium.rules.permissions import NotAllowed
from helge.foundation.codes import has_luhn_check_digit
from helge.foundation.identity_numbers import PUBLISHED_TEST_NUMBERS
from helge.journal.models import Event
from helge.patrons.commands.edit_patron import EditRefused, edit_patron
from helge.patrons.commands.register_patron import NewPatron, RegisterRefused, activate_patron, register_patron
from helge.patrons.models import Block, Card, Consent, Patron, PatronCategory

ADULT = "198501139995"
SCHOOLCHILD = "201701012393"  # ten years old in 2027
ASTRID = NewPatron("Exempel", "LJU-JAR", first_name="Astrid", identity_number="850113-9995")


@pytest.fixture
def desk(world):
    PatronCategory.objects.filter(code="child").update(consent_below_age=15)
    return world.at("LJU")


def refused_codes(facts, occasion, **more):
    with pytest.raises(RegisterRefused) as refused:
        register_patron(facts, occasion=occasion, **more)
    return refused.value.codes


def test_an_adult_gets_a_card_for_every_library(world, desk):
    patron = register_patron(replace(ASTRID, channels={"email": "Astrid@Exempel.se "}), pin="4711", occasion=desk)
    card = patron.cards.get()
    assert (patron.identity_number, patron.birth_date, patron.category_id) == (ADULT, date(1985, 1, 13), "adult")
    assert patron.municipality == world.library("LJU-JAR").municipality
    assert patron.expires_date == world.day + timedelta(days=1095)
    assert (len(card.number), card.number[0], has_luhn_check_digit(card.number)) == (14, "2", True)
    assert patron.channels.get().value == "astrid@exempel.se"
    assert patron.login.check_password("4711")


def test_two_cards_never_have_one_number(desk):
    numbers = set()
    for name in ("Ek", "Al", "Björk"):
        patron = register_patron(NewPatron(name, "LJU", first_name="A"), occasion=desk)
        numbers.add(patron.cards.get().number)
    assert len(numbers) == 3


def test_without_papers_the_card_is_valid_for_a_year(world, desk):
    patron = register_patron(NewPatron("Exempel", "LJU", first_name="Rosa"), occasion=desk)
    assert (patron.identity_number, patron.category_id) == (None, "adult")
    assert patron.expires_date == world.day + timedelta(days=365)


def test_the_same_personnummer_is_not_registered_twice(desk):
    register_patron(ASTRID, occasion=desk)
    for typed in ("850113-9995", "19850113-9995", ADULT):
        assert refused_codes(replace(ASTRID, identity_number=typed), desk) == ("already_registered",)
    assert Patron.objects.count() == 1


def test_a_wrong_check_digit_is_refused_without_repeating_the_number(desk):
    with pytest.raises(RegisterRefused) as refused:
        register_patron(replace(ASTRID, identity_number="850113-9996"), occasion=desk)
    assert refused.value.codes == ("identity_number_wrong",)
    assert "9996" not in str(refused.value.refusals[0].message)


def test_a_child_needs_a_guardian_s_yes_and_it_is_remembered_how(world, desk):
    guardian = world.patron("Tyra")
    child = NewPatron("Exempel", "LJU-JAR", first_name="Nils", identity_number=SCHOOLCHILD, guardian_id=guardian.id)
    assert refused_codes(child, desk) == ("guardian_consent_missing",)

    patron = register_patron(replace(child, guardian_consent="paper", accepts_terms=True), occasion=desk)
    assert patron.category_id == "child"
    assert patron.guardians.get().guardian_id == guardian.id
    assert set(patron.consents.values_list("kind", "how")) == {("guardian", "paper"), ("terms", "desk")}
    assert Consent.objects.filter(patron=patron, given_at=desk.at).count() == 2


def test_a_five_year_old_is_told_from_which_day(world, desk):
    small = NewPatron("Exempel", "LJU", first_name="Lill", birth_date=date(2022, 6, 1), guardian_consent="paper")
    with pytest.raises(RegisterRefused) as refused:
        register_patron(small, occasion=desk)
    assert refused.value.codes == ("too_young",)
    assert "2028-01-01" in str(refused.value.refusals[0].message)
    register_patron(small, occasion=world.at("LJU", on=date(2028, 1, 1)))


def test_everything_that_is_wrong_is_said_at_once(desk):
    facts = NewPatron(
        " ", "XXX", category="king", channels={"email": "astrid", "sms": "12", "pigeon": "x", "phone": ""}
    )
    assert sorted(refused_codes(facts, desk, pin="1234")) == [
        *("email_wrong", "name_missing", "pin_too_easy", "sms_wrong"),
        *("unknown_category", "unknown_channel", "unknown_library"),
    ]
    assert not Card.objects.exists()


def test_a_pre_printed_card_is_used_once(desk):
    first = register_patron(replace(ASTRID, card_number=" 20000001 "), occasion=desk)
    assert first.cards.get().number == "20000001"
    taken = NewPatron("Ek", "LJU", first_name="Bo", card_number="20000001")
    assert refused_codes(taken, desk) == ("card_number_taken",)
    assert Patron.objects.count() == 1


def test_an_application_on_the_web_borrows_nothing_before_staff_have_seen_who_it_is(world, desk):
    patron = register_patron(ASTRID, pin="4711", occasion=world.at("LJU", channel=Channel.WEB))
    assert Block.objects.get(patron=patron).kind == "pending"
    activate_patron(patron.pk, occasion=desk)
    activate_patron(patron.pk, occasion=desk)
    assert not Block.objects.filter(patron=patron).exists()
    assert Event.objects.filter(kind="PatronActivated").count() == 1


def test_the_journal_tells_of_the_registration_without_saying_who(desk):
    patron = register_patron(replace(ASTRID, channels={"sms": "070-123 45 67"}), pin="4711", occasion=desk)
    event = Event.objects.get(kind="PatronRegistered")
    assert event.patron_id == patron.pk
    assert event.why == {"category": "adult", "library": "LJU-JAR"}


def test_staff_change_a_name_and_the_journal_keeps_only_which_column(world, desk):
    patron = register_patron(ASTRID, occasion=desk)
    edit_patron(patron.pk, {"last_name": "Ågren", "town": "Järvsö", "first_name": "Astrid"}, occasion=desk)
    patron.refresh_from_db()
    assert (patron.last_name, patron.name_sort) == ("Ågren", "{gren astrid")
    assert Event.objects.get(kind="PatronEdited").why == {"columns": ["last_name", "town"]}


def test_a_move_to_another_municipality_is_kept(world, desk):
    patron = register_patron(ASTRID, occasion=desk)
    old, new = patron.municipality_id, world.library("HOF").municipality_id
    edit_patron(patron.pk, {"municipality_id": new}, occasion=desk)
    assert Event.objects.get(kind="PatronMoved").why == {"from": old, "to": new}


def test_a_number_can_be_added_later_but_not_somebody_else_s(desk):
    register_patron(ASTRID, occasion=desk)
    other = register_patron(NewPatron("Ek", "LJU", first_name="Bo"), occasion=desk)
    with pytest.raises(EditRefused, match="already_registered"):
        edit_patron(other.pk, {"identity_number": "8501139995"}, occasion=desk)
    edit_patron(other.pk, {"identity_number": PUBLISHED_TEST_NUMBERS[1]}, occasion=desk)
    edit_patron(other.pk, {"identity_number": ""}, occasion=desk)
    other.refresh_from_db()
    assert other.identity_number is None


def test_on_the_web_patrons_change_their_pickup_library_and_nothing_else(world, desk):
    patron = register_patron(ASTRID, occasion=desk)
    web = world.at("LJU", channel=Channel.WEB)
    edit_patron(patron.pk, {"pickup_library_id": world.library("HOF").pk}, occasion=web)
    with pytest.raises(ValueError, match="expires_date"):
        edit_patron(patron.pk, {"expires_date": date(2099, 1, 1)}, occasion=web)


def test_a_role_without_patrons_registers_nobody(world, desk):
    with pytest.raises(NotAllowed):
        register_patron(ASTRID, occasion=world.at("LJU", staff=world.staff(), may=["edit_item"]))
