"""Anybody finds a title, sees where it is, and is never met by a fault for what stands in the address."""

import json

import pytest
from django.test import Client

from helge.catalogue.models import Redirect
from helge.policies.models import HoldRule


def test_the_start_page_shows_what_is_in_at_my_library(town, indexed, client):
    town.book("Emil i Lönneberga", owned_by="LJU-JAR")
    town.book("Mio, min Mio", owned_by="HOF")
    indexed()
    client.post("/mitt-bibliotek", {"library": "LJU-JAR"})

    page = client.get("/")

    assert [shown.title for shown in page.context["in_now"].documents] == ["Emil i Lönneberga"]
    assert "Inne just nu på Järvsö bibliotek" in page.text
    assert "Öppet till 18" in page.text


def test_a_library_that_does_not_exist_is_not_chosen(town, client):
    answer = client.post("/mitt-bibliotek", {"library": "XXX", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"
    assert client.get("/").context["my_library"] == ""


def test_a_hit_says_where_it_is_with_my_library_first(town, indexed, client):
    first = town.book("Pippi Långstrump", owned_by="HOF")
    town.book(record=first.record, owned_by="LJU-JAR")
    town.book(record=first.record, owned_by="SOD")
    indexed()
    client.post("/mitt-bibliotek", {"library": "LJU-JAR"})

    assert "Inne på Järvsö bibliotek och 2 till" in client.get("/sok?q=pippi").text


def test_a_hit_that_is_out_says_how_many_wait(town, indexed, client):
    book = town.book()
    town.lend(book, town.patron("Olle"))
    town.hold(book.record, town.patron("Sara"))
    town.hold(book.record, town.patron("Nils"))
    indexed()
    assert "Utlånad · 2 i kö" in client.get("/sok?q=pippi").text


def test_the_facets_narrow_and_the_address_can_be_shared(town, indexed, client):
    town.book("Emil i Lönneberga", record=town.record("Emil i Lönneberga", audience="child"))
    town.book("Röda rummet", record=town.record("Röda rummet", author="Strindberg, August"))
    indexed()
    page = client.get("/sok?malgrupp=child")
    assert [row.hit.document.title for row in page.context["rows"]] == ["Emil i Lönneberga"]
    assert "checked" in page.text
    assert "Rensa alla" in page.text


@pytest.mark.parametrize(
    "address",
    [
        "/sok?q=%22%28&typ=zzz&sida=99999999999&inne=%00&fran=abc&ordning=nonsense",
        "/sok?sida=-4&bibliotek=" + "x" * 3000,
        "/sok?q=" + "%F0%9F%90%8E" * 300,
        "/sok?kommun=a&kommun=b&q=%FF%FE",
        "/sok/forslag?q=%00%FF",
        "/regler?kommun=Atlantis&kategori=%3Cscript%3E",
    ],
)
def test_nonsense_in_an_address_gives_a_sensible_page(town, indexed, client, address):
    indexed()
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address", ["/titel/0", "/titel/99999999999999999999", "/titel/abc", "/bibliotek/ingen", "/titel/4711/reservera"]
)
def test_what_does_not_exist_says_so(town, client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Den hyllan är tom" in answer.text


def test_no_hits_tells_what_to_try_and_a_misspelling_is_understood(town, indexed, client):
    for number in range(6):
        town.book(f"Pippi {number}", record=town.record(f"Pippi och äventyr {number}"))
    indexed()
    assert "Pröva färre eller andra ord" in client.get("/sok?q=xyzzyq").text
    assert "stavas nästan så" in client.get("/sok?q=pipppi").text


def test_a_beginning_is_completed(town, indexed, client):
    town.book()
    indexed()
    answer = client.get("/sok/forslag?q=pip")
    assert answer.json()["suggestions"][0]["text"] == "Pippi Långstrump"
    assert "private" in answer["Cache-Control"]


def test_while_the_catalogue_is_being_built_the_pages_say_so(town, client):
    assert "Katalogen byggs just nu" in client.get("/sok?q=pippi").text
    assert "Katalogen byggs just nu" in client.get("/").text


def test_the_title_page_shows_every_copy_with_my_library_first(town, client):
    book = town.book(owned_by="HOF", shelf_mark="uHce")
    mine = town.book(record=book.record, owned_by="LJU-JAR")
    town.lend(mine, town.patron("Olle"))
    client.post("/mitt-bibliotek", {"library": "LJU-JAR"})

    page = client.get(f"/titel/{book.record_id}")

    shown = page.context["libraries"]
    assert [at.library.code for at in shown] == ["LJU-JAR", "HOF"]
    assert [copy.state for at in shown for copy in at.copies] == ["on_loan", "shelf"]
    assert "ska lämnas senast mån 1 mars" in page.text
    assert "uHce" in page.text
    assert "Olle" not in page.text


def test_a_local_exception_stands_on_the_title_page_with_its_reason(town, client):
    HoldRule.objects.create(
        decision=town.decision, from_date=town.day, municipality=town.library("HOF").municipality, media_type_id="game",
        pickup_scope="municipality", reason_sv="Spel från Hofors kan bara hämtas i Hofors.",
        reason_en="Games from Hofors can only be fetched in Hofors.",
    )  # fmt: skip
    town.rules_changed()
    game = town.book("Spelet", owned_by="HOF", media_type_id="game")

    assert "Spel från Hofors kan bara hämtas i Hofors." in client.get(f"/titel/{game.record_id}").text
    english = client.get(f"/titel/{game.record_id}", headers={"accept-language": "en"})
    assert "Games from Hofors can only be fetched in Hofors." in english.text


def test_other_editions_of_the_work_are_told(town, client):
    swedish = town.book()
    english = town.record("Pippi Longstocking", work=swedish.record.work, languages=["eng"])
    page = client.get(f"/titel/{swedish.record_id}")
    assert f"/titel/{english.pk}" in page.text
    assert "engelska" in page.text


def test_an_old_number_leads_to_the_title_it_became(town, client):
    record = town.record()
    Redirect.objects.create(old_id=900_001, record=record)
    assert client.get("/titel/900001")["Location"] == f"/titel/{record.pk}"


def test_a_hidden_title_is_not_shown(town, client):
    record = town.record(is_suppressed=True)
    assert client.get(f"/titel/{record.pk}").status_code == 404


def test_what_a_title_says_to_machines_cannot_break_out(town, client):
    record = town.record("</script><script>alert(1)</script>")
    page = client.get(f"/titel/{record.pk}").text
    assert "<script>alert" not in page
    block = page.split('type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(block)["name"] == "</script><script>alert(1)</script>"


def test_a_page_of_hits_asks_the_database_little_and_weighs_little(
    town, indexed, client, django_assert_max_num_queries
):
    for number in range(25):
        book = town.book(record=town.record(f"Pippi på resa {number}", subjects=["Resor", "Hästar"]))
        town.book(record=book.record, owned_by="HOF")
    indexed()
    client.get("/sok?q=pippi")
    with django_assert_max_num_queries(4):
        page = client.get("/sok?q=pippi")
    assert len(page.context["rows"]) == 20
    assert len(page.content) < 200_000


def test_a_title_with_many_copies_asks_no_more_than_one_with_few(town, client, django_assert_max_num_queries):
    book = town.book()
    for number in range(30):
        copy = town.book(record=book.record, owned_by=["HOF", "SOD", "BOL"][number % 3])
        if number % 4 == 0:
            town.lend(copy, town.patron(f"Olle {number}"))
    client.get(f"/titel/{book.record_id}")
    with django_assert_max_num_queries(9):
        client.get(f"/titel/{book.record_id}")


def test_what_was_searched_for_is_not_kept(town, indexed):
    indexed()
    client = Client()
    client.get("/sok?q=skuldsanering")
    assert not client.cookies.get("helge_session")


def test_pages_full_of_covers_travel_packed(town, indexed, client):
    for number in range(20):
        town.book(f"Bok {number}", record=town.record(f"Bok {number}"))
    indexed()
    answer = client.get("/sok", headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < 30_000
