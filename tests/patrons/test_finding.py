"""Finding a patron at the desk, and what the desk then sees."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from helge.consortium.rules.permissions import DESK, NotAllowed
from helge.patrons.commands.block_patron import BlockRefused, block_patron, unblock_patron
from helge.patrons.commands.edit_patron import edit_patron
from helge.patrons.commands.log_lookup import LookupRefused, log_lookup
from helge.patrons.commands.register_patron import NewPatron, register_patron
from helge.patrons.commands.set_channels import ChannelsRefused, set_channels
from helge.patrons.models import Lookup, Protection
from helge.patrons.queries import (
    OWN_EYES,
    find_patrons,
    lookups_from_elsewhere,
    lookups_of,
    masked,
    patron_card,
    patron_view,
)

NAMED_ROLE = DESK | {"see_protected"}


@pytest.fixture
def astrid(world):
    return register_patron(
        NewPatron(
            "Åkerström",
            "LJU-JAR",
            first_name="Astrid",
            identity_number="850113-9995",
            street="Byvägen 1",
            postcode="827 50",
            town="Järvsö",
            channels={"email": "astrid@exempel.se", "sms": "+46 70 123 45 67"},
        ),
        occasion=world.at("LJU"),
    )


@pytest.fixture
def hidden(world, astrid):
    """Astrid, after staff have set that the tax agency protects her."""
    return edit_patron(astrid.pk, {"protection": Protection.PROTECTED}, occasion=world.at("LJU"))


def names(world, text, permissions=DESK):
    return [found.name for found in find_patrons(text, permissions=permissions, today=world.day).patrons]


@pytest.mark.parametrize(
    "typed",
    [
        *("850113-9995", "19850113-9995", "8501139995", "Åkers", "åkerström, a", "Åkerström Ast", "Astrid Åkerström"),
        *("astrid åk", "ASTRID@exempel.se", "070-123 45 67", "0046701234567", "070 1234567"),
    ],
)
def test_a_patron_is_found_by_what_people_say(world, astrid, typed):
    world.patron("Alva")
    assert names(world, typed) == ["Astrid Åkerström"]


@pytest.mark.parametrize(
    "typed", ["", "  ", "Akerström", "Åkerström B", "okand@exempel.se", "0270-99 99 99", "???", "%", "\x00", "\x1b[A"]
)
def test_what_fits_nobody_finds_nobody(world, astrid, typed):
    assert names(world, typed) == []


def test_a_card_is_found_also_when_it_is_blocked(world):
    reader = world.patron("Alva")
    reader.patron.cards.update(is_active=False)
    found = find_patrons(f" {reader.card}", permissions=DESK, today=world.day)
    assert (found.is_exact, found.patrons[0].id) == (True, reader.id)
    assert patron_card(reader.card).is_active is False
    assert patron_card("nonsens") is None


def test_a_long_list_is_leafed_through_in_swedish_order(world):
    for name in ("Örjan", "Anna", "Åsa", "Zara", "Ärla", "Anna"):
        world.patron(name)
    first = find_patrons("Exempel", permissions=DESK, today=world.day, limit=4)
    rest = find_patrons("Exempel", permissions=DESK, today=world.day, limit=4, after_id=first.after_id)
    assert [one.first_name for one in first.patrons + rest.patrons] == ["Anna", "Anna", "Zara", "Åsa", "Ärla", "Örjan"]
    assert rest.after_id is None


def test_without_permission_nobody_is_found_and_no_name_is_seen(world, astrid):
    assert names(world, "Åkerström", frozenset()) == []
    view = masked(astrid, frozenset({"edit_item"}))
    assert (view.name, view.address, view.identity, view.is_masked) == ("Låntagare", "", "", True)


def test_the_desk_never_sees_the_last_four_digits(astrid):
    view = masked(astrid, DESK)
    assert (view.identity, view.address) == ("19850113-****", "Byvägen 1, 827 50 Järvsö")
    assert "9995" not in repr(view)


def test_a_protected_patron_is_a_card_and_nothing_more(world, hidden):
    page = patron_view(hidden.pk, permissions=DESK, today=world.day)
    assert page.patron.name == "Skyddade personuppgifter"
    assert (page.patron.is_protected, page.channels) == (True, [])
    assert page.patron.municipality_id is None
    assert page.patron.home_library_id is None
    assert page.active_card
    for secret in ("Astrid", "kerstr", "Byv", "Järvsö", "1985", "0701234567", "exempel.se"):
        assert secret not in repr(page)


@pytest.mark.parametrize("typed", ["Åkerström", "astrid@exempel.se", "0701234567"])
def test_a_protected_patron_is_not_found_by_name_or_address(world, hidden, typed):
    assert names(world, typed) == []
    assert names(world, typed, NAMED_ROLE) == ["Astrid Åkerström"]


def test_a_protected_patron_is_served_by_card(world, hidden):
    assert names(world, hidden.cards.get().number) == ["Skyddade personuppgifter"]
    assert names(world, "850113-9995") == ["Skyddade personuppgifter"]


def test_a_named_role_and_the_patron_themselves_see_everything(world, hidden):
    for eyes in (NAMED_ROLE, OWN_EYES):
        page = patron_view(hidden.pk, permissions=eyes, today=world.day)
        assert (page.patron.name, len(page.channels)) == ("Astrid Åkerström", 2)


def test_only_a_named_role_changes_what_protection_hides(world, hidden):
    desk = world.at("LJU", staff=world.staff(), may=sorted(DESK))
    with pytest.raises(NotAllowed):
        edit_patron(hidden.pk, {"town": "Bollnäs"}, occasion=desk)
    with pytest.raises(NotAllowed):
        set_channels(hidden.pk, {"email": "ny@exempel.se"}, occasion=desk)
    with pytest.raises(NotAllowed):
        edit_patron(hidden.pk, {"protection": Protection.NONE}, occasion=desk)


def test_opening_what_protection_hides_needs_a_reason_and_is_logged(world, hidden):
    anna = world.staff("Anna")
    named = world.at("LJU", staff=anna, may=sorted(NAMED_ROLE))
    with pytest.raises(NotAllowed):
        log_lookup(hidden.pk, "protected", reason="Ringer", occasion=world.at("LJU", staff=anna, may=sorted(DESK)))
    with pytest.raises(LookupRefused, match="reason_missing"):
        log_lookup(hidden.pk, "protected", occasion=named)
    log_lookup(hidden.pk, "protected", reason="Ringer om en reservation", occasion=named)
    seen = lookups_of(hidden.pk).get()
    assert (seen.staff_member, seen.method, seen.reason) == (anna, "protected", "Ringer om en reservation")


def test_lookups_from_other_municipalities_are_listed(world, astrid):
    anna = world.staff("Anna")
    for code in ("LJU", "HOF"):
        log_lookup(astrid.pk, "card", occasion=world.at(code, staff=anna, may=sorted(DESK)))
    ljusdal = astrid.municipality_id
    from_elsewhere = lookups_from_elsewhere(ljusdal, world.day, world.day)
    assert [row.library.code for row in from_elsewhere] == ["HOF"]
    assert not lookups_from_elsewhere(ljusdal, world.day - timedelta(days=9), world.day - timedelta(days=1))


def test_the_log_of_lookups_cannot_be_edited(world, astrid):
    log_lookup(astrid.pk, "card", occasion=world.at("LJU", staff=world.staff(), may=sorted(DESK)))
    with pytest.raises(DatabaseError), transaction.atomic():
        Lookup.objects.update(reason="något annat")


def test_a_block_has_a_reason_and_can_be_lifted(world, astrid):
    with pytest.raises(BlockRefused):
        block_patron(astrid.pk, " ", occasion=world.at("LJU"))
    block = block_patron(astrid.pk, "Vill prata om en skadad bok", occasion=world.at("LJU"))
    assert patron_view(astrid.pk, permissions=DESK, today=world.day).blocks[0].reason == "Vill prata om en skadad bok"

    later = world.day + timedelta(days=3)
    unblock_patron(block.pk, occasion=world.at("LJU", on=later))
    block.refresh_from_db()
    assert block.to_date == date(2027, 2, 3)
    assert patron_view(astrid.pk, permissions=DESK, today=later).blocks == []
    unblock_patron(block.pk, occasion=world.at("LJU", on=later))


def test_channels_are_tried_in_the_order_given_and_a_returned_message_is_remembered(world, astrid):
    astrid.channels.filter(kind="email").update(failed_at=world.moment())
    set_channels(astrid.pk, {"sms": "0701234567", "email": "astrid@exempel.se"}, occasion=world.at("LJU"))
    page = patron_view(astrid.pk, permissions=DESK, today=world.day)
    assert [(c.kind, c.has_failed) for c in page.channels] == [("sms", False), ("email", True)]

    set_channels(astrid.pk, {"email": "ny@exempel.se", "sms": ""}, occasion=world.at("LJU"))
    page = patron_view(astrid.pk, permissions=DESK, today=world.day)
    assert [(c.value, c.has_failed) for c in page.channels] == [("ny@exempel.se", False)]
    with pytest.raises(ChannelsRefused):
        set_channels(astrid.pk, {"email": "ny"}, occasion=world.at("LJU"))
