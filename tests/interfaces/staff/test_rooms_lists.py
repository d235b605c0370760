"""Stories of the work lists: claim, do, undo, and say what happened."""

import pytest

from helge.circulation.commands.check_in import check_in
from helge.circulation.models import Loan
from helge.holds.models import Hold, HoldState, PullSlip
from helge.inventory.commands.mark_attention import mark_attention
from helge.inventory.models import Whereabouts
from helge.logistics.models import Transit
from helge.notices.models import Notice, NoticeState
from helge.patrons.models import ContactChannel, Lookup
from tests.interfaces.staff.rooms_stage import Stage, full_stage, small_stage


@pytest.fixture
def stage(world) -> Stage:
    return full_stage(world)


def page(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_every_list_shows_its_rows_and_no_patron(stage):
    for path, words in (
        ("plocklista", "Doktor Glas"),
        ("hamthylla", "Gösta Berlings saga"),
        ("hamthylla/tom", "Den allvarsamma leken"),
        ("ringlista", "Röda rummet"),
        ("transport", "Ronja rövardotter"),
        ("transport?visa=harifran", "Mina drömmars stad"),
    ):
        answer = stage.get(path)
        assert answer.status_code == 200, path
        assert words in page(answer), path
        assert "Exempel" not in page(answer), path
        assert answer["Cache-Control"] == "no-store"


def test_rows_are_claimed_put_back_and_a_colleagues_rows_stay_theirs(stage):
    slips = list(PullSlip.objects.filter(library__code="HOF").order_by("pk"))
    answer = stage.post("plocklista", "claim", slip=[slips[0].pk, slips[1].pk])
    assert "Du har tagit 2 rader." in page(answer)
    assert "2</strong> är dina" in page(answer)

    stage.client.force_login(stage.world.staff("Bodil", library="HOF", roles=("desk",)).login)
    answer = stage.post("plocklista", "claim", slip=[slips[0].pk, slips[2].pk])
    assert "Du har tagit 1 rad. 1 rad hann någon annan ta." in page(answer)
    assert PullSlip.objects.get(pk=slips[0].pk).claimed_by_id == stage.anna.pk

    assert "1 rad är lagd tillbaka." in page(stage.post("plocklista", "unclaim_all"))
    assert PullSlip.objects.get(pk=slips[2].pk).state == PullSlip.State.OPEN


def test_not_found_makes_the_copy_missing_and_says_who_is_asked_next(stage):
    slip = PullSlip.objects.get(item=stage.item("Doktor Glas"))
    answer = stage.post("plocklista", f"not_found {slip.pk}")
    assert "Nästa exemplar plockas på Hofors bibliotek." in page(answer)
    assert stage.world.whereabouts(slip.item).place == "missing"
    assert "Att göra" in page(stage.get("atgarder?visa=saknas"))

    answer = stage.post("atgarder?visa=saknas", f"found {slip.item_id}")
    assert "Hittad!" in page(answer)
    assert stage.world.whereabouts(slip.item).place != "missing"


def test_a_button_of_an_old_page_tells_that_the_row_is_gone(stage):
    assert "Raden finns inte längre på plocklistan." in page(stage.post("plocklista", "not_found 999999"))
    assert "Det gick inte att förstå" in page(stage.post("plocklista", "dance 1"))


def test_the_phone_list_opens_one_person_and_logs_it(stage):
    notice = Notice.objects.get(state=NoticeState.PHONE)
    ContactChannel.objects.create(patron=notice.patron, kind="phone", value="070-1740605")
    assert "070-1740605" not in page(stage.get("ringlista"))

    answer = stage.post("ringlista", f"open {notice.pk}")
    assert "070-1740605" in page(answer)
    assert "Elsa Exempel" in page(answer)
    assert "Elsa Exempel" in page(answer)
    assert Lookup.objects.get().method == "hold"

    assert "uppringd" in page(stage.post("ringlista", f"phoned {notice.pk}"))
    assert Notice.objects.get(pk=notice.pk).state == NoticeState.PHONED
    assert "Ingen att ringa" in page(stage.get("ringlista"))


def test_a_protected_patron_stays_hidden_without_the_named_role(world):
    stage = full_stage(world)
    notice = Notice.objects.get(state=NoticeState.PHONE)
    notice.patron.protection = "protected"
    notice.patron.save()
    assert "Skyddade personuppgifter" in page(stage.get("ringlista"))
    answer = stage.post("ringlista", f"open {notice.pk}")
    assert "Elsa" not in page(answer)
    assert not Lookup.objects.exists()


def test_whoever_may_see_what_is_protected_says_why_first(world):
    stage = full_stage(world)
    stage.client.force_login(world.staff("Bodil", library="HOF", roles=("librarian", "protected_identity")).login)
    notice = Notice.objects.get(state=NoticeState.PHONE)
    notice.patron.protection = "protected"
    notice.patron.save()
    assert "Skriv varför uppgifterna behövs" in page(stage.post("ringlista", f"open {notice.pk}"))
    answer = stage.post("ringlista", f"open {notice.pk}", **{f"reason-{notice.pk}": "Boken har kommit"})
    assert "Elsa Exempel" in page(answer)
    assert Lookup.objects.get().reason == "Boken har kommit"


def test_a_late_journey_is_answered_at_both_ends(stage):
    transit = Transit.objects.get(item=stage.item("Ronja rövardotter"))
    answer = stage.get("transport")
    assert "Framme" in page(answer)
    assert "Letat, finns inte" in page(answer)
    assert "du har letat här" in page(stage.post("transport", f"not_found {transit.pk}"))
    assert "Du har letat" in page(stage.get("transport"))

    answer = stage.post("transport", f"arrived {transit.pk}")
    assert "Exemplaret är mottaget." in page(answer)
    assert Transit.objects.get(pk=transit.pk).closed_as == "arrived"
    assert "Transporten är redan avslutad." in page(stage.post("transport", f"still_here {transit.pk}"))


def test_an_item_put_aside_is_listed_with_what_to_do_and_cleared(stage):
    item = stage.item("Mina drömmars stad")
    mark_attention(item.pk, "damaged", occasion=stage.world.at("HOF", staff=stage.anna))
    answer = stage.get("atgarder")
    assert "Laga det, eller gallra det." in page(answer)
    assert "Klart. Ställ exemplaret på" in page(stage.post("atgarder", f"clear {item.pk}"))
    assert Whereabouts.objects.get(item=item).place == "shelf"


def test_an_empty_library_says_what_to_expect(world):
    stage = small_stage(world, library="BOL-ARB")
    for path, words in (
        ("plocklista", "Inget att plocka"),
        ("hamthylla", "Hämthyllan är tom"),
        ("hamthylla/tom", "Inget att ta bort"),
        ("ringlista", "Ingen att ringa"),
        ("transport", "Inget på väg"),
        ("atgarder", "Inget att åtgärda"),
        ("forturer", "Inga förturer"),
        ("handelser", "Allt har gått fram"),
    ):
        assert words in page(stage.get(path)), path


@pytest.mark.parametrize("path", ["plocklista", "hamthylla", "hamthylla/tom", "ringlista", "transport", "atgarder"])
def test_a_longer_list_asks_no_more_questions(world, path, django_assert_max_num_queries):
    stage = full_stage(world)
    with django_assert_max_num_queries(26) as few:
        stage.get(path)
    for n in range(4):
        book = world.book(f"Bok {n}", owned_by="HOF")
        world.hold(book.record, world.patron(f"Gunn{n}"), pickup="HOF")
        check_in(book.barcode, occasion=world.at("HOF"))
    with django_assert_max_num_queries(len(few.captured_queries)):
        stage.get(path)


def test_without_a_login_every_room_asks_for_one(client, world):
    answer = client.get("/personal/plocklista")
    assert answer.status_code == 302
    assert "logga-in" in answer["Location"]
    assert not Loan.objects.exists()
    assert Hold.objects.filter(state=HoldState.READY).count() == 0
