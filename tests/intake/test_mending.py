"""Rejected records are mended and tried again; a whole import can be taken back."""

import pytest

from helge.catalogue.models import BibRecord, Work
from helge.intake.commands.import_batch import import_batch
from helge.intake.commands.retry_row import RetryRefused, retry_row
from helge.intake.commands.undo_batch import UndoRefused, undo_batch
from helge.intake.models import ImportBatch
from helge.inventory.models import Item, Whereabouts
from helge.journal.models import Event

from .records import SWEDISH, copy_952, file_of, iso, record
from .test_import import account


@pytest.fixture
def send(world, tmp_path):
    def sent(content, name="poster.mrc", **more):
        return import_batch(file_of(tmp_path, content, name), library_code="LJU", occasion=world.at("LJU"), **more)

    return sent


@pytest.fixture
def may(world):
    return world.at("LJU", may=["import_records"])


def test_a_rejected_record_is_mended_and_comes_in(send, may):
    batch = send(iso(SWEDISH[0], record("2", title="")))
    row = batch.rows.get(outcome="rejected")
    mended = b"=LDR  00000nam a2200000 i 4500\n=001  2\n=245  10$aKajsa Kavat och andra barn\n"
    row = retry_row(row.pk, mended=mended, occasion=may)
    batch.refresh_from_db()
    assert (row.outcome, row.raw) == ("created", None)
    assert account(batch) == {"created": 2, "items_created": 3}
    assert BibRecord.objects.filter(title="Kajsa Kavat och andra barn").exists()
    with pytest.raises(RetryRefused) as refused:
        retry_row(row.pk, occasion=may)
    assert refused.value.codes[0] == "already_loaded"


def test_an_unclear_record_may_be_judged_a_new_one(send, may):
    send(iso(record("1")), source="LIBRIS")
    batch = send(iso(record("77", title="Kajsa Kavat")), "btj.mrc", source="BTJ")
    row = retry_row(batch.rows.get().pk, as_new=True, occasion=may)
    assert row.outcome == "created"
    assert BibRecord.objects.count() == 2


def test_mending_needs_permission_and_a_record(world, send, may):
    row = send(iso(record("1"))[:100]).rows.get()
    with pytest.raises(RetryRefused) as refused:
        retry_row(row.pk, occasion=world.at("LJU"))
    assert refused.value.codes == ("may_not_import",)
    with pytest.raises(RetryRefused) as refused:
        retry_row(row.pk, mended=b"hej", occasion=may)
    assert refused.value.codes == ("not_marc",)
    assert retry_row(row.pk, occasion=may).outcome == "rejected"  # still broken, still kept


def test_an_import_is_taken_back_without_a_trace_in_the_catalogue(send, may):
    batch = send(iso(*SWEDISH))
    undone = undo_batch(batch.pk, occasion=may)
    assert (undone.removed_records, undone.removed_items, undone.kept_record_ids) == (3, 4, [])
    assert not any(table.objects.exists() for table in (BibRecord, Work, Item, Whereabouts))
    assert len(Event.objects.get(kind="ImportUndone").why["record_ids"]) == 3
    # The same file may come again, mended or not.
    assert account(send(iso(*SWEDISH))) == {"created": 3, "items_created": 4}


def test_what_somebody_has_used_stays_and_is_listed(world, send, may):
    batch = send(iso(*SWEDISH))
    lent = Item.objects.get(barcode="39000000001")
    world.lend(lent, world.patron(), at="HOF")
    undone = undo_batch(batch.pk, occasion=may)
    assert (undone.kept_item_ids, undone.kept_record_ids) == ([lent.pk], [lent.record_id])
    assert (undone.removed_records, undone.removed_items) == (2, 3)
    assert Item.objects.get() == lent


def test_an_updated_record_is_put_back_as_it_was(send, may):
    send(iso(record("1")))
    batch = send(iso(record("1", copy_952("39000000009"), year=1999)), "nya.mrc")
    undone = undo_batch(batch.pk, occasion=may)
    assert (undone.restored_records, undone.removed_items) == (1, 1)
    assert BibRecord.objects.get().year == 1945


def test_taking_back_needs_permission(world, send):
    batch = send(iso(*SWEDISH))
    with pytest.raises(UndoRefused):
        undo_batch(batch.pk, occasion=world.at("LJU"))
    assert ImportBatch.objects.get().undone_at is None
