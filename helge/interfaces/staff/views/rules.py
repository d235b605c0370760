"""The rules in force on a day, every row with who decided it: read-only."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helge.foundation.money import kronor
from helge.interfaces.staff.rooms import RoomView
from helge.interfaces.staff.rule_words import case_words, with_names
from helge.interfaces.staff.views.libraries import chosen_day
from helge.interfaces.staff.views.tabs import settings_tabs
from helge.logistics.models import FloatingRule
from helge.policies.models import DatedRule, HoldRule, LoanRule, Tariff


class Rules(RoomView):
    """Four tables. A row fills in only what it changes; the row that names most decides."""

    section = "settings"
    template = "staff/rooms/rules.html"

    def context(self) -> dict[str, Any]:
        today = self.occasion().today
        day = chosen_day(self.request.GET.get("dag"), today)
        return {
            "day": day,
            "tables": [
                (_("Låneregler"), "loans", rows_on(LoanRule, day)),
                (_("Reservationsregler"), "holds", rows_on(HoldRule, day)),
                (_("Avgifter"), "tariffs", rows_on(Tariff, day)),
                (_("Flytande bestånd"), "floating", rows_on(FloatingRule, day)),
            ],
            "tabs_label": _("Inställningar"),
            "tabs": settings_tabs(self.request.permissions, "rules"),
        }


def rows_on(table: type[DatedRule], day: date) -> list[tuple[DatedRule, str, list[str]]]:
    """Rows in force, the general ones first, each with what it covers and the values it gives."""
    rows = with_names(table).filter(Q(to_date__isnull=True) | Q(to_date__gte=day), from_date__lte=day)
    told = [(row, case_words(row), values_words(row)) for row in rows.order_by("from_date", "pk")]
    return sorted(told, key=lambda one: sum(bool(getattr(one[0], name)) for name in table.COLUMNS))  # type: ignore[attr-defined]


def values_words(row: DatedRule) -> list[str]:
    """What a row gives, a few words each; what it leaves blank is inherited and not told."""
    said = (words_of(name, getattr(row, name)) for name in type(row).VALUES)  # type: ignore[attr-defined]
    return [words for words in said if words]


def words_of(name: str, value: Any) -> str:
    """One value in words; a column nobody has found words for is shown by its name rather than left out."""
    if value is None:
        return ""
    say = SAYINGS.get(name)
    return say(value) if say else f"{name}: {value}"


def _loan_days(days: int) -> str:
    return ngettext("%(n)d dags lån", "%(n)d dagars lån", days) % {"n": days} if days else _("lånas inte ut")


def _renewals(times: int) -> str:
    return ngettext("%(n)d omlån", "%(n)d omlån", times) % {"n": times} if times else _("inga omlån")


def _scope(scope: str) -> str:
    return {
        "anywhere": _("hämtas var som helst"),
        "municipality": _("hämtas i ägarens kommun"),
        "library": _("hämtas på ägande bibliotek"),
    }.get(scope, scope)


def _per_day(ore: int) -> str:
    return _("%(sum)s per dag") % {"sum": kronor(ore)} if ore else _("ingen förseningsavgift")


SAYINGS: dict[str, Callable[[Any], str]] = {
    "loan_days": _loan_days,
    "queue_loan_days": lambda days: _("%(n)d dagar när andra väntar") % {"n": days},
    "max_renewals": _renewals,
    "min_age": lambda years: _("från %(n)d år") % {"n": years},
    "max_loans": lambda loans: _("högst %(n)d lån") % {"n": loans},
    "debt_limit_ore": lambda ore: _("stopp från %(sum)s i skuld") % {"sum": kronor(ore)},
    "is_holdable": lambda may: _("kan reserveras") if may else _("kan inte reserveras"),
    "pickup_scope": _scope,
    "new_item_days": lambda days: _("nyköp: egna kommunen först i %(n)d dagar") % {"n": days} if days else "",
    "shelf_days": lambda days: _("%(n)d öppetdagar på hämthyllan") % {"n": days},
    "max_holds": lambda holds: _("högst %(n)d reservationer") % {"n": holds},
    "needed_days": lambda days: _("gäller i %(n)d dagar") % {"n": days},
    "overdue_ore_per_day": _per_day,
    "item_cap_ore": lambda ore: _("högst %(sum)s per exemplar") % {"sum": kronor(ore)},
    "occasion_cap_ore": lambda ore: _("högst %(sum)s per tillfälle") % {"sum": kronor(ore)},
    "fees_from_age": lambda years: _("avgift från %(n)d år") % {"n": years},
    "is_floating": lambda floats: _("stannar där det lämnas") if floats else _("går hem"),
    "max_of_title": lambda items: _("högst %(n)d av samma titel") % {"n": items},
}
