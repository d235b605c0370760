"""Counts from day one, and months that are final."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from helge.circulation.commands.renew import renew
from helge.circulation.models import Loan
from helge.consortium.occasion import Channel
from helge.statistics.commands.close_month import CloseRefused, close_month
from helge.statistics.commands.count_day import MonthIsClosed, count_day
from helge.statistics.commands.count_visit import count_visit
from helge.statistics.models import DailyCount
from helge.statistics.queries import month_figures


def test_a_loan_and_a_renewal_are_counted_with_everything_but_the_person(world):
    loan = world.lend(world.book(), world.child(), at="Hofors")
    renew(loan.loan_id, occasion=world.at("Hofors", on=date(2027, 2, 9), channel=Channel.WEB))
    count_day(date(2027, 2, 1))
    count_day(date(2027, 2, 9))
    lent = DailyCount.objects.get(kind="loan")
    assert (lent.number, lent.channel, lent.is_child, lent.media_type_code, lent.language) == (
        1,
        "desk",
        True,
        "book",
        "swe",
    )
    assert DailyCount.objects.get(kind="renewal").channel == "web"


def test_counting_a_day_twice_gives_the_same(world):
    world.lend(world.book(), world.patron())
    assert count_day(world.day) == count_day(world.day) == 1


def test_visits_are_a_number_per_hour(world):
    for minute in (1, 30):
        count_visit(world.moment(minute=minute))
    count_day(world.day)
    assert DailyCount.objects.get(kind="visit").number == 2


def test_a_closed_month_gives_the_same_figures_after_any_purge(world):
    world.lend(world.book(), world.patron())
    close_month(date(2027, 2, 1), occasion=world.at("LJU", on=date(2027, 3, 1)))
    before = month_figures(date(2027, 2, 1))
    Loan.objects.all().delete()
    assert month_figures(date(2027, 2, 14)) == before
    assert before.totals == {"loan": 1}
    with pytest.raises(MonthIsClosed):
        count_day(date(2027, 2, 1))
    with pytest.raises(DatabaseError), transaction.atomic():
        DailyCount.objects.update(number=99)


def test_a_month_that_is_not_over_stays_open(world):
    with pytest.raises(CloseRefused) as refused:
        close_month(world.day, occasion=world.at("LJU"))
    assert refused.value.codes == ("month_not_over",)
