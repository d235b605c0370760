"""HelGe as data: nine municipalities that are one library."""

import csv
import io
import json
import shutil
from collections import Counter
from datetime import date, datetime, time

import pytest
from django.core.management import CommandError, call_command

from helge.consortium import queries as consortium
from helge.consortium.commands.load_consortium import HELGE_FOLDER
from helge.consortium.models import CacheVersion, Decision, Library, LibraryKind, Municipality
from helge.consortium.occasion import STOCKHOLM
from helge.consortium.tree import tree, tree_text
from helge.foundation.tables import lines_of
from helge.inventory.models import ShelfLocation
from helge.policies import queries as policies
from helge.stewardship.commands.load_house import load_house

SPRING = date(2027, 3, 1)


@pytest.fixture
def helge(db):
    return load_house()


def test_helge_has_its_nine_municipalities_and_all_their_libraries(helge):
    shown = tree(SPRING)
    assert (shown.name, shown.region) == ("HelGe-biblioteken", "Region Gävleborg")
    assert [branch.name for branch in shown.municipalities] == [
        *("Bollnäs", "Hofors", "Hudiksvall", "Ljusdal", "Nordanstig", "Ockelbo", "Ovanåker", "Sandviken", "Söderhamn")
    ]
    kinds = Counter(leaf.kind for leaf in shown.libraries)
    assert (kinds[LibraryKind.MAIN], kinds[LibraryKind.BRANCH], kinds[LibraryKind.BOOKMOBILE]) == (9, 25, 2)
    assert kinds[LibraryKind.UPPER_SECONDARY] == 6
    school_municipalities = Library.objects.filter(kind=LibraryKind.COMPULSORY).values("municipality").distinct()
    assert school_municipalities.count() == 4


def test_every_library_shows_what_the_cooperation_needs_to_know(helge):
    for leaf in tree(SPRING).libraries:
        assert leaf.hours, leaf.code
        assert leaf.transport_stop, leaf.code
    sigels = {leaf.code: leaf.sigel for leaf in tree(SPRING).libraries if leaf.kind == LibraryKind.MAIN}
    assert sigels == {
        "BOL": "Boln",
        "HOF": "Hofo",
        "HUD": "Hudi",
        "LJU": "Ljus",
        "NOR": "Bers",
        "OCK": "Ocke",
        "OVA": "Edsb",
        "SAN": "Sfb",
        "SOD": "Sods",
    }
    text = tree_text(tree(SPRING))
    assert "Hofors 2104" in text
    assert "Gymnasiebiblioteket, Bollnäs: gymnasiebibliotek" in text


def test_loading_helge_twice_changes_nothing(helge):
    version = CacheVersion.objects.get(name="libraries").number
    again = load_house()
    assert (again.added.total(), again.differing) == (0, [])
    assert again.found == helge.added
    assert CacheVersion.objects.get(name="libraries").number == version


def test_what_staff_have_changed_stays_and_is_named(helge):
    Library.objects.filter(code="HOF").update(hold_shelf_name="Hyllan vid dörren")
    again = load_house()
    assert again.differing == ["Library HOF: hold_shelf_name"]
    assert Library.objects.get(code="HOF").hold_shelf_name == "Hyllan vid dörren"


def test_six_were_members_in_2006_and_nine_in_2009(helge):
    assert len(tree(date(2006, 12, 1)).municipalities) == 6
    assert len(tree(date(2009, 1, 1)).municipalities) == 9


def test_sandviken_is_open_all_days_of_the_year_and_kilafors_unstaffed_from_seven(helge):
    sandviken = consortium.calendar_of(consortium.library("SAN").id)
    assert all(sandviken.is_open(day) for day in (date(2027, 12, 24), date(2027, 3, 26), date(2028, 1, 1)))
    assert not consortium.calendar_of(consortium.library("HOF").id).is_open(date(2027, 12, 24))

    kilafors = consortium.calendar_of(consortium.library("BOL-KIL").id)
    sunday_morning = kilafors.status_at(datetime(2027, 3, 7, 7, 30, tzinfo=STOCKHOLM))
    assert (sunday_morning.is_open, sunday_morning.is_staffed, sunday_morning.closes) == (True, False, time(17))


def test_school_libraries_lend_only_to_their_school(helge):
    pickup_codes = {facts.code for facts in consortium.pickup_libraries(SPRING)}
    assert {"LJU-JAR", "HUD-BUS"} <= pickup_codes
    assert "BOL-GYM" not in pickup_codes
    school = consortium.library("HUD-SK-DEL")
    assert not school.shares_in_holds
    rule = policies.hold_rule(
        SPRING, library_id=school.id, municipality_id=school.municipality_id, media_type="book", loan_kind="normal"
    )
    assert rule["is_holdable"] is False
    assert rule.reasons["is_holdable"].reason_sv == "Skolans exemplar lånas bara ut på skolan."


@pytest.mark.parametrize(
    ("media_type", "loan_kind", "category", "days", "queue", "renewals"),
    [
        ("book", "normal", "adult", 28, 14, 2),
        ("book", "short", "adult", 7, 7, 0),
        ("talking_book", "normal", "child", 28, 14, 2),
        ("magazine", "normal", "adult", 14, 14, 2),
        ("magazine", "short", "adult", 7, 7, 0),
        ("magazine", "reference", "adult", 0, 14, 2),
        ("music", "normal", "adult", 14, 14, 2),
        ("film", "normal", "adult", 7, 7, 2),
        ("documentary", "normal", "adult", 28, 14, 2),
        ("game", "normal", "child", 7, 7, 2),
        ("book", "normal", "school_class", 56, 28, 2),
        ("film", "normal", "school_class", 7, 7, 2),
        ("book", "reference", "school_class", 0, 28, 2),
        ("game", "reference", "institution", 0, 7, 2),
        ("book", "short", "home", 7, 7, 0),
    ],
)
def test_loan_days_are_those_of_the_published_rules(helge, media_type, loan_kind, category, days, queue, renewals):
    hofors = consortium.library("HOF")
    rule = policies.loan_rule(
        SPRING,
        library_id=hofors.id,
        municipality_id=hofors.municipality_id,
        category=category,
        media_type=media_type,
        loan_kind=loan_kind,
    )
    assert (rule["loan_days"], rule["queue_loan_days"], rule["max_renewals"]) == (days, queue, renewals)
    assert rule["debt_limit_ore"] == 10_000


def test_films_have_an_age_limit_and_documentaries_none(helge):
    hofors = consortium.library("HOF")
    case = {"library_id": hofors.id, "municipality_id": hofors.municipality_id, "category": "child"}
    assert policies.loan_rule(SPRING, **case, media_type="film", loan_kind="normal")["min_age"] == 15
    assert policies.loan_rule(SPRING, **case, media_type="documentary", loan_kind="normal")["min_age"] is None


def test_games_from_hofors_are_fetched_in_hofors_and_new_books_in_sandviken_wait(helge):
    def rule(code, media_type, day=SPRING):
        library = consortium.library(code)
        case = {"library_id": library.id, "municipality_id": library.municipality_id, "loan_kind": "normal"}
        return policies.hold_rule(day, media_type=media_type, **case)

    assert rule("HOF", "game")["pickup_scope"] == "municipality"
    assert rule("HOF", "game").reasons["pickup_scope"].reason_sv == "Spel från Hofors kan bara hämtas i Hofors."
    assert rule("HOF", "game", date(2018, 12, 31))["pickup_scope"] == "anywhere"
    assert rule("LJU", "game")["pickup_scope"] == "anywhere"
    assert (rule("SAN", "book")["new_item_days"], rule("LJU", "book")["new_item_days"]) == (30, 0)


def test_overdue_fees_ended_with_the_year_2022(helge):
    ockelbo = Municipality.objects.get(name="Ockelbo").pk
    hofors = Municipality.objects.get(name="Hofors").pk

    def ore_per_day(day, municipality_id, media_type):
        case = {"municipality_id": municipality_id, "category": "adult", "media_type": media_type}
        return policies.tariff(day, **case)["overdue_ore_per_day"]

    assert ore_per_day(date(2022, 12, 31), hofors, "book") == 100
    assert ore_per_day(date(2022, 12, 31), ockelbo, "game") == 1000
    assert ore_per_day(date(2023, 1, 1), hofors, "book") == 0
    assert ore_per_day(date(2023, 1, 1), ockelbo, "game") == 0


def test_each_library_walks_its_own_way(helge):
    walks = {
        code: list(ShelfLocation.objects.filter(library__code=code).values_list("department", "placement"))
        for code in ("HOF", "LJU", "SAN", "BOL-ARB")
    }
    assert len({tuple(walk) for walk in walks.values()}) == 4
    assert ("Barn", "Bilderböcker") in walks["HOF"]


def test_decisions_of_the_council_in_ljusdal_have_their_numbers(helge):
    decided = Decision.objects.filter(body="Kommunfullmäktige i Ljusdal", is_assumed=False)
    assert {(row.decided_date, row.number) for row in decided} == {
        (date(2009, 5, 25), "§ 100"),
        (date(2017, 9, 25), "§ 107"),
    }


def test_a_tenth_municipality_joins_by_configuration_and_nothing_before_that_day_changes(helge, tmp_path):
    before = {day: (tree(day), _rules(day), _pickup(day)) for day in (date(2026, 6, 1), date(2027, 12, 31))}
    folder = tmp_path / "helge"
    shutil.copytree(HELGE_FOLDER, folder)
    _append(folder / "municipalities.csv", ["2180", "Gävle", "2028-01-01", "", "", ""])
    gavle = ["GAV", "Gävle stadsbibliotek", "Gävle", "main", "Gävle", "60.67452", "17.14174", "Gav"]
    _append(folder / "libraries.csv", [*gavle, "Gävle, lastkajen", "Hämthyllan", "yes", "yes", "", ""])
    _append(folder / "opening_hours.csv", ["GAV", "mon-fri", "10:00", "19:00", "yes", "no", "", ""])

    added = load_house(folder).added

    consortium.forget()
    assert added == {"Municipality": 1, "Membership": 1, "Library": 1, "OpeningHours": 5}
    assert {day: (tree(day), _rules(day), _pickup(day)) for day in before} == before
    assert "Gävle" in [branch.name for branch in tree(date(2028, 1, 1)).municipalities]
    assert "GAV" in _pickup(date(2028, 1, 1))


def test_a_mistake_in_the_folder_is_named_with_file_and_line_and_adds_nothing(db, tmp_path):
    folder = tmp_path / "helge"
    shutil.copytree(HELGE_FOLDER, folder)
    _append(folder / "tariffs.csv", ["Gävle", "", "", "2028-01-01", *[""] * 5, "rules-2006", "", "", ""])
    with pytest.raises(CommandError, match=r"tariffs.csv, line 6, column municipality: no such municipality: Gävle"):
        call_command("load_consortium", folder)
    assert not Library.objects.exists()


def test_the_command_shows_the_tree_and_what_it_did(db):
    shown, told = io.StringIO(), io.StringIO()
    call_command("load_consortium", "--tree", stdout=shown)
    assert "Library: 52 added, 0 already there" in shown.getvalue()
    assert "mån–sön 07.00–17.00 meröppet" in shown.getvalue()
    call_command("load_consortium", "--json", stdout=told)
    assert json.loads(told.getvalue())["added"] == {}
    with pytest.raises(CommandError, match="is not a folder"):
        call_command("load_consortium", "finns-inte")


def test_every_row_is_sourced_or_marked_as_assumed():
    for file in sorted(HELGE_FOLDER.glob("*.csv")):
        for line in lines_of(file):
            if "source" in line.cells and "assumed" in line.cells:
                assert line["source"] or line["assumed"], f"{file.name}:{line.number}"


def _append(file, cells):
    with file.open("a", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerow(cells)


def _pickup(day):
    return [facts.code for facts in consortium.pickup_libraries(day)]


def _rules(day):
    hofors = consortium.library("HOF")
    return policies.loan_rule(
        day,
        library_id=hofors.id,
        municipality_id=hofors.municipality_id,
        category="adult",
        media_type="book",
        loan_kind="normal",
    ).values
