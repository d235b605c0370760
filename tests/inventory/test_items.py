"""Items are registered, corrected, missed, put aside and withdrawn."""

from datetime import date

import pytest

from helge.inventory import queries
from helge.inventory.commands.add_item import add_item
from helge.inventory.commands.clear_attention import clear_attention
from helge.inventory.commands.edit_item import edit_item
from helge.inventory.commands.ensure_media_types import NAMES, ensure_media_types
from helge.inventory.commands.mark_attention import mark_attention
from helge.inventory.commands.mark_missing import mark_missing
from helge.inventory.commands.new_item import NewItem
from helge.inventory.commands.refusing import ItemRefused
from helge.inventory.commands.withdraw_item import withdraw_item
from helge.inventory.models import Item, MediaType, PlaceKind, Whereabouts
from helge.journal.models import Event

MAY = ["edit_item", "clear_attention"]


def new_item(world, **facts):
    return NewItem(**{"barcode": "39001000001", "library_id": world.library("HOF").pk, "media_type": "book", **facts})


def test_a_new_copy_stands_on_its_owners_shelf(world):
    record = world.record()
    facts = new_item(world, department="Barn", shelf_mark="uHcf", price_ore=18_900)
    item = add_item(record.pk, facts, occasion=world.at("HOF", may=MAY))
    where = world.whereabouts(item)
    assert (where.place, where.library.code, where.department) == (PlaceKind.SHELF, "HOF", "Barn")
    assert (item.shelf_key[:1], item.acquired_date) == ("2", date(2027, 2, 1))
    assert where.event_id == Event.objects.get(kind="ItemAdded", item_id=item.pk).pk


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"barcode": "12"}, "bad_barcode"),
        ({"barcode": "3900 1000"}, "bad_barcode"),
        ({"library_id": 999_999}, "no_such_library"),
        ({"media_type": "papyrus"}, "no_such_media_type"),
        ({"pieces": 0}, "no_pieces"),
        ({"department": "x" * 61}, "too_long"),
    ],
)
def test_nonsense_is_refused_with_its_reason(world, facts, code):
    with pytest.raises(ItemRefused) as refused:
        add_item(world.record().pk, new_item(world, **facts), occasion=world.at("HOF", may=MAY))
    assert refused.value.codes == (code,)
    assert not Item.objects.exists()


def test_a_barcode_is_used_once_and_registering_needs_permission(world):
    book = world.book()
    with pytest.raises(ItemRefused) as refused:
        add_item(book.record_id, new_item(world, barcode=book.barcode), occasion=world.at("HOF"))
    assert refused.value.codes == ("barcode_taken", "may_not_edit_item")
    in_haste = add_item(book.record_id, new_item(world, is_quick_add=True), occasion=world.at("HOF"))
    assert in_haste.is_quick_add


def test_a_new_shelf_is_where_the_book_stands_but_a_lent_book_stays_lent(world):
    book = world.book(owned_by="HOF")
    edit_item(book.pk, {"department": "Barn", "shelf_mark": "uHce"}, occasion=world.at("HOF", may=MAY))
    assert world.whereabouts(book).department == "Barn"
    assert Event.objects.get(kind="ItemEdited").why == {"changed": ["department", "shelf_mark"]}
    world.lend(book, world.patron(), at="HOF")
    edit_item(book.pk, {"department": "Vuxen"}, occasion=world.at("HOF", may=MAY))
    assert world.whereabouts(book).place == PlaceKind.ON_LOAN


def test_a_missing_book_is_not_available_until_it_is_found(world):
    book = world.book(owned_by="HOF")
    mark_missing(book.pk, occasion=world.at("HOF"))
    assert queries.availability([book.record_id])[book.record_id].copies == 0
    mark_missing(book.pk, occasion=world.at("HOF"))  # said twice, told once
    assert Event.objects.filter(kind="ItemMarkedMissing").count() == 1


def test_a_damaged_book_waits_until_somebody_has_seen_to_it(world):
    book = world.book(owned_by="HOF")
    mark_attention(book.pk, "damaged", occasion=world.at("SOD"))
    where = world.whereabouts(book)
    assert (where.place, where.attention_reason, where.library.code) == ("attention", "damaged", "SOD")
    with pytest.raises(ItemRefused):
        clear_attention(book.pk, occasion=world.at("SOD"))
    clear_attention(book.pk, occasion=world.at("SOD", may=MAY))
    assert (world.whereabouts(book).place, world.whereabouts(book).library.code) == ("shelf", "SOD")
    with pytest.raises(ItemRefused) as refused:
        clear_attention(book.pk, occasion=world.at("SOD", may=MAY))
    assert refused.value.codes == ("not_in_attention",)


def test_a_lent_book_cannot_be_withdrawn_missed_or_put_aside(world):
    book = world.book()
    world.book(record=book.record)
    world.lend(book, world.patron())
    for verb in (
        lambda: withdraw_item(book.pk, "sliten", occasion=world.at("LJU", may=MAY)),
        lambda: mark_missing(book.pk, occasion=world.at("LJU", may=MAY)),
        lambda: mark_attention(book.pk, "damaged", occasion=world.at("LJU", may=MAY)),
    ):
        with pytest.raises(ItemRefused) as refused:
            verb()
        assert refused.value.codes == ("on_loan",)


@pytest.mark.parametrize(
    ("place", "code"),
    [({"place": "hold_shelf", "hold_id": 7}, "captured"), ({"place": "in_transit", "transit_id": 7}, "in_transit")],
)
def test_what_waits_for_somebody_or_travels_cannot_be_withdrawn(world, place, code):
    book = world.book()
    world.book(record=book.record)
    Whereabouts.objects.filter(item=book).update(**place)
    with pytest.raises(ItemRefused) as refused:
        withdraw_item(book.pk, "sliten", occasion=world.at("LJU", may=MAY))
    assert refused.value.codes == (code,)


def test_the_last_copy_is_withdrawn_only_when_staff_say_so(world):
    book = world.book()
    other = world.book(record=book.record, owned_by="HOF")
    assert not withdraw_item(other.pk, "sliten", occasion=world.at("HOF", may=MAY)).was_last_copy
    with pytest.raises(ItemRefused) as refused:
        withdraw_item(book.pk, "sliten", occasion=world.at("LJU", may=MAY))
    assert refused.value.codes == ("last_copy",)
    gone = withdraw_item(book.pk, "sliten", occasion=world.at("LJU", may=MAY), override=frozenset({"last_copy"}))
    assert gone.was_last_copy
    assert Item.objects.get(pk=book.pk).withdrawn_reason == "sliten"
    assert queries.copies_of([book.record_id]) == {book.record_id: []}


def test_the_copies_of_a_title_in_one_query(world, django_assert_num_queries):
    one = world.book(owned_by="SOD", department="Barn")
    world.book(record=one.record, owned_by="BOL")
    lent = world.book(record=one.record, owned_by="BOL-ARB")
    world.lend(lent, world.patron(), at="BOL")
    queries.availability([one.record_id])  # libraries are known from here on
    with django_assert_num_queries(1):
        copies = queries.copies_of([one.record_id])[one.record_id]
    assert [(copy.library_name, copy.is_available) for copy in copies] == [
        ("Arbrå bibliotek", False),
        ("Bollnäs bibliotek", True),
        ("Söderhamns bibliotek", True),
    ]
    assert copies[0].loan_id
    assert copies[0].at_library_name == "Bollnäs bibliotek"
    told = queries.availability([one.record_id])[one.record_id]
    assert (told.copies, told.on_shelf, told.available) == (3, 2, {"SOD", "BOL"})
    assert told.libraries == {"SOD", "BOL", "BOL-ARB"}


def test_an_item_is_found_by_what_one_knows_of_it(world):
    pippi = world.book(record=world.record(isbns=["9789129688313"]))
    mio = world.book("Mio, min Mio")
    assert queries.find_items(mio.barcode) == [mio]
    assert queries.find_items("91-29-68831-0") == [pippi]
    assert queries.find_items("mio min") == [mio]
    assert mio in queries.find_items(mio.barcode[:-1])
    assert queries.find_items("?") == []


def test_withdrawn_copies_stand_last_among_those_found(world):
    gone = world.book("Mio, min Mio")
    kept = world.book("Mio, min Mio och andra sagor")
    Item.objects.filter(pk=gone.pk).update(withdrawn_at=world.at("BOL").at)
    assert queries.find_items("mio") == [kept, gone]
    assert queries.find_items("mio", limit=1) == [kept]


def test_every_medium_has_a_name(world):
    ensure_media_types()
    assert MediaType.objects.filter(code__in=NAMES).count() == len(NAMES)
    assert MediaType.objects.get(code="book").rank == 0  # as the stage had set it


def test_the_consortiums_own_list_knows_every_medium_that_records_have():
    from pathlib import Path

    import helge.consortium
    from helge.foundation.tables import lines_of

    folder = Path(helge.consortium.__file__).parent / "data" / "helge"
    assert {line["code"] for line in lines_of(folder / "media_types.csv")} >= set(NAMES) - {"unknown"}
