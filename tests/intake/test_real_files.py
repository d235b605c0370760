"""Real records from public repositories: all of them come in, or are told of."""

import json

import pytest
from django.core.management import call_command

from helge.catalogue.models import BibRecord
from helge.intake.commands.import_batch import import_batch
from helge.intake.models import ImportBatch
from helge.inventory.models import Item

from .test_import import account

# What comes of each file that has a trap; the rest only has to add up.
KNOWN = {
    "jove_video_2820.mrk.gz": {"created": 2820},
    "evergreen_auth_1066.mrc": {"rejected": 1066},
    "bad_too_long_plus_2.mrc": {"created": 2, "rejected": 1},
    "bad_FSL_leader_says_marc8_data_is_utf8.mrc": {"created": 52},
    "deichman_normarc_57.mrc": {"created": 57},
    "README.md": {"rejected": 1},
}


def test_the_koha_sample_comes_in_with_items_and_twice_changes_nothing(world, shared):
    path = shared / "data" / "marc" / "koha_sample_435.xml.gz"
    first = import_batch(path, library_code="LJU", occasion=world.at("LJU"))
    told = account(first)
    assert min(told["created"], told["items_created"]) >= 430
    again = import_batch(path, library_code="LJU", occasion=world.at("LJU"))
    assert account(again)["unchanged"] == 435
    assert BibRecord.objects.count() == told["created"]
    book = Item.objects.filter(media_type_id="book").first()
    assert world.lend(book, world.patron()).title == book.record.title


def test_norwegian_copies_are_one_to_a_field(world, shared):
    path = shared / "data" / "marc" / "deichman_normarc_57.mrc"
    batch = import_batch(path, library_code="LJU", occasion=world.at("LJU"))
    assert account(batch) == {"created": 57, "items_created": 570}  # three records name no library
    assert sum("ersattes" in row.reason for row in batch.rows.all()) == 1


def test_the_command_tells_what_came_in(world, shared, capsys):
    path = shared / "data" / "marc" / "kth_sru_10.xml"
    call_command("import_marc", str(path), "--library", "LJU", "--json")
    (told,) = json.loads(capsys.readouterr().out)["files"]
    assert (told["file"], told["read"], told["created"]) == ("kth_sru_10.xml", 10, 10)


@pytest.mark.long
def test_every_file_adds_up(world, shared):
    for path in sorted((shared / "data" / "marc").iterdir()):
        batch = import_batch(path, library_code="LJU", source=path.name[:20], occasion=world.at("LJU"))
        told = account(batch)
        for outcome, number in KNOWN.get(path.name, {}).items():
            assert told[outcome] == number, path.name
    assert not ImportBatch.objects.filter(finished_at__isnull=True).exists()
