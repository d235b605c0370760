"""The index follows the journal: what happens at a desk is found a moment later."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections

from helge.catalogue.models import BibRecord
from helge.inventory.models import Item, PlaceKind, Whereabouts
from helge.journal.commands.record import record
from helge.journal.models import Event
from helge.search import indexer, queries
from helge.search.folders import current_folder
from helge.search.gathering import availability_now, documents_for
from helge.search.query import CatalogueQuery

pytestmark = pytest.mark.django_db(transaction=True)


def happened(world, kind: str, **ids) -> Event:
    return record(kind, world.at("LJU"), **ids)


def found(words: str = "", **choices) -> list[str]:
    queries.look_again()
    return [hit.document.title for hit in queries.search(CatalogueQuery(words=words, **choices)).hits]


def index() -> None:
    while indexer.run_index_once():
        pass


def test_without_an_index_the_page_says_so_and_the_worker_builds_one(busy_world, index_folder: Path):
    busy_world.book("Pippi Långstrump")
    assert queries.search(CatalogueQuery(words="pippi")).is_ready is False
    assert queries.suggest("pippi") == []

    index()

    assert found("pippi") == ["Pippi Långstrump"]
    assert [each.text for each in queries.suggest("pippi")] == ["Pippi Långstrump"]


def test_a_new_title_is_found_after_its_event_and_a_changed_one_under_its_new_name(busy_world, index_folder: Path):
    index()
    emil = busy_world.book("Emil i Lönneberga")
    assert found("emil") == []
    happened(busy_world, "ItemAdded", item_id=emil.pk)
    index()
    assert found("emil") == ["Emil i Lönneberga"]

    BibRecord.objects.filter(pk=emil.record_id).update(title="Nya hyss av Emil")
    happened(busy_world, "RecordEdited", record_id=emil.record_id)
    index()
    assert found("emil") == ["Nya hyss av Emil"]
    assert found("lönneberga") == []


def test_a_title_hidden_from_the_public_leaves_the_index(busy_world, index_folder: Path):
    pippi = busy_world.book("Pippi Långstrump")
    index()
    assert found("pippi") == ["Pippi Långstrump"]

    BibRecord.objects.filter(pk=pippi.record_id).update(is_suppressed=True)
    happened(busy_world, "RecordEdited", record_id=pippi.record_id)
    index()
    assert found("pippi") == []


def test_one_event_of_an_import_brings_all_its_records(busy_world, index_folder: Path):
    index()
    ids = [busy_world.record(f"Titel nummer {number}").pk for number in range(5)]
    happened(busy_world, "RecordsImported", why={"record_ids": ids})
    index()
    assert len(found("titel")) == 5


def test_lent_books_leave_the_facet_in_now(busy_world, index_folder: Path):
    pippi = busy_world.book("Pippi Långstrump", owned_by="HOF")
    index()
    assert found("pippi", available=("HOF",)) == ["Pippi Långstrump"]

    Whereabouts.objects.filter(item=pippi).update(place=PlaceKind.ATTENTION, attention_reason="damaged")
    happened(busy_world, "ItemAttention", item_id=pippi.pk, record_id=pippi.record_id)
    index()
    assert found("pippi", available=("HOF",)) == []
    assert found("pippi", library=("HOF",)) == ["Pippi Långstrump"]


def test_availability_on_the_page_is_of_this_moment_and_not_of_the_index(busy_world, index_folder: Path):
    pippi = busy_world.book("Pippi Långstrump", owned_by="HOF")
    index()
    Whereabouts.objects.filter(item=pippi).update(place=PlaceKind.ATTENTION, attention_reason="damaged")

    (hit,) = queries.search(CatalogueQuery(words="pippi")).hits

    assert hit.document.available_libraries == ("HOF",)
    assert hit.now.is_in is False
    assert (hit.now.copies, hit.now.libraries) == (1, ("HOF",))
    assert hit.why == "i titeln"


def test_a_slow_transaction_is_not_missed(busy_world, index_folder: Path):
    """Its event has the lower number but is committed last."""
    index()
    slow, quick = busy_world.book("Sen ankomst"), busy_world.book("Snabb ankomst")
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute(
                "INSERT INTO journal_event (kind, at, channel, item_id, why)"
                " VALUES ('ItemAdded', now(), 'desk', %s, '{}')",
                [slow.pk],
            )
            happened(busy_world, "ItemAdded", item_id=quick.pk)
            index()
            assert "Sen ankomst" not in found("ankomst")
            cursor.execute("COMMIT")
    finally:
        other.close()
    index()
    assert set(found("ankomst")) == {"Sen ankomst", "Snabb ankomst"}


def test_after_a_restore_the_index_is_built_anew(busy_world, index_folder: Path):
    pippi = busy_world.book("Pippi Långstrump")
    event = happened(busy_world, "ItemAdded", item_id=pippi.pk)
    index()
    before = current_folder(index_folder)

    # The database is put back to a state where this event was another one, and the title another title.
    Event.objects.filter(pk=event.pk).update(written_at=event.at + timedelta(days=1))
    BibRecord.objects.filter(pk=pippi.record_id).update(title="Emil i Lönneberga")
    index()

    assert current_folder(index_folder) != before
    assert found("emil") == ["Emil i Lönneberga"]
    assert found("pippi") == []


def test_a_rebuild_beside_the_worker_takes_over(busy_world, index_folder: Path, capsys):
    busy_world.book("Pippi Långstrump")
    index()
    first = current_folder(index_folder)
    emil = busy_world.book("Emil i Lönneberga")

    call_command("rebuild_index", "--json")

    assert '"records": 2' in capsys.readouterr().out
    assert current_folder(index_folder) != first
    assert not first.exists()
    assert found("emil") == ["Emil i Lönneberga"]
    happened(busy_world, "ItemAdded", item_id=emil.pk)
    BibRecord.objects.filter(pk=emil.record_id).update(title="Nya hyss av Emil")
    index()
    assert found("hyss") == ["Nya hyss av Emil"]


def test_an_index_of_another_version_is_left_and_built_anew(busy_world, index_folder: Path):
    busy_world.book("Pippi Långstrump")
    index_folder.mkdir(parents=True)
    (index_folder / "current").write_text("v0-123")
    index()
    assert found("pippi") == ["Pippi Långstrump"]


def test_documents_and_availability_take_the_same_few_queries_for_one_and_for_many(
    busy_world, django_assert_num_queries
):
    ids = [
        busy_world.book(f"Titel {number}", owned_by=owner).record_id
        for number, owner in enumerate(["LJU", "HOF", "SOD"] * 5)
    ]
    busy_world.book("En till", record=BibRecord.objects.get(pk=ids[0]), owned_by="BOL")
    documents_for(ids)
    with django_assert_num_queries(2):
        documents = documents_for(ids)
    with django_assert_num_queries(1):
        availability_now(ids)

    assert documents[0].libraries == ("BOL", "LJU")
    assert documents[0].municipalities == ("Bollnäs", "Ljusdal")
    assert documents[0].copies == 2
    assert len(documents) == len(ids)


def test_withdrawn_and_missing_copies_do_not_count(busy_world):
    gone, missing = busy_world.book("Pippi Långstrump"), busy_world.book("Emil i Lönneberga")
    Item.objects.filter(pk=gone.pk).update(withdrawn_at=busy_world.moment())
    Whereabouts.objects.filter(item=missing).update(place=PlaceKind.MISSING)

    now = availability_now([gone.record_id, missing.record_id])

    assert [now[each.record_id].copies for each in (gone, missing)] == [0, 0]


def test_facets_have_names_and_addresses(busy_world, index_folder: Path):
    busy_world.book("Pippi Långstrump", owned_by="LJU-JAR")
    index()
    queries.look_again()
    page = queries.search(CatalogueQuery(words="pippi", language=("swe",)))
    facets = {facet.name: facet for facet in page.facets}

    assert [choice.label for choice in facets["available"].choices] == ["på något bibliotek", "Järvsö bibliotek"]
    assert [choice.label for choice in facets["language"].choices] == ["svenska"]
    assert facets["language"].choices[0].url == "q=pippi"
    assert facets["media_type"].choices[0].url == "q=pippi&typ=book&sprak=swe"
    assert [choice.value for choice in page.chosen] == ["swe"]
    assert (page.first, page.last, page.pages) == (1, 1, 1)
