"""A title is added, corrected and found again."""

import pytest
from django.db import connection

from helge.catalogue import queries
from helge.catalogue.commands.create_record import RecordRefused, create_record
from helge.catalogue.commands.edit_record import edit_record
from helge.catalogue.invariants import INVARIANTS
from helge.catalogue.marc import from_json
from helge.catalogue.marc_of import marc_of
from helge.catalogue.models import BibRecord, Redirect
from helge.catalogue.rules.describe import describe
from helge.journal.models import Event

RONJA = {
    "title": "Ronja Rövardotter",
    "author": "Lindgren, Astrid, 1907-2002",
    "media_type": "book",
    "languages": ["swe"],
}


def test_a_new_title_is_read_out_of_its_marc_and_told_to_the_journal(world):
    record = create_record(RONJA, occasion=world.at("LJU"))
    assert (record.title, record.author_sort[:8]) == ("Ronja Rövardotter", "lindgren")
    assert describe(from_json(record.marc)).title == record.title
    assert Event.objects.get(kind="RecordCreated").record_id == record.pk


def test_editions_share_a_work_and_strangers_do_not(world):
    one = create_record(RONJA, occasion=world.at("LJU"))
    audio = create_record({**RONJA, "media_type": "audiobook", "year": 2008}, occasion=world.at("LJU"))
    atlas = create_record({"title": "Atlas"}, occasion=world.at("LJU"))
    other_atlas = create_record({"title": "Atlas"}, occasion=world.at("LJU"))
    assert one.work_id == audio.work_id
    assert [each.pk for each in queries.records_of_work(one.work_id)] == [audio.pk, one.pk]
    assert atlas.work_id != other_atlas.work_id  # nobody is known to have made them


def test_a_title_is_needed_and_a_control_number_is_used_once(world):
    with pytest.raises(RecordRefused) as refused:
        create_record({"title": ""}, occasion=world.at("LJU"))
    assert refused.value.codes == ("no_title",)
    marc = marc_of(RONJA, control_number="123", control_source="LIBRIS")
    assert create_record(marc, occasion=world.at("LJU")).control_source == "LIBRIS"
    with pytest.raises(RecordRefused) as refused:
        create_record(marc, occasion=world.at("LJU"))
    assert refused.value.codes == ("control_number_taken",)


def test_a_correction_is_written_into_the_marc_and_the_old_record_is_kept(world):
    record = create_record({**RONJA, "year": 1918}, occasion=world.at("LJU"))
    before = record.marc
    edited = edit_record(
        record.pk, {"year": 1981, "title": RONJA["title"]}, occasion=world.at("LJU", may=["edit_record"])
    )
    assert edited.year == 1981
    assert describe(from_json(edited.marc)).year == 1981
    assert edited.versions.get().marc == before
    assert Event.objects.get(kind="RecordEdited").why == {"changed": ["year"]}
    # The same again is no change.
    edit_record(record.pk, {"year": 1981}, occasion=world.at("LJU", may=["edit_record"]))
    assert edited.versions.count() == 1


def test_a_correction_needs_permission(world):
    record = create_record(RONJA, occasion=world.at("LJU"))
    with pytest.raises(RecordRefused) as refused:
        edit_record(record.pk, {"year": 1981}, occasion=world.at("LJU"))
    assert refused.value.codes == ("may_not_edit_record",)


def test_a_quick_registration_is_hidden_until_somebody_has_mended_it(world):
    record = create_record({"title": "Okänd bok"}, occasion=world.at("LJU"), is_suppressed=True)
    assert queries.records_of_work(record.work_id) == []
    edit_record(record.pk, {"is_suppressed": False}, occasion=world.at("LJU", may=["edit_record"]))
    assert queries.records_of_work(record.work_id) == [record]


def test_a_corrected_title_takes_its_work_along_only_when_it_is_alone(world):
    may = world.at("LJU", may=["edit_record"])
    alone = create_record({**RONJA, "title": "Ronja Rövardottr"}, occasion=world.at("LJU"))
    edit_record(alone.pk, {"title": RONJA["title"]}, occasion=may)
    assert create_record(RONJA, occasion=world.at("LJU")).work_id == alone.work_id
    edit_record(alone.pk, {"title": "Mio, min Mio"}, occasion=may)
    assert BibRecord.objects.get(pk=alone.pk).work.key == "ronja rövardotter|astrid lindgren"


def test_an_old_number_leads_to_the_record_that_took_over(world):
    record = create_record(RONJA, occasion=world.at("LJU"))
    Redirect.objects.create(old_id=987_654, record=record)
    assert queries.find_record(987_654) == record
    assert queries.find_record(987_655) is None


def test_people_carry_their_roles(world):
    record = create_record({**RONJA, "people": ["Wikland, Ilon, 1930-|ill"]}, occasion=world.at("LJU"))
    assert [(person.name, person.roles) for person in queries.people_with_roles(record)] == [
        ("Lindgren, Astrid, 1907-2002", ("aut",)),
        ("Wikland, Ilon, 1930-", ("ill",)),
    ]


def test_the_promises_of_the_catalogue_are_questions_the_database_understands(world):
    create_record(RONJA, occasion=world.at("LJU"))
    for promise in INVARIANTS:
        with connection.cursor() as cursor:
            cursor.execute(promise.sql)
            assert cursor.fetchall() == [], promise.sentence
