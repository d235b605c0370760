"""The same scan sent twice gets the same answer, and the answer names nobody."""

import json
from datetime import timedelta

import pytest

from helge.circulation.commands.check_in import check_in
from helge.circulation.commands.check_out import CheckOutRefused, check_out
from helge.circulation.commands.renew import renew
from helge.journal.models import Event, ScanAnswer
from helge.stewardship.commands.purge_due import purge_due


def test_a_scan_sent_again_is_answered_as_before_though_the_world_has_moved(world):
    book, alva = world.book(owned_by="LJU"), world.patron("Alva")
    lent = check_out(book.barcode, alva.card, occasion=world.at("LJU", scan_key="k1"))
    check_in(book.barcode, occasion=world.at("HOF", minute=5))
    events = Event.objects.count()
    assert check_out(book.barcode, alva.card, occasion=world.at("LJU", scan_key="k1", minute=6)) == lent
    assert Event.objects.count() == events


def test_a_refused_scan_is_asked_anew_under_the_same_key(world):
    book, alva, bo = world.book(), world.patron("Alva"), world.patron("Bo")
    world.lend(book, bo)
    again = world.at("LJU", scan_key="k1", minute=1)
    with pytest.raises(CheckOutRefused):
        check_out(book.barcode, alva.card, occasion=again)
    assert not ScanAnswer.objects.exists()
    check_in(book.barcode, occasion=world.at("LJU", minute=2))
    assert check_out(book.barcode, alva.card, occasion=again).barcode == book.barcode


def test_a_kept_answer_names_nobody_and_lives_thirty_days(world):
    book, alva = world.book(owned_by="HOF"), world.patron("Alva")
    world.hold(book.record, alva, pickup="HOF")
    check_in(book.barcode, occasion=world.at("HOF", scan_key="in"))
    loan = check_out(book.barcode, alva.card, occasion=world.at("HOF", scan_key="out"))
    renew(loan.loan_id, occasion=world.at("HOF", scan_key="again", on=world.day + timedelta(days=9)))
    kept = json.dumps(list(ScanAnswer.objects.values_list("answer", flat=True)))
    assert len(ScanAnswer.objects.all()) == 3
    assert not any(word in kept for word in ("Alva", "Exempel", alva.card, "patron"))

    purge_due(world.moment() + timedelta(days=30))
    assert ScanAnswer.objects.count() == 3
    purge_due(world.moment() + timedelta(days=40))
    assert ScanAnswer.objects.count() == 0
