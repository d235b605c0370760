"""From the title to a place in the queue in three steps, with the log-in in between when it is needed."""

import pytest
from django.test import Client

from helge.holds.models import Hold
from helge.policies.models import HoldRule

from .conftest import PIN, at_home, with_pin


def test_a_visitor_reserves_with_the_log_in_on_the_way(town):
    alva, book = with_pin(town.patron(home="LJU-JAR")), town.book(owned_by="HOF")
    client = Client()

    asked = client.get(f"/titel/{book.record_id}/reservera?hamtstalle=SOD")
    assert asked["Location"] == f"/logga-in?next=%2Ftitel%2F{book.record_id}%2Freservera%3Fhamtstalle%3DSOD"
    back = client.post(
        "/logga-in", {"number": alva.card, "pin": PIN, "next": f"/titel/{book.record_id}/reservera?hamtstalle=SOD"}
    )
    page = client.get(back["Location"])
    assert page.context["preselected"] == "SOD"
    answer = client.post(f"/titel/{book.record_id}/reservera", {"hamtstalle": "SOD"}, follow=True)

    hold = Hold.objects.get()
    assert (hold.patron_id, hold.pickup_library.code, hold.channel, hold.placed_library.code) == (
        alva.id,
        "SOD",
        "web",
        "LJU-JAR",
    )
    assert "Klart, titeln är reserverad" in answer.text
    assert "Du står först i kön." in answer.text
    assert "Söderhamns bibliotek" in answer.text


def test_ones_own_library_is_chosen_from_the_start(town):
    client = at_home(town.patron(home="LJU-JAR", pickup_library=town.library("BOL")))
    page = client.get(f"/titel/{town.book().record_id}/reservera")
    assert page.context["preselected"] == "BOL"


def test_the_answer_tells_place_and_copies(town):
    book = town.book()
    town.book(record=book.record, owned_by="HOF")
    town.hold(book.record, town.patron("Olle"))
    client = at_home(town.patron())
    page = client.post(f"/titel/{book.record_id}/reservera", {"hamtstalle": "LJU"}, follow=True)
    assert (page.context["hold"].place, page.context["hold"].copies) == (2, 2)


def test_every_reason_is_told_in_plain_words_and_the_choice_stays(town):
    book, alva = town.book(), town.patron(debt_ore=15_000)
    client = at_home(alva)
    answer = client.post(f"/titel/{book.record_id}/reservera", {"hamtstalle": "SOD"})
    assert answer.status_code == 422
    assert "Skulden är 150,00" in answer.text.replace("\xa0", " ")
    assert "Betala på ett bibliotek" in answer.text
    assert answer.context["preselected"] == "SOD"
    assert not Hold.objects.exists()


def test_the_button_pressed_twice_reserves_once_and_gives_the_same_answer(town):
    book, client = town.book(), at_home(town.patron())
    for _press in range(2):
        answer = client.post(f"/titel/{book.record_id}/reservera", {"hamtstalle": "LJU"}, follow=True)
        assert "Klart, titeln är reserverad" in answer.text
    assert Hold.objects.count() == 1


def test_a_title_one_has_at_home_is_not_reserved(town):
    book, alva = town.book(), town.patron()
    town.lend(book, alva)
    answer = at_home(alva).post(f"/titel/{book.record_id}/reservera", {"hamtstalle": "LJU"})
    assert answer.status_code == 422
    assert "Du har redan lånat titeln." in answer.text


def test_a_game_that_is_only_fetched_in_hofors_can_only_be_sent_there(town):
    HoldRule.objects.create(
        decision=town.decision, from_date=town.day, municipality=town.library("HOF").municipality, media_type_id="game",
        pickup_scope="municipality", reason_sv="Spel från Hofors kan bara hämtas i Hofors.",
    )  # fmt: skip
    town.rules_changed()
    game = town.book("Spelet", owned_by="HOF", media_type_id="game")
    client = at_home(town.patron())

    page = client.get(f"/titel/{game.record_id}/reservera")
    assert [library.code for library in page.context["choices"]] == ["HOF"]
    assert page.context["preselected"] == ""
    refused = client.post(f"/titel/{game.record_id}/reservera", {"hamtstalle": "LJU"})
    assert "Titeln kan inte hämtas på det biblioteket" in refused.text


@pytest.mark.parametrize("choice", ["", "XXX", "LJU; DROP TABLE"])
def test_a_choice_that_is_none_is_asked_for_again(town, choice):
    book = town.book()
    answer = at_home(town.patron()).post(f"/titel/{book.record_id}/reservera", {"hamtstalle": choice})
    assert answer.status_code == 422
    assert "Välj var du vill hämta" in answer.text


def test_a_short_loan_is_not_reserved(town):
    book = town.book(loan_kind="short")
    page = at_home(town.patron()).get(f"/titel/{book.record_id}/reservera")
    assert "Titeln kan inte reserveras just nu" in page.text


def test_the_answer_of_a_title_one_has_not_reserved_is_the_title(town):
    book = town.book()
    assert at_home(town.patron()).get(f"/titel/{book.record_id}/reserverad")["Location"] == f"/titel/{book.record_id}"
