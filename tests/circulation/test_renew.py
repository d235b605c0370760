"""Keeping a loan longer."""

from datetime import date

import pytest

from helge.circulation.commands.check_in import check_in
from helge.circulation.commands.renew import NotRenewed, Renewed, RenewRefused, renew, renew_all
from helge.circulation.commands.undo_scan import undo_scan
from helge.circulation.models import Loan, Renewal
from helge.fees.queries import debt_ore
from helge.holds.models import Hold
from helge.policies.models import Tariff


def waiting(world, record, reader):
    return Hold.objects.create(
        work=record.work,
        record=record,
        patron=reader.patron,
        pickup_library=world.library("Hofors"),
        placed_at=world.moment(),
        channel="web",
    )


def test_a_loan_is_renewed_from_today_and_the_renewal_is_counted(world):
    loan = world.lend(world.book(), world.patron())
    renewed = renew(loan.loan_id, occasion=world.at("Hofors", on=date(2027, 2, 20)))
    assert (renewed.old_due_date, renewed.due_date, renewed.renewals) == (date(2027, 3, 1), date(2027, 3, 20), 1)
    assert Loan.objects.get().due_date == date(2027, 3, 20)
    row = Renewal.objects.get()
    assert (row.old_due_date, row.library.code, row.is_child) == (date(2027, 3, 1), "HOF", False)


def test_a_loan_that_others_wait_for_is_not_renewed_unless_staff_may(world):
    book, alva = world.book(), world.patron()
    loan = world.lend(book, alva)
    waiting(world, book.record, world.patron("Nils"))
    at_desk = world.at("LJU", on=date(2027, 2, 20))
    with pytest.raises(RenewRefused) as refused:
        renew(loan.loan_id, occasion=at_desk)
    assert refused.value.codes == ("queue",)
    anna = world.at("LJU", on=date(2027, 2, 20), may=["renew_despite_queue"])
    assert renew(loan.loan_id, occasion=anna, override=frozenset({"queue"})).due_date == date(2027, 3, 20)


def test_after_two_renewals_the_book_must_come_back(world):
    loan = world.lend(world.book(), world.patron())
    for day in (date(2027, 2, 20), date(2027, 3, 10)):
        renew(loan.loan_id, occasion=world.at("LJU", on=day))
    with pytest.raises(RenewRefused) as refused:
        renew(loan.loan_id, occasion=world.at("LJU", on=date(2027, 3, 30)))
    assert refused.value.codes == ("too_many_renewals",)


def test_renewing_the_same_day_gains_nothing_and_is_said_so(world):
    loan = world.lend(world.book(), world.patron())
    with pytest.raises(RenewRefused) as refused:
        renew(loan.loan_id, occasion=world.at("LJU"))
    assert refused.value.codes == ("too_early",)


def test_renew_all_renews_what_it_can_and_says_why_of_the_rest(world):
    alva = world.patron()
    wanted, free = world.book("Wanted"), world.book("Free")
    world.lend(wanted, alva)
    world.lend(free, alva)
    waiting(world, wanted.record, world.patron("Nils"))
    answers = renew_all(alva.id, occasion=world.at("LJU", on=date(2027, 2, 20)))
    done = {answer.title: answer for answer in answers}
    assert isinstance(done["Free"], Renewed)
    assert isinstance(done["Wanted"], NotRenewed)
    assert [refusal.code for refusal in done["Wanted"].refusals] == ["queue"]


def test_a_late_loan_may_be_renewed_and_a_second_press_changes_nothing(world):
    loan = world.lend(world.book(), world.patron())
    occasion = world.at("LJU", on=date(2027, 3, 9), scan_key="a-press")
    assert renew(loan.loan_id, occasion=occasion) == renew(loan.loan_id, occasion=occasion)
    assert Loan.objects.get().renewals == 1


def test_renewing_late_does_not_wipe_out_what_has_come_due_and_undo_takes_the_charge_back(world):
    Tariff.objects.filter(to_date__isnull=True).update(overdue_ore_per_day=100)
    world.rules_changed()
    alva = world.patron()
    loan = world.lend(world.book(), alva)
    desk = world.at("LJU", on=date(2027, 3, 6), desk="d1")
    renew(loan.loan_id, occasion=desk)
    assert debt_ore(alva.id) == 500
    undo_scan(occasion=world.at("LJU", on=date(2027, 3, 6), minute=1, desk="d1"))
    assert (debt_ore(alva.id), Loan.objects.get().due_date) == (0, date(2027, 3, 1))


def test_what_is_renewed_and_returned_late_on_one_visit_shares_the_cap_of_the_occasion(world):
    Tariff.objects.filter(to_date=None).update(overdue_ore_per_day=100, occasion_cap_ore=500)
    world.rules_changed()
    alva, one, two, three = world.patron("Alva"), world.book("Ett"), world.book("Två"), world.book("Tre")
    loans = [world.lend(book, alva) for book in (one, two, three)]
    late = world.later((loans[0].due_date - world.day).days + 3)
    renew(loans[0].loan_id, occasion=world.at("LJU", on=late))
    assert debt_ore(alva.id) == 300
    renew(loans[1].loan_id, occasion=world.at("LJU", minute=1))
    assert debt_ore(alva.id) == 500
    assert check_in(three.barcode, occasion=world.at("LJU", minute=2)).late_fee_ore == 0
    assert debt_ore(alva.id) == 500
