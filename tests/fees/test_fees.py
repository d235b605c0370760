"""Charges and payments at the desk: never more than is owed, and whose money it is."""

import pytest
from django.db import IntegrityError, transaction

from helge.fees.commands.charge import ReverseRefused, charge, reverse_charge
from helge.fees.commands.pay import PaymentRefused, pay
from helge.fees.models import Charge, Payment
from helge.fees.queries import debt_ore, standing_charges
from helge.ledger.models import AccountKind
from helge.ledger.queries import balance_ore
from helge.stewardship.promises import broken_promises


@pytest.fixture(autouse=True)
def _every_promise_holds(db):
    yield
    assert broken_promises() == []


def charged(world, reader, ore, *, loan_id=None, at="LJU"):
    owner = world.library(at).municipality_id
    return charge(
        reader.id,
        "overdue",
        ore,
        cause_kind="loan",
        cause_id=loan_id,
        owning_municipality_id=owner,
        charging_municipality_id=owner,
        occasion=world.at(at),
    )


def codes(refused):
    return refused.value.codes


def test_a_debt_is_paid_in_parts_wherever_the_reader_is(world):
    alva = world.patron()
    charged(world, alva, 5000, at="SOD")
    pay(alva.id, 2000, "cash", occasion=world.at("HOF"))
    pay(alva.id, 3000, "swish", occasion=world.at("BOL"))
    assert debt_ore(alva.id) == 0
    hofors, bollnas, soderhamn = (world.library(code) for code in ("HOF", "BOL", "SOD"))
    assert balance_ore(AccountKind.CASH, "library", hofors.pk) == 2000
    assert balance_ore(AccountKind.SWISH, "municipality", bollnas.municipality_id) == 3000
    assert balance_ore(AccountKind.FEE_INCOME, "municipality", soderhamn.municipality_id) == -5000
    collecting = [paid.collecting_municipality_id for paid in Payment.objects.order_by("pk")]
    assert collecting == [hofors.municipality_id, bollnas.municipality_id]


@pytest.mark.parametrize(
    ("ore", "method", "code"),
    [(0, "cash", "nothing_to_pay"), (-100, "cash", "nothing_to_pay"), (2001, "card", "more_than_debt"),
     (100, "shells", "unknown_method")],
)  # fmt: skip
def test_no_money_is_taken_that_is_not_owed(world, ore, method, code):
    alva = world.patron(debt_ore=2000)
    with pytest.raises(PaymentRefused) as refused:
        pay(alva.id, ore, method, occasion=world.at("LJU"))
    assert codes(refused) == (code,)
    assert (debt_ore(alva.id), Payment.objects.count()) == (2000, 0)


def test_a_loan_is_charged_once_for_being_late_unless_the_charge_was_taken_back(world):
    alva = world.patron()
    first = charged(world, alva, 300, loan_id=4711)
    with pytest.raises(IntegrityError, match="charge_one_standing_per_cause"), transaction.atomic():
        charged(world, alva, 300, loan_id=4711)
    reverse_charge(first.pk, occasion=world.at("LJU"))
    assert standing_charges(alva.id) == []
    second = charged(world, alva, 200, loan_id=4711)
    assert standing_charges(alva.id) == [second]
    assert debt_ore(alva.id) == 200


def test_a_charge_that_has_been_paid_is_not_taken_back(world):
    alva = world.patron()
    made = charged(world, alva, 300)
    pay(alva.id, 100, "cash", occasion=world.at("LJU"))
    with pytest.raises(ReverseRefused) as refused:
        reverse_charge(made.pk, occasion=world.at("LJU"))
    assert codes(refused) == ("fee_paid",)
    assert (debt_ore(alva.id), Charge.objects.get().reversed_by) == (200, None)
