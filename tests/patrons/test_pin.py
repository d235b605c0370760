"""Logging in with card or personnummer and PIN; lost cards and forgotten PINs."""

from datetime import timedelta

import pytest

from helge.consortium.commands import attempt_login
from helge.consortium.commands.attempt_login import TooManyAttempts
from helge.consortium.occasion import Channel
from helge.consortium.rules.permissions import NotAllowed
from helge.journal.models import Event
from helge.patrons.commands.check_pin import check_pin
from helge.patrons.commands.issue_card import CardRefused
from helge.patrons.commands.register_patron import NewPatron, register_patron
from helge.patrons.commands.replace_card import block_card, replace_card
from helge.patrons.commands.reset_pin import PinRefused, change_own_pin, reset_pin

NUMBER = "850113-9995"


@pytest.fixture
def astrid(world):
    return register_patron(
        NewPatron("Exempel", "LJU", first_name="Astrid", identity_number=NUMBER), pin="4711", occasion=world.at("LJU")
    )


def log_in(world, who, pin="4711", minute=0):
    return check_pin(who, pin, at=world.moment(minute=minute), address="192.0.2.7")


def card_of(patron):
    return patron.cards.get(is_active=True).number


def test_card_and_personnummer_open_the_same_door(world, astrid):
    for typed in (card_of(astrid), f" {card_of(astrid)} ", NUMBER, "19850113 9995", "8501139995"):
        assert log_in(world, typed) == astrid


def test_wrong_pin_unknown_card_and_a_patron_without_pin_get_the_same_answer(world, astrid):
    without_pin = world.patron()
    assert log_in(world, card_of(astrid), "1111") is None
    assert log_in(world, "29999999999999") is None
    assert log_in(world, without_pin.card) is None
    assert log_in(world, "") is None
    assert log_in(world, "\x00' OR 1=1") is None


def test_an_unknown_card_costs_the_same_work(world, astrid, monkeypatch):
    hashed = []
    monkeypatch.setattr(attempt_login, "make_password", hashed.append)
    log_in(world, "29999999999999")
    log_in(world, world.patron().card)
    assert len(hashed) == 2


def test_a_card_that_does_not_exist_waits_like_one_that_does(world, astrid):
    for card in (card_of(astrid), "29999999999999"):
        for _time in range(5):
            assert log_in(world, card, "1111") is None
        with pytest.raises(TooManyAttempts):
            log_in(world, card)


def test_ten_and_twelve_digits_are_one_person_to_guess_at(world, astrid):
    for typed in (NUMBER, "198501139995", "8501139995", "19850113-9995", NUMBER):
        log_in(world, typed, "1111")
    with pytest.raises(TooManyAttempts):
        log_in(world, NUMBER)


def test_a_new_pin_at_the_desk_opens_at_once(world, astrid):
    for _time in range(5):
        log_in(world, card_of(astrid), "1111")
    reset_pin(astrid.pk, "2580", occasion=world.at("LJU"))
    assert log_in(world, card_of(astrid), "2580") == astrid
    assert Event.objects.get(kind="PinReset").why == {}


def test_a_patron_without_pin_gets_one(world):
    reader = world.patron()
    reset_pin(reader.id, "2580", occasion=world.at("LJU"))
    assert log_in(world, reader.card, "2580").pk == reader.id


@pytest.mark.parametrize("pin", ["", "123", "12345678901", "abcd", "1111", "1234", "9876", "٤٧١١"])
def test_a_pin_that_everybody_would_guess_is_refused(world, astrid, pin):
    with pytest.raises(PinRefused):
        reset_pin(astrid.pk, pin, occasion=world.at("LJU"))
    assert log_in(world, card_of(astrid)) == astrid


def test_patrons_change_their_pin_knowing_the_old_one(world, astrid):
    web = world.at("LJU", channel=Channel.WEB)
    with pytest.raises(PinRefused, match="old_pin_wrong"):
        change_own_pin(astrid.pk, "1111", "2580", occasion=web, address="")
    change_own_pin(astrid.pk, "4711", "2580", occasion=web, address="")
    assert log_in(world, NUMBER, "2580") == astrid


def test_a_lost_card_is_blocked_at_once_on_the_web(world, astrid):
    lost = card_of(astrid)
    assert block_card(astrid.pk, "lost", occasion=world.at("LJU", channel=Channel.WEB)) == 1
    assert block_card(astrid.pk, "lost", occasion=world.at("LJU", channel=Channel.WEB)) == 0
    assert log_in(world, lost) is None
    assert log_in(world, NUMBER) == astrid


def test_a_new_card_takes_the_place_of_the_old_one(world, astrid):
    old = card_of(astrid)
    new = replace_card(astrid.pk, "lost", occasion=world.at("HOF"))
    assert log_in(world, old) is None
    assert log_in(world, new.number) == astrid
    with pytest.raises(CardRefused, match="card_number_taken"):
        replace_card(astrid.pk, "lost", occasion=world.at("HOF"), number=old)
    assert card_of(astrid) == new.number


def test_the_pin_is_reset_by_those_who_may(world, astrid):
    with pytest.raises(NotAllowed):
        reset_pin(astrid.pk, "2580", occasion=world.at("LJU", staff=world.staff(), may=["edit_item"]))


def test_the_count_begins_afresh_after_a_day(world, astrid):
    for minute in range(5):
        log_in(world, NUMBER, "1111", minute=minute)
    world.day += timedelta(days=1)
    assert log_in(world, NUMBER, "1111", minute=5) is None
    assert log_in(world, NUMBER, minute=5) == astrid
