"""Stories of those who wait for what is gone: seen by the pickup library, answered with one press."""

import pytest

from helge.holds.models import Hold
from helge.inventory.commands.mark_missing import mark_missing
from helge.notices.models import Notice
from tests.interfaces.staff.conftest import words
from tests.interfaces.staff.rooms_stage import Stage, small_stage

LIST = "atgarder?visa=utan-exemplar"


@pytest.fixture
def stage(world) -> Stage:
    return small_stage(world)


def in_vain(stage: Stage, title: str = "Kallocain", pickup: str = "HOF") -> int:
    book = stage.world.book(title, owned_by="LJU")
    hold = stage.world.hold(book.record, stage.world.patron("Greta", language="en"), pickup=pickup)
    mark_missing(book.pk, occasion=stage.world.at("LJU"))
    return hold.hold_id


def attention_count(answer) -> int:
    return answer.context["counts"]["attention"]


def test_the_list_tells_what_to_say_in_the_patrons_language_and_names_nobody(stage):
    assert "Ingen väntar förgäves" in words(stage.get(LIST))
    in_vain(stage)
    answer = stage.get(LIST)
    assert attention_count(answer) == 1
    assert "You have Kallocain on hold, but unfortunately no copy is left to lend." in words(answer)
    assert "Greta" not in words(answer)
    assert "Exempel" not in words(answer)


@pytest.mark.parametrize(("press", "said", "shown"), [
    ("buying", "Antecknat: titeln köps in.", "köps in"),
    ("interlibrary", "Antecknat: titeln fjärrlånas.", "fjärrlånas"),
])  # fmt: skip
def test_an_answer_is_noted_with_who_gave_it_and_no_longer_counts(stage, press, said, shown):
    hold_id = in_vain(stage)
    answer = stage.post(LIST, f"{press} {hold_id}")
    assert said in words(answer)
    assert shown in words(answer)
    assert attention_count(answer) == 0
    assert (Hold.objects.get().outlook, Hold.objects.get().outlook_by) == (press, stage.anna)


def test_taking_it_away_tells_the_patron(stage):
    answer = stage.post(LIST, f"cancel {in_vain(stage)}")
    assert "Reservationen är borttagen. Låntagaren får ett meddelande" in words(answer)
    assert Hold.objects.get().state == "cancelled"
    assert list(Notice.objects.values_list("kind", "state")) == [("hold_cancelled", "queued")]


def test_who_must_be_called_stands_on_the_phone_list_with_the_reason(stage):
    from helge.notices.commands.send_due import send_due

    stage.post(LIST, f"cancel {in_vain(stage)}")
    send_due(stage.world.moment(stage.world.later(1)))
    answer = stage.get("ringlista")
    assert "inget exemplar finns kvar, så reservationen är borttagen" in words(answer)
    assert "Kallocain" in words(answer)


def test_another_librarys_hold_and_an_old_button_change_nothing(stage):
    elsewhere = in_vain(stage, pickup="LJU")
    assert "Reservationen finns inte." in words(stage.post(LIST, f"cancel {elsewhere}"))
    hold_id = in_vain(stage, "Doktor Glas")
    stage.world.book(record=Hold.objects.get(pk=hold_id).record)
    assert "Det finns ett exemplar igen" in words(stage.post(LIST, f"cancel {hold_id}"))
    assert set(Hold.objects.values_list("state", flat=True)) == {"waiting"}
