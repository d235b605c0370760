"""A file of records arrives: everything is accounted for, and the same file twice changes nothing."""

import gzip
import random

import pytest

from helge.catalogue.models import BibRecord
from helge.intake.commands import import_batch as importing
from helge.intake.commands.import_batch import ImportRefused, import_batch
from helge.intake.models import ImportBatch, ImportRow
from helge.intake.queries import account_of, open_rows
from helge.inventory.models import Item
from helge.journal.models import Event

from .records import SWEDISH, copy_952, file_of, iso, record


def account(batch):
    told = account_of(batch)
    assert told["read"] == sum(told[each] for each in ("created", "updated", "unchanged", "review", "rejected"))
    assert batch.rows.count() == told["read"]
    return {
        name: told[name]
        for name in ("created", "updated", "unchanged", "review", "rejected", "items_created")
        if told[name]
    }


@pytest.fixture
def send(world, tmp_path):
    """Send a file to Ljusdal's library and tell what came of it."""

    def sent(content, name="poster.mrc", library="LJU", **more):
        path = file_of(tmp_path, content, name)
        return import_batch(path, library_code=library, occasion=world.at("LJU"), **more)

    return sent


def test_a_swedish_file_arrives_with_its_copies(world, send):
    batch = send(iso(*SWEDISH))
    assert account(batch) == {"created": 3, "items_created": 4}
    assert set(BibRecord.objects.values_list("title", flat=True)) == {
        "Pippi Långstrump",
        "Åsneprinsen",
        "Måns och Mari om våren",
    }
    copy = Item.objects.get(barcode="39000000001")
    assert (copy.owning_library.code, copy.shelf_mark, copy.price_ore, copy.department) == (
        "HOF",
        "uHc LIN",
        12_950,
        "Barn",
    )
    assert world.whereabouts(copy).place == "shelf"
    # A title without copies in the file gets one where the file was sent, with a barcode that shows it is made up.
    made_up = Item.objects.get(record__title="Åsneprinsen")
    assert (made_up.barcode, made_up.owning_library.code) == (f"IMP{batch.pk}-2-1", "LJU")


def test_an_imported_book_can_be_lent(world, send):
    send(iso(*SWEDISH))
    loan = world.lend(Item.objects.get(barcode="39000000001"), world.patron(), at="HOF")
    assert loan.title == "Pippi Långstrump"


def test_the_journal_hears_of_a_portion_in_one_event(send):
    batch = send(iso(*SWEDISH))
    event = Event.objects.get(kind="RecordsImported")
    assert event.why["record_ids"] == sorted(BibRecord.objects.values_list("pk", flat=True))
    assert event.why["batch_id"] == batch.pk


def test_the_same_file_twice_changes_nothing(send):
    send(iso(*SWEDISH))
    again = send(iso(*SWEDISH))
    assert account(again) == {"unchanged": 3}
    assert (BibRecord.objects.count(), Item.objects.count(), Event.objects.count()) == (3, 4, 1)


def test_the_same_records_in_another_wrapping_change_nothing_either(send):
    send(iso(*SWEDISH))
    again = send(gzip.compress(iso(*SWEDISH)), "poster.mrc.gz")
    assert account(again) == {"unchanged": 3}
    assert (BibRecord.objects.count(), Item.objects.count()) == (3, 4)


def test_a_corrected_record_from_the_same_source_replaces_the_old_and_keeps_it(send):
    send(iso(record("1", copy_952("39000000001"))))
    batch = send(iso(record("1", copy_952("39000000001"), copy_952("39000000009"), year=1946)), "nya.mrc")
    assert account(batch) == {"updated": 1, "items_created": 1}
    mended = BibRecord.objects.get()
    assert (mended.year, mended.versions.count(), mended.items.count()) == (1946, 1, 2)


def test_another_sources_record_of_the_same_book_brings_only_its_copies(send):
    send(iso(record("1", copy_952("39000000001"))), source="LIBRIS")
    batch = send(iso(record("77", copy_952("39000000002", "SOD"))), "btj.mrc", source="BTJ")
    assert account(batch) == {"unchanged": 1, "items_created": 1}
    assert BibRecord.objects.get().items.count() == 2


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"title": "Kajsa Kavat"}, "review"),  # the number says yes, the title no
        ({"year": 2015}, "review"),  # another printing, or another edition?
        ({"languages": ["fin"]}, "review"),
        ({"media_type": "audiobook"}, "created"),  # the same number in one box: never merged
    ],
)
def test_when_the_evidence_disagrees_nothing_is_merged(send, facts, outcome):
    send(iso(record("1")), source="LIBRIS")
    assert account(send(iso(record("77", **facts)), "btj.mrc", source="BTJ"))[outcome] == 1


def test_a_control_number_that_stands_twice_in_a_file_is_reviewed(send):
    batch = send(iso(record("1"), record("1", year=1950), record("1")))
    assert account(batch) == {"created": 1, "review": 1, "unchanged": 1, "items_created": 1}
    (row,) = open_rows(batch.pk)
    assert row["position"] == 2
    assert "två gånger" in row["reason"]


def test_what_a_source_keeps_apart_stays_apart(send):
    assert account(send(iso(record("1"), record("2"))))["created"] == 2


def test_a_record_corrected_by_hand_is_not_written_over(world, send):
    from helge.catalogue.commands.edit_record import edit_record

    send(iso(record("1")))
    edit_record(BibRecord.objects.get().pk, {"subtitle": "den starka"}, occasion=world.at("LJU", may=["edit_record"]))
    batch = send(iso(record("1", year=1946)), "nya.mrc")
    assert account(batch) == {"review": 1}
    assert BibRecord.objects.get().subtitle == "den starka"


def test_a_used_barcode_costs_the_copy_but_not_the_record(send):
    send(iso(record("1", copy_952("39000000001"))))
    other = record("2", copy_952("39000000001"), copy_952("39000000002"), title="Kajsa Kavat", isbns=[])
    batch = send(iso(other), "nya.mrc")
    assert account(batch) == {"created": 1, "items_created": 1}
    assert "39000000001" in batch.rows.get().reason


def test_an_impossible_barcode_is_replaced_and_told_of(send):
    batch = send(iso(record("1", copy_952("12"))))
    assert Item.objects.get().barcode == f"IMP{batch.pk}-1-1"
    assert "12" in batch.rows.get().reason


def test_a_broken_record_costs_only_itself(send):
    good, bad, last = iso(SWEDISH[0]), iso(SWEDISH[1]), iso(SWEDISH[2])
    content = good + bad[:30] + b"x" + bad[31:] + last[: len(last) // 2]
    batch = send(content)
    assert account(batch) == {"created": 1, "rejected": 2, "items_created": 2}
    second, third = batch.rows.order_by("position")[1:]
    assert (second.byte_offset, third.byte_offset) == (len(good), len(good) + len(bad))
    assert bytes(third.raw) == last[: len(last) // 2]
    assert "avbruten" in third.reason


def test_a_file_that_is_not_marc_is_one_clear_rejection(send):
    batch = send(b"hej,hopp\n1,2\n", "lista.csv")
    assert account(batch) == {"rejected": 1}
    assert "MARC" in batch.rows.get().reason
    assert account(send(b"", "tom.mrc")) == {"rejected": 1}


def test_an_unknown_library_is_refused_before_anything_is_read(send):
    with pytest.raises(ImportRefused) as refused:
        send(iso(*SWEDISH), library="XYZ")
    assert refused.value.codes == ("no_such_library",)
    assert not ImportBatch.objects.exists()


def test_a_killed_import_goes_on_where_it_stopped(send, monkeypatch):
    monkeypatch.setattr(importing, "PORTION", 1)

    class Killed(Exception):
        pass

    def kill(read, _bytes):
        if read == 2:
            raise Killed

    with pytest.raises(Killed):
        send(iso(*SWEDISH), progress=kill)
    assert ImportRow.objects.count() == 2
    batch = send(iso(*SWEDISH))
    assert account(batch) == {"created": 3, "items_created": 4}
    assert ImportBatch.objects.count() == 1


def test_libraries_of_the_file_are_led_to_ours(send):
    send(iso(record("1", copy_952("39000000001", "CPL"))), library_map={"cpl": "BOL"})
    assert Item.objects.get().owning_library.code == "BOL"


def test_noise_never_stops_an_import(send):
    """Three hundred records with bytes changed and lost: every one is accounted for, and the good ones are in."""
    noise = random.Random(20270201)
    pieces = []
    for number in range(300):
        piece = bytearray(iso(record(f"n{number}", copy_952(f"3900{number:07d}"), title=f"Titel {number}", isbns=[])))
        for _change in range(noise.randrange(4)):
            place = noise.randrange(len(piece) - 1)
            if noise.random() < 0.8:
                piece[place] = noise.choice([0, 9, 30, 31, 65, 195, 255, noise.randrange(256)])
            else:
                del piece[place : place + 7]
        pieces.append(bytes(piece))
    told = account(send(b"".join(pieces)))
    assert told["created"] >= 75
    assert told["rejected"] > 0
    half = (
        b'{"leader": "x", "fields": [{"245": {"ind1": "1", "ind2": "0", "subfields": [{"a": "a\\ud800b\\u0000c"}]}}]}'
    )
    assert account(send(half, "halv.json"))["created"] == 1
