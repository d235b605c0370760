"""Make a month final: the same question gets the same answer for ever."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from helge.consortium.occasion import Occasion
from helge.foundation.refusals import Refusal, Refused
from helge.journal.commands.record import record
from helge.statistics.commands.count_day import count_day
from helge.statistics.models import ClosedMonth


class CloseRefused(Refused):
    """The month stays open; `refusals` tells why."""


@transaction.atomic
def close_month(month: date, *, occasion: Occasion) -> ClosedMonth:
    """Count every day of the month once more and close it. `month` is any day of it.

    Raises CloseRefused for a month that has not ended, or is closed already.
    """
    first = month.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    if occasion.today < after:
        raise CloseRefused([Refusal("month_not_over", _("Månaden är inte slut än."))])
    if ClosedMonth.objects.filter(month=first).exists():
        raise CloseRefused([Refusal("already_closed", _("Månaden är redan stängd."))])
    for n in range((after - first).days):
        count_day(first + timedelta(days=n))
    closed = ClosedMonth.objects.create(month=first, closed_at=occasion.at, staff_member_id=occasion.staff_id)
    record("MonthClosed", occasion, why={"month": first.isoformat()})
    return closed
