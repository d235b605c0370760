"""What a cataloguer wrote, read as a person would read it."""

import pytest
from pymarc import Leader, Record

from helge.catalogue.marc import control, data, from_json, to_json
from helge.catalogue.marc_of import marc_of
from helge.catalogue.rules.describe import describe
from helge.catalogue.rules.media_types import MEDIA_TYPES
from helge.catalogue.rules.writing import write


def marc(*fields, leader="00000nam a2200000 i 4500"):
    record = Record()
    record.leader = Leader(leader)
    record.fields = list(fields)
    return record


PIPPI = marc(
    control("001", "7654321"),
    control("008", "      s1945    sw            000 1 swe  "),
    data("020", "  ", ("a", "91-29-68831-0"), ("q", "inb.")),
    data("084", "  ", ("a", "uHc"), ("2", "kssb/8")),
    data("100", "1 ", ("a", "Lindgren, Astrid,"), ("d", "1907-2002"), ("4", "aut")),
    data("245", "10", ("a", "Pippi Långstrump /"), ("c", "Astrid Lindgren ; med bilder av Ingrid Vang Nyman.")),
    data("250", "  ", ("a", "[Ny utg.].")),
    data("264", " 1", ("a", "Stockholm :"), ("b", "Rabén & Sjögren,"), ("c", "1945")),
    data("300", "  ", ("a", "174 s. :"), ("b", "ill. ;"), ("c", "21 cm")),
    data("490", "1 ", ("a", "Pippi ;"), ("v", "del 1")),
    data("650", " 7", ("a", "Flickor"), ("x", "uppfostran."), ("2", "sao")),
    data("653", "  ", ("a", "hästar"), ("a", "apor")),
    data("700", "1 ", ("a", "Vang Nyman, Ingrid,"), ("d", "1916-1959"), ("e", "illustratör")),
)


def test_pippi_is_read_as_a_librarian_reads_the_card():
    told = describe(PIPPI)
    assert (told.title, told.responsibility) == (
        "Pippi Långstrump",
        "Astrid Lindgren ; med bilder av Ingrid Vang Nyman",
    )
    assert told.author == "Lindgren, Astrid, 1907-2002"
    assert told.people == ["Lindgren, Astrid, 1907-2002", "Vang Nyman, Ingrid, 1916-1959"]
    assert (told.publisher, told.year, told.languages, told.extent) == ("Rabén & Sjögren", 1945, ["swe"], "174 s.")
    assert (told.media_type, told.audience, told.is_fiction, told.classification) == ("book", "child", True, "uHc")
    assert (told.series, told.series_number) == ("Pippi", "1")
    assert told.subjects == ["Flickor -- uppfostran", "hästar", "apor"]
    assert told.isbns == ["9789129688313"]


def test_a_record_comes_back_from_the_database_form_whole():
    assert to_json(from_json(to_json(PIPPI))) == to_json(PIPPI)


@pytest.mark.parametrize(
    ("fields", "title", "subtitle"),
    [
        ([("a", "Historien om Sverige :"), ("b", "från islossning till kungarike /"), ("c", "Herman Lindqvist")],
         "Historien om Sverige", "från islossning till kungarike"),
        ([("a", "Utvandrarna."), ("n", "Del 2,"), ("p", "Invandrarna /")], "Utvandrarna. Del 2, Invandrarna", ""),
        ([("a", "E.T. /")], "E.T.", ""),
        ([("a", "Och sen då ... /")], "Och sen då ...", ""),
        ([("a", "a\u030angslok")], "ångslok", ""),
    ],
)  # fmt: skip
def test_punctuation_of_catalogue_cards_is_not_part_of_the_title(fields, title, subtitle):
    told = describe(marc(data("245", "10", *fields)))
    assert (told.title, told.subtitle) == (title, subtitle)


def test_an_article_in_front_does_not_sort():
    assert describe(marc(data("245", "14", ("a", "The hobbit")))).title_sort == "hobbit"
    assert describe(marc(data("245", "19", ("a", "Ett")))).title_sort == "ett"  # nonsense in the indicator


@pytest.mark.parametrize(
    ("leader", "fields", "medium"),
    [
        ("am", [], "book"),
        ("as", [control("008", " " * 21 + "p" + " " * 18)], "magazine"),
        ("as", [control("008", " " * 21 + "n" + " " * 18)], "newspaper"),
        ("im", [], "audiobook"),
        ("im", [data("655", " 7", ("a", "Talböcker"), ("2", "saogf"))], "talking_book"),
        ("im", [data("655", " 7", ("a", "Språkkurser"))], "language_course"),
        ("jm", [], "music"),
        ("gm", [], "film"),
        ("gm", [data("655", " 7", ("a", "Dokumentärfilm"))], "documentary"),
        ("mm", [data("655", " 7", ("a", "TV-spel"))], "game"),
        ("cm", [], "sheet_music"),
        ("em", [], "map"),
        ("om", [], "kit"),
        ("  ", [data("245", "10", ("a", "Fanny och Alexander"), ("h", "[Videoupptagning]"))], "film"),
        ("  ", [data("300", "  ", ("a", "336 pages ;"))], "book"),
        ("  ", [], "unknown"),
    ],
)
def test_the_medium_is_read_from_codes_and_then_from_words(leader, fields, medium):
    assert describe(marc(*fields, leader=f"00000n{leader} a2200000 i 4500")).media_type == medium


@pytest.mark.parametrize(
    ("fields", "audience"),
    [
        ([control("008", " " * 22 + "j" + " " * 17)], "child"),
        ([control("008", " " * 22 + "d" + " " * 17)], "youth"),
        ([data("385", "  ", ("a", "Barn"))], "child"),
        ([data("385", "  ", ("a", "Ungdomar"))], "youth"),
        ([data("084", "  ", ("a", "uHce"), ("2", "kssb/8"))], "child"),
        ([data("084", "  ", ("a", "Hcf"), ("2", "kssb/8"))], "child"),
        ([data("084", "  ", ("a", "Hce"), ("2", "kssb/8"))], "adult"),
    ],
)
def test_whom_it_is_for(fields, audience):
    assert describe(marc(*fields)).audience == audience


@pytest.mark.parametrize(
    ("fields", "is_fiction"),
    [
        ([control("008", " " * 33 + "1" + " " * 6)], True),
        ([control("008", " " * 33 + "0" + " " * 6)], False),
        ([control("008", " " * 33 + "|" + " " * 6), data("084", "  ", ("a", "Hc"), ("2", "kssb"))], True),
        ([data("084", "  ", ("a", "Ohja-c"), ("2", "kssb/8"))], False),
        ([data("082", "04", ("a", "839.738"))], True),
        ([data("082", "04", ("a", "364.152/3"))], False),
        ([], None),
    ],
)
def test_fiction_or_facts(fields, is_fiction):
    assert describe(marc(*fields)).is_fiction is is_fiction


@pytest.mark.parametrize(
    ("text", "years"), [("Barntillåten", 0), ("Från 15 år", 15), ("PEGI 12", 12), ("För alla", None)]
)
def test_the_age_limit_of_a_film(text, years):
    assert describe(marc(data("521", "8 ", ("a", text)), leader="00000ngm a2200000 i 4500")).age_limit == years


def test_nonsense_in_coded_positions_is_left_out():
    told = describe(
        marc(control("008", "######s19uu####sw###########000#1####d##"), data("260", "  ", ("c", "[ca 1987?]")))
    )
    assert (told.year, told.languages) == (1987, [])
    assert describe(marc(control("008", ""), leader=" " * 24)).media_type == "unknown"


def test_several_languages_in_one_go():
    assert describe(marc(data("041", "0 ", ("a", "swefin"), ("h", "eng")))).languages == ["swe", "fin"]


FACTS = {
    "title": "Mio, min Mio",
    "subtitle": "en saga",
    "responsibility": "Astrid Lindgren",
    "author": "Lindgren, Astrid, 1907-2002",
    "people": ["Wikland, Ilon, 1930-|ill"],
    "edition": "2. uppl",
    "publisher": "Rabén & Sjögren",
    "year": 1954,
    "languages": ["swe", "fin"],
    "audience": "child",
    "is_fiction": True,
    "subjects": ["riddare", "vänskap -- sagor"],
    "series": "Astrid Lindgrens bibliotek",
    "series_number": "4",
    "classification": "uHce",
    "isbns": ["9789129688313"],
    "extent": "183 s",
    "summary": "Bosse blir Mio.",
    "contents": "Han red genom natten",
}


def test_plain_facts_are_read_back_as_they_were_written():
    told = describe(marc_of(FACTS)).columns()
    people = ["Lindgren, Astrid, 1907-2002", "Wikland, Ilon, 1930-"]
    assert {name: told[name] for name in FACTS} == {**FACTS, "people": people}


@pytest.mark.parametrize("medium", MEDIA_TYPES)
@pytest.mark.parametrize("audience", ["child", "youth", "adult"])
def test_every_medium_for_everyone_is_written_and_read_back(medium, audience):
    told = describe(marc_of({"title": "Prov", "media_type": medium, "audience": audience}))
    assert (told.media_type, told.audience) == (medium, audience)


@pytest.mark.parametrize("is_fiction", [True, False])
def test_a_spoken_book_is_fiction_or_facts_too(is_fiction):
    told = describe(
        marc_of({"title": "Prov", "media_type": "audiobook", "is_fiction": is_fiction, "classification": "Hc"})
    )
    assert (told.media_type, told.is_fiction) == ("audiobook", is_fiction)


@pytest.mark.parametrize("name", sorted(FACTS))
def test_changing_one_fact_changes_no_other(name):
    changed = {
        "year": 1960, "languages": ["eng"], "audience": "youth", "is_fiction": False,
        "people": ["Berg, Björn, 1923-2008|ill"],
        "subjects": ["riddare"], "classification": "839.738", "isbns": ["9789132162053"],
    }.get(name, "Något annat")  # fmt: skip
    record = marc_of(FACTS)
    before = describe(record).columns()
    write(record, {name: changed})
    after = describe(record).columns()
    moved = {column for column in after if after[column] != before[column]}
    follows = {"title": {"title_sort"}, "author": {"author_sort", "people"}, "people": set()}.get(name, set())
    assert moved == {name} | follows
