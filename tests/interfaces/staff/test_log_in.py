"""In and out; and a session that ends in the middle of a form."""

import pytest
from django.test import Client

from .conftest import words

ANNA = {"username": "anna", "password": "bibliotekarien"}


@pytest.fixture
def client(world) -> Client:
    world.staff("Anna", library="LJU-JAR")
    return Client()


def test_staff_log_in_and_come_to_where_they_were_going(client):
    asked = client.get("/personal/aterlamning")
    assert asked["Location"] == "/personal/logga-in?next=/personal/aterlamning"
    answer = client.post("/personal/logga-in", {**ANNA, "next": "/personal/aterlamning"})
    assert answer["Location"] == "/personal/aterlamning"
    page = client.get("/personal/aterlamning")
    assert "Järvsö bibliotek" in words(page)
    assert page["Cache-Control"] == "no-store"


@pytest.mark.parametrize("wrong", [{**ANNA, "password": "fel"}, {**ANNA, "username": "nobody"}])
def test_a_wrong_name_and_a_wrong_password_look_alike(client, wrong):
    answer = client.post("/personal/logga-in", wrong)
    assert answer.status_code == 422
    assert "Användarnamnet eller lösenordet stämmer inte" in words(answer)


def test_nobody_works_before_secrecy_is_confirmed(client, world):
    world.staff("Ny", library="LJU")
    from helge.consortium.models import StaffMember

    StaffMember.objects.filter(username="ny").update(confidentiality_confirmed_date=None)
    answer = client.post("/personal/logga-in", {"username": "ny", "password": "bibliotekarien"})
    assert "tystnadsplikten" in words(answer)
    assert client.get("/personal/").status_code == 302


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "/mina-sidor"])
def test_nobody_is_led_astray_after_logging_in(client, elsewhere):
    assert client.post("/personal/logga-in", {**ANNA, "next": elsewhere})["Location"] == "/personal/"


def test_a_form_that_was_sent_too_late_is_kept_and_sent_again(client, world):
    typed = {"last_name": "Långeby", "first_name": "Åsa", "email": "asa@exempel.se", "pin": "9753"}
    asked = client.post("/personal/lantagare/ny", typed)
    assert asked.status_code == 403
    assert "Det du skrev finns kvar" in words(asked)
    assert "9753" not in words(asked)

    kept = asked.context["kept"]
    wrong = client.post("/personal/logga-in", {**ANNA, "password": "fel", "kept": kept})
    assert wrong.context["kept"] == kept
    onwards = words(client.post("/personal/logga-in", {**ANNA, "kept": kept}))
    assert 'action="/personal/lantagare/ny"' in onwards
    assert 'name="last_name" value="Långeby"' in onwards
    assert 'name="pin"' not in onwards


def test_a_kept_form_that_somebody_made_up_is_nothing(client):
    assert client.post("/personal/logga-in", {**ANNA, "kept": "made:up"})["Location"] == "/personal/"


def test_logging_out_ends_everything(client, world):
    client.post("/personal/logga-in", ANNA)
    alva = world.patron("Alva")
    client.post("/personal/utlan", {"barcode": alva.card})
    assert client.post("/personal/logga-ut")["Location"] == "/personal/logga-in"
    assert client.get("/personal/utlan").status_code == 302


def test_one_stands_where_one_chose_and_nonsense_changes_nothing(desk):
    desk.client.post("/personal/har", {"library": "HOF", "next": "/personal/aterlamning"})
    assert desk.client.get("/personal/utlan").context["here"].code == "HOF"
    desk.client.post("/personal/har", {"library": "nowhere", "next": "https://elsewhere.example/"})
    assert desk.client.get("/personal/utlan").context["here"].code == "HOF"
