"""Libraries, rules, privacy, accessibility: made from data; and visits counted without knowing anybody."""

import pytest
from django.test import Client
from django.utils import translation

from helge.consortium.models import ClosedDay, LibraryKind
from helge.interfaces.opac import rules_page
from helge.interfaces.opac.retention_words import explained
from helge.policies.models import HoldRule, LoanRule
from helge.statistics.models import WebVisit
from helge.stewardship.retention import retention_table

BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"}


def test_libraries_by_municipality_with_hours_now_and_schools_apart(town, client):
    school = town.library("BOL-ARB")
    school.kind = LibraryKind.COMPULSORY
    school.save()
    town.libraries_changed()
    page = client.get("/bibliotek")
    assert [name for name, _libraries in page.context["municipalities"]] == [
        "Bollnäs",
        "Hofors",
        "Ljusdal",
        "Söderhamn",
    ]
    assert [each.name for _name, group in page.context["schools"] for each in group] == ["Arbrå bibliotek"]
    assert "Öppet till 18" in page.text


def test_a_library_tells_its_week_and_its_closed_days(town, client):
    jarvso = town.library("LJU-JAR")
    ClosedDay.objects.create(library=jarvso, from_date=town.day, to_date=town.day, reason="inventering")
    town.libraries_changed()
    page = client.get("/bibliotek/LJU-JAR")
    assert "Stängt (inventering), öppnar i morgon 10" in page.text
    assert "stängt, inventering" in page.text
    assert client.get("/bibliotek/lju-jar").status_code == 200


def test_the_rules_page_says_what_the_desk_does(town, client):
    LoanRule.objects.create(
        decision=town.decision, from_date=town.day, municipality=town.library("HOF").municipality, media_type_id="game",
        loan_days=3, reason_sv="Spel lånas tre dagar i Hofors.", reason_en="Games are lent for three days in Hofors.",
    )  # fmt: skip
    town.rules_changed()
    common = client.get("/regler")
    assert "28 dagar" in common.text
    assert "Spel lånas tre dagar i Hofors." in common.text
    assert str(town.decision) in common.text
    lines = client.get("/regler?kommun=Hofors").context["rules"].loans
    assert next(line for line in lines if line.kinds == "Spel").loan_days == 3
    with translation.override("en"):
        english = client.get("/regler", headers={"accept-language": "en"})
    assert "Games are lent for three days in Hofors." in english.text
    assert "28 days" in english.text


def test_a_rule_of_tomorrow_is_not_told_today(town):
    HoldRule.objects.create(
        decision=town.decision, from_date=town.later(1), media_type_id="film", is_holdable=False, reason_sv="Nytt."
    )
    town.rules_changed()
    today = rules_page.rules_page(town.day.replace(day=1), category="adult", municipality_id=0)
    assert not [line for line in today.loans if "Nytt." in line.reasons]


def test_every_kind_of_personal_data_is_told_in_plain_words(db, client):
    """A room that keeps something new, or for another time, needs new words in `retention_words`."""
    untold = [row.what for row in explained(retention_table()) if not row.is_translated]
    assert untold == []
    assert "När du lämnar tillbaka tas ditt namn bort från lånet." in client.get("/integritet").text


@pytest.mark.parametrize(
    "address", ["/integritet", "/tillganglighet", "/regler", "/bibliotek", "/logga-in", "/sok", "/"]
)
def test_every_page_stands_in_english(town, client, address):
    page = client.get(address, headers={"accept-language": "en"})
    assert '<html lang="en"' in page.text
    assert "My pages" in page.text


@pytest.mark.parametrize(
    "address", ["/", "/sok", "/bibliotek", "/regler", "/integritet", "/tillganglighet", "/logga-in"]
)
def test_no_link_leads_nowhere(town, address):
    client = Client()
    page = client.get(address).text
    links = {part.split('"')[0].replace("&amp;", "&").split("#")[0] for part in page.split('href="')[1:]}
    ours = {link for link in links if link.startswith("/") and not link.startswith(("/static/", "/personal/", "//"))}
    assert {link: client.get(link).status_code for link in ours if client.get(link).status_code not in {200, 302}} == {}


def visits() -> int:
    return sum(WebVisit.objects.values_list("number", flat=True))


def test_a_visit_is_a_page_reached_from_outside(town):
    client = Client(headers=BROWSER)
    client.get("/")
    client.get("/bibliotek", headers={"referer": "https://search.example/"})
    assert visits() == 2
    client.get("/sok", headers={"referer": "http://testserver/"})
    client.get("/sok/forslag?q=pippi")
    client.get("/sok", headers={"HX-Request": "true"})
    client.get("/finns-inte")
    client.post("/mitt-bibliotek")
    assert visits() == 2


@pytest.mark.parametrize("agent", ["", "Googlebot/2.1", "curl/8.0", "python-requests/2", "UptimeRobot"])
def test_robots_are_no_visitors(town, agent):
    Client(headers={"user-agent": agent}).get("/")
    assert visits() == 0
