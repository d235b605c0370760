"""One library: what stands about it, when it is open, when it is not and whom that touches."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helge.circulation.models import Loan
from helge.consortium import queries as consortium
from helge.consortium.commands.add_closed_day import ClosedDayRefused, add_closed_day, remove_closed_day
from helge.consortium.commands.edit_library import LibraryRefused, edit_library
from helge.consortium.commands.set_opening_hours import HoursRefused, set_opening_hours
from helge.consortium.models import ClosedDay, Library, OpeningHours
from helge.consortium.occasion import Occasion
from helge.consortium.rules.granting import Scope
from helge.holds.models import Hold, HoldState
from helge.interfaces.staff.choices import offer
from helge.interfaces.staff.reach import occasion_over, reaches
from helge.interfaces.staff.rooms import RoomView, Verb, number
from helge.interfaces.staff.views.library_forms import DAYS, ClosedDayForm, LibraryForm, WeekForm
from helge.interfaces.staff.views.tabs import settings_tabs
from helge.interfaces.staff.views.title_forms import mark_refusals

DAYS_AHEAD = 365


class LibraryPage(RoomView):
    """What a person may change is decided by their roles at this library, not where they stand."""

    section = "settings"
    template = "staff/rooms/library.html"
    verbs = {
        "edit": Verb("edit"),
        "hours": Verb("hours"),
        "preview": Verb("preview"),
        "close": Verb("close"),
        "open": Verb("open"),
    }
    library: Library

    def find(self, **kwargs: Any) -> None:
        found = Library.objects.select_related("municipality").filter(code=kwargs["code"]).first()
        if found is None:
            raise Http404
        self.library = found

    def occasion(self) -> Occasion:
        return occasion_over(self.request, consortium.place_of(self.library.pk))

    def context(self) -> dict[str, Any]:
        occasion, today = self.occasion(), super().occasion().today
        hours = list(OpeningHours.objects.filter(library=self.library).order_by("from_date", "weekday", "opens"))
        week = week_on(hours, today)
        return {
            "library": self.library,
            "may_edit": "edit_libraries" in occasion.permissions,
            "form": LibraryForm.of(self.library),
            "week_form": WeekForm.of(week, today + timedelta(days=1)),
            "week": week_rows(week),
            "periods": [period for period in periods_of(hours) if period[1] is None or period[1] >= today],
            "closed_form": self._closed_form(),
            "closed": self._closed_days(today),
            "holidays": self._holidays(today),
            "tabs_label": _("Inställningar"),
            "tabs": settings_tabs(self.request.permissions, "libraries"),
        }

    def _closed_form(self, data: Any = None) -> ClosedDayForm:
        form = ClosedDayForm(data, initial={"scope": "library"})
        wide = _("hela %(name)s") % {"name": self.library.municipality.name}
        scopes = (
            ("library", self.library.name, Scope(library_id=self.library.pk)),
            ("municipality", wide, self._municipality()),
            ("all", _("alla bibliotek i samarbetet"), Scope()),
        )
        offer(form, "scope", [(name, words) for name, words, scope in scopes if self._reaches(scope)])
        return form

    def _municipality(self) -> Scope:
        return Scope(municipality_id=self.library.municipality_id)

    def _reaches(self, scope: Scope) -> bool:
        staff, today = self.request.staff.pk, super().occasion().today
        return reaches(staff, "edit_libraries", scope, today, self.library.municipality_id)

    def _closed_days(self, today: date) -> list[tuple[ClosedDay, bool]]:
        rows = ClosedDay.objects.filter(
            Q(library=self.library)
            | Q(municipality_id=self.library.municipality_id)
            | Q(library__isnull=True, municipality__isnull=True),
            to_date__gte=today,
        ).select_related("library", "municipality")
        mine = {
            None: self._reaches(Scope()),
            "m": self._reaches(self._municipality()),
            "l": self._reaches(Scope(library_id=self.library.pk)),
        }
        return [(row, mine["l" if row.library_id else "m" if row.municipality_id else None]) for row in rows]

    def _holidays(self, today: date) -> list[tuple[date, str]]:
        """Red days ahead when this library keeps closed by itself."""
        calendar = consortium.calendar_of(self.library.pk)
        ahead = (today + timedelta(days=n) for n in range(DAYS_AHEAD))
        decided = {row.from_date for row, _may in self._closed_days(today)}
        return [(day, why) for day in ahead if day not in decided and (why := calendar.why_closed(day))][:12]

    def edit(self, _which: str) -> HttpResponse:
        form = LibraryForm.of(self.library, self.request.POST)
        if form.is_valid():
            try:
                edit_library(self.library.pk, form.changes(), occasion=self.occasion())
            except LibraryRefused as refused:
                mark_refusals(form, refused)
            else:
                return self.on_to("library", self.library.code, said=_("Biblioteket är sparat."))
        return self.page(422, form=form, is_editing=True)

    def hours(self, _which: str) -> HttpResponse:
        today = super().occasion().today
        old = week_on(list(OpeningHours.objects.filter(library=self.library)), today)
        form = WeekForm.of([], today, self.request.POST)
        if form.is_valid():
            try:
                set_opening_hours(
                    self.library.pk,
                    form.week(on_holidays=frozenset(row.weekday for row in old if row.on_holidays)),
                    from_date=form.cleaned_data["from_date"],
                    to_date=form.cleaned_data["to_date"],
                    occasion=self.occasion(),
                )
            except HoursRefused as refused:
                mark_refusals(form, refused)
            else:
                return self.on_to(
                    "library", self.library.code, said=_("Öppettiderna är sparade. Nya lån räknar med dem genast.")
                )
        return self.page(422, week_form=form, is_setting_hours=True)

    def preview(self, _which: str) -> HttpResponse:
        """Before anything is closed: how many loans and holds the days touch."""
        form = self._closed_form(self.request.POST)
        if not form.is_valid():
            return self.page(422, closed_form=form, is_closing=True)
        return self.page(closed_form=form, is_closing=True, touched=self._touched(form))

    def close(self, _which: str) -> HttpResponse:
        form = self._closed_form(self.request.POST)
        if form.is_valid():
            told = form.cleaned_data
            try:
                add_closed_day(
                    told["from_date"],
                    told["to_date"],
                    told["reason"],
                    library_id=self.library.pk if told["scope"] == "library" else None,
                    municipality_id=self.library.municipality_id if told["scope"] == "municipality" else None,
                    occasion=self.occasion(),
                )
            except ClosedDayRefused as refused:
                mark_refusals(form, refused)
            else:
                return self.on_to(
                    "library", self.library.code, said=_("Dagarna är stängda. Nya återlämningsdagar hoppar över dem.")
                )
        return self.page(422, closed_form=form, is_closing=True)

    def open(self, which: str) -> str:
        """Take a closed day away, when one's roles reach as far as it does."""
        row = ClosedDay.objects.filter(pk=number(which) or 0).first()
        if row is None:
            return _("Dagarna är redan borttagna.")
        reach = Scope(row.municipality_id, row.library_id)
        occasion = self.occasion()
        if not self._reaches(reach) or (row.library_id and row.library_id != self.library.pk):
            occasion = replace(occasion, permissions=frozenset())
        remove_closed_day(row.pk, occasion=occasion)
        return _("Öppet som vanligt igen.")

    def _touched(self, form: ClosedDayForm) -> dict[str, Any]:
        told = form.cleaned_data
        span = (told["from_date"], told["to_date"])
        libraries = [
            facts.id
            for facts in consortium.libraries().values()
            if told["scope"] == "all"
            or facts.id == self.library.pk
            or (told["scope"] == "municipality" and facts.municipality_id == self.library.municipality_id)
        ]
        loans = Loan.objects.filter(checked_in_at__isnull=True, due_date__range=span, library_id__in=libraries).count()
        holds = Hold.objects.filter(
            state=HoldState.READY, shelf_until__range=span, pickup_library_id__in=libraries
        ).count()
        return {
            "libraries": len(libraries),
            "loans": ngettext("%(n)d lån ska lämnas de dagarna", "%(n)d lån ska lämnas de dagarna", loans)
            % {"n": loans},
            "holds": ngettext(
                "%(n)d reservation har sin sista hämtdag då", "%(n)d reservationer har sin sista hämtdag då", holds
            )
            % {"n": holds},
        }


def is_for_one_day(row: OpeningHours) -> bool:
    return row.from_date is not None and row.from_date == row.to_date


def week_on(hours: list[OpeningHours], day: date) -> list[OpeningHours]:
    """The ordinary week that applies on a day."""
    return [
        row
        for row in hours
        if not is_for_one_day(row)
        and (row.from_date is None or row.from_date <= day)
        and (row.to_date is None or day <= row.to_date)
    ]


def week_rows(week: list[OpeningHours]) -> list[dict[str, Any]]:
    """The week as on a door, for parts/hours.html."""
    rows = []
    for weekday, name in enumerate(DAYS):
        stretches = sorted((row for row in week if row.weekday == weekday), key=lambda row: row.opens)
        told = [
            f"{row.opens:%H.%M}–{row.closes:%H.%M}" + ("" if row.is_staffed else f" {_('meröppet')}")
            for row in stretches
        ]
        rows.append({"name": name, "text": ", ".join(told) or _("Stängt")})
    return rows


def periods_of(hours: list[OpeningHours]) -> list[tuple[date | None, date | None, list[dict[str, Any]]]]:
    """Every week with dates, in order of its first day: what is to come, and what ends."""
    spans = dict.fromkeys((row.from_date, row.to_date) for row in hours)
    return [
        (first, last, week_rows([row for row in hours if (row.from_date, row.to_date) == (first, last)]))
        for first, last in sorted(spans, key=lambda span: span[0] or date.min)
        if first is not None or last is not None
    ]
