"""What a late return costs: each late day by the tariff of that very day.

A tariff that ends at New Year costs nothing after New Year, and one that begins later costs nothing before.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from helge.patrons.rules.ages import age_on

# Older days than this are not counted: any cap is reached long before, and a scan must answer at once.
MOST_DAYS = 1000


@dataclass(frozen=True)
class DayTariff:
    """The tariff of one day. None for a cap or an age is "none"; `tariff_id` is the row that gave the day's price."""

    ore_per_day: int
    item_cap_ore: int | None = None
    occasion_cap_ore: int | None = None
    fees_from_age: int | None = None
    tariff_id: int | None = None


TariffOf = Callable[[date], DayTariff | None]


@dataclass(frozen=True)
class LateFee:
    """The fee in öre, for how many days, and by which tariff (of the last day that cost anything)."""

    ore: int = 0
    days: int = 0
    tariff_id: int | None = None


def overdue_charge(
    *, due_date: date, returned_date: date, birth_date: date | None, charged_already_ore: int, tariff_of: TariffOf
) -> LateFee:
    """The fee of one item returned late; 0 when it came back in time.

    Calendar days are counted, from the day after `due_date` to `returned_date`. A day costs nothing for who is
    younger than the tariff's age that day; without `birth_date` (an institution) no age applies. The caps are
    those of the last day that cost anything: per item, and per return occasion, of which
    `charged_already_ore` is used. Source: requirements 6, 34 and 45.
    """
    total, charged_days, last = 0, 0, None
    days_late = (returned_date - due_date).days
    for step in range(1, min(days_late, MOST_DAYS) + 1):
        day = due_date + timedelta(days=step)
        tariff = tariff_of(day)
        if tariff is None or tariff.ore_per_day == 0 or _is_too_young(birth_date, day, tariff.fees_from_age):
            continue
        total += tariff.ore_per_day
        charged_days += 1
        last = tariff
    if last is None:
        return LateFee(days=max(days_late, 0))
    if last.item_cap_ore is not None:
        total = min(total, last.item_cap_ore)
    if last.occasion_cap_ore is not None:
        total = min(total, max(last.occasion_cap_ore - charged_already_ore, 0))
    return LateFee(total, charged_days, last.tariff_id)


def _is_too_young(birth_date: date | None, day: date, from_age: int | None) -> bool:
    if birth_date is None or from_age is None:
        return False
    return age_on(birth_date, day) < from_age
