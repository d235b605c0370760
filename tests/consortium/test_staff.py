"""Colleagues come, get roles, forget passwords and leave."""

import io
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from helge.consortium import queries as consortium
from helge.consortium.commands.attempt_login import TooManyAttempts
from helge.consortium.commands.create_staff import (
    NewStaff,
    StaffRefused,
    close_staff_account,
    create_staff,
    edit_staff,
    set_staff_password,
)
from helge.consortium.commands.grant_role import RoleRefused, end_role, grant_role
from helge.consortium.commands.log_in_staff import log_in_staff
from helge.consortium.models import LoginAttempt, Role, StaffMember
from helge.consortium.rules.granting import Scope
from helge.consortium.rules.permissions import NotAllowed
from helge.journal.models import Event

PASSWORD = "en lång mening"
KARIN = NewStaff("Karin", "Karin Ek", "LJU", confidentiality_confirmed_date=date(2027, 1, 11))


def permissions(member, world, code="LJU", on=None):
    return consortium.permissions_of(member.pk, consortium.place_of(code), on or world.day)


def log_in(world, username="karin", password=PASSWORD, **when):
    return log_in_staff(username, password, at=world.moment(**when), address="192.0.2.7")


@pytest.fixture
def karin(world):
    roles = [("librarian", Scope(world.library("LJU").municipality_id))]
    return create_staff(KARIN, PASSWORD, roles, occasion=world.at("LJU"))


def test_a_new_colleague_logs_in_whatever_the_case_of_the_user_name(world, karin):
    assert log_in(world, "KARIN ") == karin
    assert log_in(world, password="fel") is None
    assert log_in(world, "\x00") is None


def test_a_role_counts_only_within_its_municipality(world, karin):
    assert "edit_item" in permissions(karin, world, "LJU-JAR")
    assert permissions(karin, world, "HOF") == frozenset()


def test_without_confirmed_confidentiality_an_account_holds_no_permission(world):
    temp = create_staff(NewStaff("vik", "Vikarien", "LJU"), PASSWORD, [("desk", Scope())], occasion=world.at("LJU"))
    assert log_in(world, "vik") == temp
    assert permissions(temp, world) == frozenset()

    edit_staff(temp.pk, {"confidentiality_confirmed_date": world.day}, occasion=world.at("LJU"))
    assert "see_patrons" in permissions(temp, world)


def test_a_temporary_account_ends_by_itself(world):
    facts = NewStaff("vik", "Vikarien", "LJU", confidentiality_confirmed_date=world.day, expires_date=world.day)
    temp = create_staff(facts, PASSWORD, [("desk", Scope())], occasion=world.at("LJU"))
    assert log_in(world, "vik") == temp
    tomorrow = world.day + timedelta(days=1)
    assert log_in(world, "vik", day=tomorrow) is None
    assert permissions(temp, world, on=tomorrow) == frozenset()


def test_a_closed_account_opens_for_nobody(world, karin):
    close_staff_account(karin.pk, occasion=world.at("LJU"))
    assert log_in(world) is None
    assert permissions(karin, world) == frozenset()


@pytest.mark.parametrize(
    ("facts", "password", "codes"),
    [
        (NewStaff("karin", "Karin", "LJU"), PASSWORD, ["username_taken"]),
        (NewStaff("k e", "Karin", "LJU"), PASSWORD, ["username_missing"]),
        (NewStaff("ny", " ", "LJU"), PASSWORD, ["name_missing"]),
        (NewStaff("ny", "Ny", "XXX"), PASSWORD, ["unknown_library"]),
        (NewStaff("ny", "Ny", "LJU"), "kort", ["weak_password"]),
        (NewStaff("ny", "", "XXX"), "password12", ["name_missing", "weak_password", "unknown_library"]),
    ],
)
def test_what_is_wrong_with_an_account_is_said_all_at_once(world, karin, facts, password, codes):
    with pytest.raises(StaffRefused) as refused:
        create_staff(facts, password, occasion=world.at("LJU"))
    assert sorted(refused.value.codes) == sorted(codes)
    assert StaffMember.objects.count() == 1


def test_a_head_gives_roles_at_home_and_nowhere_else(world, karin):
    head = world.staff("Hans", roles=())
    home = Scope(world.library("LJU").municipality_id)
    Role.objects.create(
        staff_member=head, kind="library_head", municipality_id=home.municipality_id, from_date=world.day
    )
    occasion = world.at("LJU", staff=head, may=["edit_staff"])
    role = grant_role(karin.pk, "library_head", home, from_date=world.day, occasion=occasion)
    assert "edit_staff" in permissions(karin, world)
    for scope in (Scope(), Scope(world.library("HOF").municipality_id)):
        with pytest.raises(RoleRefused):
            grant_role(karin.pk, "desk", scope, from_date=world.day, occasion=occasion)
    with pytest.raises(RoleRefused):
        grant_role(karin.pk, "protected_identity", home, from_date=world.day, occasion=occasion)

    end_role(role.pk, last_date=world.day, occasion=occasion)
    assert "edit_staff" not in permissions(karin, world, on=world.day + timedelta(days=1))


def test_a_librarian_creates_no_colleagues(world, karin):
    with pytest.raises(NotAllowed):
        create_staff(NewStaff("ny", "Ny", "LJU"), PASSWORD, occasion=world.at("LJU", staff=karin, may=["edit_item"]))


def test_the_journal_remembers_accounts_without_names(world, karin):
    events = Event.objects.filter(kind__in=["StaffCreated", "RoleGranted"])
    assert {event.kind for event in events} == {"StaffCreated", "RoleGranted"}
    assert not any("Karin" in str(event.why) for event in events)


def test_after_five_wrong_passwords_even_the_right_one_waits_a_minute(world, karin):
    for _time in range(5):
        assert log_in(world, password="fel") is None
    with pytest.raises(TooManyAttempts) as waits:
        log_in(world)
    assert waits.value.until == world.moment(minute=1)
    assert log_in(world, minute=1) == karin
    assert log_in(world, password="fel", minute=2) is None  # a success starts the count afresh
    assert log_in(world, minute=2) == karin


def test_a_name_that_does_not_exist_waits_just_the_same(world, karin):
    for _time in range(5):
        assert log_in(world, "finnsinte") is None
    with pytest.raises(TooManyAttempts) as waits:
        log_in(world, "finnsinte")
    assert str(waits.value.refusals[0].message) == "För många försök. Vänta 1 min och försök igen."


def test_a_new_password_from_a_colleague_ends_the_wait(world, karin):
    for _time in range(5):
        log_in(world, password="fel")
    set_staff_password(karin.pk, "en annan mening", occasion=world.at("LJU"))
    assert log_in(world, password="en annan mening") == karin


def test_an_address_that_tries_many_names_waits(world, karin):
    for number in range(50):
        log_in(world, f"namn{number}")
    with pytest.raises(TooManyAttempts):
        log_in(world)
    assert log_in(world, minute=15) == karin


def test_the_table_of_attempts_tells_nobody_who_tried(world, karin):
    log_in(world)
    assert not any("karin" in key or "192" in key for key in LoginAttempt.objects.values_list("key", flat=True))


def test_guesses_sent_at_once_count_like_guesses_in_a_row(busy_world):
    create_staff(KARIN, PASSWORD, occasion=busy_world.at("LJU"))
    at, start, waited = busy_world.moment(), Barrier(12), []

    def guess():
        start.wait()
        try:
            log_in_staff("karin", "fel", at=at, address="")
        except TooManyAttempts:
            waited.append(1)
        finally:
            connection.close()

    threads = [Thread(target=guess) for _guess in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(waited), LoginAttempt.objects.count()) == (7, 5)


def test_the_command_line_makes_the_first_account(world, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    out = io.StringIO()
    options = {"username": "Sven", "name": "Sven", "library": "HOF", "password_stdin": True, "stdout": out}
    call_command("create_staff", role=["system_librarian", "desk:2104", "librarian:LJU-JAR"], **options)
    member = StaffMember.objects.get(username="sven")
    assert member.roles.count() == 3
    assert "No confirmation of confidentiality" in out.getvalue()

    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    with pytest.raises(CommandError, match="Användarnamnet finns redan"):
        call_command("create_staff", role=["desk"], **options)
    with pytest.raises(CommandError, match="neither a library's nor a municipality's code"):
        call_command("create_staff", role=["desk:9999"], **options)
