"""The due date: so many days, on a day the lending library is open."""

from datetime import date, timedelta

from helge.consortium.rules.calendar import LibraryCalendar
from helge.policies.rules.deciding import Decided


def loan_days(rule: Decided, *, has_queue: bool) -> int:
    """Days of the loan; shorter when others wait, if the rule says so and it is shorter."""
    days: int = rule["loan_days"] or 0
    if has_queue and rule["queue_loan_days"] is not None:
        days = min(days, rule["queue_loan_days"])
    return days


def due_date(rule: Decided, calendar: LibraryCalendar, *, today: date, has_queue: bool) -> date:
    """Last day to return: never a day when the lending library is closed (requirement 41)."""
    return calendar.next_open_day(today + timedelta(days=loan_days(rule, has_queue=has_queue)))
