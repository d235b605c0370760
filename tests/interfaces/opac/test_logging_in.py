"""Logging in tells nobody who has a card, slows guesses down, and loses nothing of what was typed."""

from datetime import date

import pytest
from django.test import Client

from helge.patrons.models import ContactChannel

from .conftest import PIN, at_home, with_pin

WRONG = "Numret eller PIN-koden stämmer inte"


def test_card_or_personnummer_and_pin_open_my_pages(town):
    reader = with_pin(town.patron(identity_number="198501139995"))
    for number in (reader.card, "850113-9995", "19850113-9995"):
        client = Client()
        answer = client.post("/logga-in", {"number": number, "pin": PIN})
        assert answer["Location"] == "/mina-sidor", number


def test_the_answer_is_the_same_for_a_wrong_pin_and_a_card_from_nowhere(town, client):
    reader = with_pin(town.patron())
    answers = [
        client.post("/logga-in", {"number": number, "pin": "0000"}) for number in (reader.card, "29999999", "nonsense")
    ]
    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert all(WRONG in answer.text for answer in answers)


def test_guessing_is_slowed_down_also_for_cards_that_do_not_exist(town, client):
    reader = with_pin(town.patron())
    for number in (reader.card, "29999999"):
        for _attempt in range(5):
            client.post("/logga-in", {"number": number, "pin": "0000"})
        assert "För många försök" in client.post("/logga-in", {"number": number, "pin": PIN}).text


def test_staff_are_nobody_here(town):
    client = Client()
    client.force_login(town.staff().login)
    assert client.get("/mina-sidor")["Location"].startswith("/logga-in")


def test_a_new_session_begins_at_the_log_in_and_the_chosen_library_comes_along(town, client):
    reader = with_pin(town.patron())
    client.post("/mitt-bibliotek", {"library": "HOF"})
    before = client.session.session_key
    client.post("/logga-in", {"number": reader.card, "pin": PIN})
    assert client.session.session_key != before
    assert client.get("/mina-sidor").context["my_library"] == "HOF"


def test_next_leads_only_to_ourselves(town, client):
    reader = with_pin(town.patron())
    answer = client.post("/logga-in", {"number": reader.card, "pin": PIN, "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/mina-sidor"


def test_the_typed_number_stays_and_the_pin_does_not(town, client):
    page = client.post("/logga-in", {"number": "12345678", "pin": "8642"}).text
    assert 'value="12345678"' in page
    assert "8642" not in page


def test_logging_out_leaves_nothing(town):
    client = at_home(town.patron())
    assert "Du är utloggad" in client.post("/logga-ut", follow=True).text
    assert client.get("/mina-sidor").status_code == 302


@pytest.mark.parametrize(
    "address", ["/mina-sidor", "/mina-sidor/uppgifter", "/mina-sidor/pinkod", "/mina-sidor/kort", "/logga-in"]
)
def test_pages_of_ones_own_are_stored_by_nobody(town, address):
    client = at_home(town.patron()) if address != "/logga-in" else Client()
    assert client.get(address)["Cache-Control"] == "private, no-store"


def test_a_session_that_ran_out_in_the_middle_of_a_form_loses_nothing(town):
    reader = town.patron(email="alva@exempel.se")
    client = at_home(reader)
    whose = client.get("/mina-sidor/uppgifter").context["whose"]
    client.cookies.pop("helge_session")

    typed = {
        "email": "ny@exempel.se",
        "sms": "",
        "phone": "",
        "pickup_library": "SOD",
        "language": "en",
        "whose": whose,
    }
    asked = client.post("/mina-sidor/uppgifter", typed)
    assert asked["Location"] == "/logga-in?next=%2Fmina-sidor%2Fuppgifter"
    back = client.post("/logga-in", {"number": reader.card, "pin": PIN, "next": "/mina-sidor/uppgifter"})
    page = client.get(back["Location"])

    assert 'value="ny@exempel.se"' in page.text
    assert "Det du fyllde i står kvar" in page.text
    assert ContactChannel.objects.get(patron=reader.patron).value == "alva@exempel.se"
    assert "ny@exempel.se" not in client.get("/mina-sidor/uppgifter").text


def test_the_next_person_at_a_shared_computer_does_not_see_what_was_typed(town):
    alva, olle = town.patron(), with_pin(town.patron("Olle"))
    client = at_home(alva)
    whose = client.get("/mina-sidor/uppgifter").context["whose"]
    client.cookies.pop("helge_session")
    client.post("/mina-sidor/uppgifter", {"email": "alva@exempel.se", "whose": whose})
    client.post("/logga-in", {"number": olle.card, "pin": PIN})
    assert "alva@exempel.se" not in client.get("/mina-sidor/uppgifter").text


def test_a_pause_typed_before_the_session_ran_out_comes_back(town):
    alva = town.patron()
    hold = town.hold(town.book().record, alva)
    client = at_home(alva)
    address = f"/mina-sidor/reservationer/{hold.hold_id}"
    whose = client.get(address).context["whose"]
    client.cookies.pop("helge_session")
    asked = client.post(f"{address}/pausa", {"from_date": "2027-06-21", "until_date": "2027-07-04", "whose": whose})
    assert asked["Location"] == f"/logga-in?next=%2Fmina-sidor%2Freservationer%2F{hold.hold_id}"
    client.post("/logga-in", {"number": alva.card, "pin": PIN})
    page = client.get(address)
    assert 'value="2027-06-21"' in page.text
    assert page.context["form"]["until_date"].value() in {"2027-07-04", date(2027, 7, 4)}
