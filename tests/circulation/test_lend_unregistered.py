"""A book that is not in the catalogue is lent all the same, and mended when it is back."""

import pytest

from helge.catalogue.models import BibRecord
from helge.circulation.commands.check_in import Outcome, check_in
from helge.circulation.commands.check_out import CheckOutRefused
from helge.circulation.commands.lend_unregistered import lend_unregistered
from helge.inventory.models import Item


def test_an_unregistered_book_is_lent_and_waits_for_mending_when_it_comes_back(world):
    alva = world.patron()
    loan = lend_unregistered("31234567", "Gammal hembygdsbok", "book", alva.card, occasion=world.at("LJU"))
    item = Item.objects.get(barcode="31234567")
    assert (loan.title, item.is_quick_add, item.owning_library.code) == ("Gammal hembygdsbok", True, "LJU")
    assert item.record.is_suppressed
    back = check_in("31234567", occasion=world.at("Hofors"))
    assert (back.outcome, back.attention) == (Outcome.ATTENTION, "quick_add")


def test_nothing_is_registered_when_the_loan_is_refused(world):
    debtor = world.patron(debt_ore=50_000)
    with pytest.raises(CheckOutRefused) as refused:
        lend_unregistered("31234567", "Gammal hembygdsbok", "book", debtor.card, occasion=world.at("LJU"))
    assert refused.value.codes == ("debt",)
    assert not Item.objects.exists()
    assert not BibRecord.objects.exists()


@pytest.mark.parametrize(
    ("barcode", "title", "code"), [("12", "En bok", "wrong_barcode"), ("31234567", " ", "no_title")]
)
def test_what_is_missing_is_asked_for(world, barcode, title, code):
    with pytest.raises(CheckOutRefused) as refused:
        lend_unregistered(barcode, title, "book", world.patron().card, occasion=world.at("LJU"))
    assert refused.value.codes == (code,)


def test_a_barcode_that_exists_is_not_registered_again(world):
    book = world.book()
    with pytest.raises(CheckOutRefused):
        lend_unregistered(book.barcode, "Samma bok", "book", world.patron().card, occasion=world.at("LJU"))
    assert Item.objects.count() == 1
