"""The figures of a month, split by one dimension, drawn and as a table; closed by heads; taken home as CSV."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.dateformat import format as in_words
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from helge.consortium import queries as consortium
from helge.consortium.models import Municipality
from helge.foundation.swedish import sort_key
from helge.interfaces.staff.media_types import media_type_names
from helge.interfaces.staff.rooms import RoomView, Verb
from helge.interfaces.staff.views.tabs import settings_tabs
from helge.patrons.models import PatronCategory
from helge.statistics.commands.close_month import close_month
from helge.statistics.queries import MonthFigures, month_figures

KINDS = {
    "loan": gettext_lazy("Lån"),
    "renewal": gettext_lazy("Omlån"),
    "return": gettext_lazy("Återlämningar"),
    "hold": gettext_lazy("Reservationer"),
    "visit": gettext_lazy("Webbesök"),
}

# The word in the address, the dimension of the counts, and what it is called.
DIMENSIONS = {
    "bibliotek": ("library_id", gettext_lazy("bibliotek")),
    "agare": ("owning_municipality_id", gettext_lazy("ägande kommun")),
    "hemkommun": ("patron_municipality_id", gettext_lazy("låntagarens kommun")),
    "kanal": ("channel", gettext_lazy("kanal")),
    "medietyp": ("media_type_code", gettext_lazy("medietyp")),
    "kategori": ("category_code", gettext_lazy("låntagarkategori")),
    "alder": ("is_child", gettext_lazy("barn och vuxna")),
    "sprak": ("language", gettext_lazy("språk")),
}
MOST_BARS = 15


class Statistics(RoomView):
    """No figure here leads to a person: the counts have none."""

    section = "settings"
    template = "staff/rooms/statistics.html"
    verbs = {"close": Verb("close", "close_month")}

    def context(self) -> dict[str, Any]:
        today = self.occasion().today
        month = chosen_month(self.request.GET.get("manad"), today)
        by, kind = self._choice("delning", DIMENSIONS, "bibliotek"), self._choice("slag", KINDS, "loan")
        figures = month_figures(month, by=DIMENSIONS[by][0])
        table = table_of(figures, DIMENSIONS[by][0])
        drawn = sorted(((label, counts.get(kind, 0)) for label, counts in table), key=lambda row: -row[1])
        return {
            "month": month,
            "month_name": month_name(month),
            "figures": figures,
            "totals": [(words, figures.totals.get(code, 0), code) for code, words in KINDS.items()],
            "kinds": KINDS,
            "kind": kind,
            "kind_name": KINDS[kind],
            "by": by,
            "by_name": DIMENSIONS[by][1],
            "dimensions": [(name, words) for name, (_column, words) in DIMENSIONS.items()],
            "bars": [row for row in drawn if row[1]][:MOST_BARS],
            "table": [(label, [counts.get(code, 0) for code in KINDS]) for label, counts in table],
            "previous": (month - timedelta(days=1)).replace(day=1),
            "following": following(month) if following(month) <= today else None,
            "is_over": following(month) <= today,
            "csv": f"{reverse('staff:statistics_csv')}?manad={month:%Y-%m}&delning={by}",
            "tabs_label": _("Inställningar"),
            "tabs": settings_tabs(self.request.permissions, "statistics"),
        }

    def _choice(self, name: str, known: Any, usual: str) -> str:
        told = self.request.GET.get(name, "")
        return told if told in known else usual

    def close(self, _which: str) -> str:
        month = chosen_month(self.request.GET.get("manad"), self.occasion().today)
        close_month(month, occasion=self.occasion())
        return _("%(month)s är stängd. Siffrorna ändras aldrig mer.") % {"month": month_name(month)}


class StatisticsCsv(RoomView):
    """The same table for a spreadsheet: semicolons and a byte order mark, as Swedish ones expect."""

    def get(self, request: Any, **kwargs: Any) -> HttpResponse:
        month = chosen_month(request.GET.get("manad"), self.occasion().today)
        by = request.GET.get("delning", "")
        column, words = DIMENSIONS.get(by, DIMENSIONS["bibliotek"])
        text = io.StringIO()
        rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
        rows.writerow([words, *KINDS.values()])
        for label, counts in table_of(month_figures(month, by=column), column):
            rows.writerow([label, *(counts.get(code, 0) for code in KINDS)])
        answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="helge-{month:%Y-%m}-{by or "bibliotek"}.csv"'
        return answer


def chosen_month(text: str | None, today: date) -> date:
    """The first day of the month of an address ("2027-01"); this month when it is none."""
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        month = today
    return min(month, today).replace(day=1)


def following(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def month_name(month: date) -> str:
    """ "februari 2027"."""
    return in_words(month, "F Y").lower() if get_language() != "en" else in_words(month, "F Y")


def table_of(figures: MonthFigures, column: str) -> list[tuple[str, dict[str, int]]]:
    """Rows by what the dimension's values are called, each with its number per kind; the largest first."""
    names = namer(column)
    found: dict[str, dict[str, int]] = {}
    for row in figures.rows:
        counts = found.setdefault(names(row[column]), {})
        kind = str(row["kind"])
        counts[kind] = counts.get(kind, 0) + int(str(row["n"]))
    return sorted(found.items(), key=lambda one: (-sum(one[1].values()), sort_key(one[0])))


def namer(column: str) -> Callable[[Any], str]:
    """What a value of a dimension is called; a blank one is told as such."""
    channels = {
        "desk": _("disk"),
        "machine": _("automat"),
        "web": _("webb"),
        "round": _("av sig själv"),
        "import": _("import"),
    }
    match column:
        case "library_id":
            known: dict[Any, str] = {pk: facts.name for pk, facts in consortium.libraries().items()}
        case "owning_municipality_id" | "patron_municipality_id":
            known = dict(Municipality.objects.values_list("pk", "name"))
        case "channel":
            known = channels
        case "media_type_code":
            known = media_type_names()
        case "category_code":
            english = (get_language() or "sv").startswith("en")
            known = dict(PatronCategory.objects.values_list("code", "name_en" if english else "name_sv"))
        case "is_child":
            known = {True: _("barn"), False: _("vuxna")}
        case _:
            known = {}
    return lambda value: known.get(value, str(value) if value not in (None, "") else str(_("uppgift saknas")))
