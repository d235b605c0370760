"""Stories of titles and items: correct, add, reserve, jump, withdraw, mend; and why things are where they are."""

import pytest

from helge.catalogue.models import BibRecord, RecordVersion
from helge.circulation.commands.check_in import check_in
from helge.holds.commands.assign_pulls import assign_pulls
from helge.holds.models import Hold, HoldState
from helge.inventory.models import Item, Whereabouts
from helge.journal.models import Event
from helge.patrons.models import Lookup
from tests.interfaces.staff.rooms_stage import Stage, record_of, small_stage


@pytest.fixture
def stage(world) -> Stage:
    stage = small_stage(world)
    record = record_of(world, "Gösta Berlings saga", "Lagerlöf, Selma, 1858-1940", 1891, "Hc")
    stage.records["Gösta"] = record
    stage.items["Gösta"] = [world.book(record=record, owned_by=code) for code in ("HOF", "LJU")]
    return stage


def page(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_scanned_barcode_leads_straight_to_its_item(stage):
    item = stage.item("Gösta")
    answer = stage.get(f"titlar?q={item.barcode}")
    assert answer["Location"] == f"/personal/exemplar/{item.pk}"


def test_without_an_index_titles_are_found_by_how_they_begin(stage):
    assert "Gösta Berlings saga" in page(stage.get("titlar?q=gösta berl"))


def test_a_corrected_title_keeps_its_old_marc_and_shows_what_changed(stage):
    record = stage.records["Gösta"]
    sent = {
        "title": "Gösta Berlings saga", "subtitle": "berättelse från det gamla Värmland", "media_type": "book",
        "author": record.author, "year": "1891", "languages": "swe", "audience": "adult", "is_fiction": "yes",
        "classification": "Hc", "subjects": "Värmland\nKavaljerer", "isbns": "",
    }  # fmt: skip
    answer = stage.post(f"titel/{record.pk}?visa=uppgifter", "edit", **sent)
    assert "Titeln är sparad." in page(answer)
    record.refresh_from_db()
    assert record.subjects == ["Värmland", "Kavaljerer"]
    assert RecordVersion.objects.filter(record=record, staff_member=stage.anna).count() == 1
    assert "berättelse från det gamla Värmland" in page(stage.get(f"titel/{record.pk}?visa=marc"))


def test_what_is_wrong_with_a_title_is_told_at_its_field_and_nothing_is_lost(stage):
    record = stage.records["Gösta"]
    sent = {"title": "", "isbns": "12345", "languages": "svenska", "media_type": "book", "audience": "adult"}
    answer = stage.client.post(f"/personal/titel/{record.pk}?visa=uppgifter", {"do": "edit", **sent})
    assert answer.status_code == 422
    assert "12345 är inget ISBN eller ISSN." in page(answer)
    assert "svenska" in page(answer)
    assert not RecordVersion.objects.exists()


def test_a_new_title_gets_its_first_copy(stage):
    sent = {"title": "En herrgårdssägen", "author": "Lagerlöf, Selma, 1858-1940", "media_type": "book",
            "languages": "swe", "audience": "adult", "classification": "Hc"}  # fmt: skip
    answer = stage.post("titlar/ny", "add", **sent)
    made = BibRecord.objects.get(title="En herrgårdssägen")
    assert "Lägg till det första exemplaret." in page(answer)

    copy = {"barcode": "3999999999", "owning_library_id": stage.world.library("HOF").pk,
            "department": "Vuxen", "media_type_id": "book", "loan_kind": "normal", "pieces": "1",
            "shelf_mark": "Hc", "price": "249,50"}  # fmt: skip
    answer = stage.post(f"titel/{made.pk}/exemplar", "add", **copy)
    assert "Exemplaret 3999999999 är inlagt på Hofors bibliotek." in page(answer)
    assert Item.objects.get(barcode="3999999999").price_ore == 24950

    again = stage.client.post(f"/personal/titel/{made.pk}/exemplar", {"do": "add", **copy})
    assert again.status_code == 422
    assert "Streckkoden 3999999999 används redan." in page(again)


def test_the_next_barcode_of_the_library_is_suggested(stage):
    following = str(int(stage.item("Gösta", 0).barcode) + 2)
    assert following in page(stage.get(f"titel/{stage.records['Gösta'].pk}/exemplar"))


def test_a_hold_is_placed_by_card_and_the_opening_is_logged(stage):
    record, reader = stage.records["Gösta"], stage.world.patron("Alva")
    path = f"titel/{record.pk}/reservera"
    answer = stage.post(path, "hold", card=reader.card, pickup="LJU-JAR")
    assert "Reserverad till Järvsö bibliotek. Plats 1 i kön, 2 exemplar." in page(answer)
    assert reader.card not in answer.redirect_chain[-1][0]
    assert Lookup.objects.get().patron_id == reader.id

    again = stage.client.post(f"/personal/{path}", {"do": "hold", "card": reader.card, "pickup": "LJU-JAR"})
    assert again.status_code == 422
    assert "Titeln är redan reserverad." in page(again)
    assert "Kortet finns inte." in page(stage.post(path, "hold", card="29999999", pickup="LJU-JAR"))


def test_the_queue_shows_places_and_no_names_and_can_be_jumped_with_a_reason(stage):
    record = stage.records["Gösta"]
    first, second = (stage.world.hold(record, stage.world.patron(name), pickup="HOF") for name in ("Alva", "Bo"))
    path = f"titel/{record.pk}"
    assert "Exempel" not in page(stage.get(path))
    assert "Skriv varför reservationen flyttas fram." in page(stage.post(path, f"jump {second.hold_id}"))

    reason = {f"reason-{second.hold_id}": "Bokcirkel på torsdag"}
    assert "flyttad först i kön" in page(stage.post(path, f"jump {second.hold_id}", **reason))
    assert "Bokcirkel på torsdag" in page(stage.get("forturer"))
    assert "borttagen" in page(stage.post(path, f"cancel {first.hold_id}"))
    assert Hold.objects.get(pk=first.hold_id).state == HoldState.CANCELLED


def test_whoever_may_not_jump_is_told_so_and_nothing_moves(stage):
    record = stage.records["Gösta"]
    placed = stage.world.hold(record, stage.world.patron("Alva"), pickup="HOF")
    stage.client.force_login(stage.world.staff("Bo", library="HOF", roles=("desk",)).login)
    answer = stage.post(f"titel/{record.pk}", f"jump {placed.hold_id}", **{f"reason-{placed.hold_id}": "Chefen vill"})
    assert "Din roll får inte göra detta här." in page(answer)
    assert Hold.objects.get(pk=placed.hold_id).jumped_at is None


def test_an_items_history_says_where_why_and_by_whom_but_never_for_whom(stage):
    world, item = stage.world, stage.item("Gösta")
    world.lend(item, world.patron("Alva"), at="HOF")
    world.hold(item.record, world.patron("Bo"), pickup="SOD")
    check_in(item.barcode, occasion=world.at("HOF", staff=stage.anna, minute=30))
    shown = page(stage.get(f"exemplar/{item.pk}"))
    assert "Utlånad till" in shown
    assert "Lånetid enligt regeln för alla och allt (HelGe styrgrupp 2005-05-02 § 1)." in shown
    assert "Återlämnad. Skickad till Söderhamns bibliotek åt en låntagare" in shown
    assert "Anna" in shown
    assert "Exempel" not in shown


def test_the_history_tells_why_this_copy_was_pulled(stage):
    world, item = stage.world, stage.item("Gösta")
    world.hold(item.record, world.patron("Bo"), pickup="HOF")
    assign_pulls(item.record.work_id, occasion=world.at("HOF"))
    check_in(item.barcode, occasion=world.at("HOF"))
    assert "Plockad därför att: Står på hämtstället. Valt bland 2 exemplar som är inne." in page(
        stage.get(f"exemplar/{item.pk}")
    )


def test_an_item_is_put_aside_found_and_withdrawn_with_a_reason(stage):
    item = stage.item("Gösta")
    path = f"exemplar/{item.pk}"
    assert "lånas inte ut förrän det är kvitterat" in page(stage.post(path, "attention", reason="damaged"))
    assert "Kvitterat." in page(stage.post(path, "clear"))
    assert "markerat som saknat" in page(stage.post(path, "missing"))
    assert "Hittad!" in page(stage.post(path, "found"))
    assert "Skriv varför exemplaret gallras." in page(stage.post(path, "withdraw"))
    assert "Exemplaret är gallrat." in page(stage.post(path, "withdraw", reason="slitet"))
    assert Item.objects.get(pk=item.pk).withdrawn_reason == "slitet"


def test_the_last_copy_is_withdrawn_only_when_one_says_so(stage):
    stage.post(f"exemplar/{stage.item('Gösta', 1).pk}", "withdraw", reason="slitet")
    last = stage.item("Gösta")
    answer = stage.client.post(f"/personal/exemplar/{last.pk}", {"do": "withdraw", "reason": "slitet"})
    assert answer.status_code == 422
    assert "Gallra ändå" in page(answer)
    assert Whereabouts.objects.get(item=last).place == "shelf"
    stage.post(f"exemplar/{last.pk}", "withdraw", reason="slitet", override="last_copy")
    assert Whereabouts.objects.get(item=last).place == "withdrawn"


def test_what_was_lent_in_haste_is_mended(stage):
    record = record_of(stage.world, "Okänd bok", "", 2020, "Hc")
    BibRecord.objects.filter(pk=record.pk).update(is_suppressed=True)
    item = stage.world.book(record=record, owned_by="HOF", is_quick_add=True)
    check_in(item.barcode, occasion=stage.world.at("HOF"))
    assert "Komplettera titeln och exemplaret." in page(stage.get("atgarder"))
    assert "färdigregistrerat" in page(stage.post(f"exemplar/{item.pk}", "mend"))
    record.refresh_from_db()
    item.refresh_from_db()
    assert not record.is_suppressed
    assert not item.is_quick_add
    assert Whereabouts.objects.get(item=item).place == "shelf"


def test_pages_of_what_does_not_exist_are_not_found(stage):
    rooms = ("titel/999999", "exemplar/999999", "import/999999", "personal/999999", "bibliotek/XXX", "import/pagar/x")
    for path in rooms:
        assert stage.get(path).status_code == 404, path
    assert stage.get("exemplar/" + str(stage.item("Gösta").pk) + "?fore=nonsense").status_code == 200
    assert stage.get(f"titel/{stage.records['Gösta'].pk}?visa=nonsense").status_code == 200


def test_a_title_with_more_copies_asks_no_more_questions(stage, django_assert_max_num_queries):
    record = stage.records["Gösta"]
    with django_assert_max_num_queries(26) as few:
        stage.get(f"titel/{record.pk}")
    for n in range(5):
        stage.world.book(record=record, owned_by="BOL")
        stage.world.hold(record, stage.world.patron(f"Gunn{n}"), pickup="HOF")
    with django_assert_max_num_queries(len(few.captured_queries)):
        stage.get(f"titel/{record.pk}")
    assert Event.objects.filter(kind="HoldPlaced").count() == 5
