"""The forms of a library: what stands about it, its week, its closed days."""

from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helge.consortium.commands.set_opening_hours import OpenStretch
from helge.consortium.models import Library, LibraryKind, OpeningHours

DAYS = (
    gettext_lazy("Måndag"), gettext_lazy("Tisdag"), gettext_lazy("Onsdag"), gettext_lazy("Torsdag"),
    gettext_lazy("Fredag"), gettext_lazy("Lördag"), gettext_lazy("Söndag"),
)  # fmt: skip
STRETCHES = (1, 2)


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class LibraryForm(forms.Form):
    """Codes are for ever and are not here: they stand on slips."""

    name = forms.CharField(label=gettext_lazy("Namn"), max_length=100)
    kind = forms.ChoiceField(label=gettext_lazy("Typ"), choices=LibraryKind.choices)
    place = forms.CharField(label=gettext_lazy("Ort"), max_length=80)
    address = forms.CharField(label=gettext_lazy("Gatuadress"), max_length=120, required=False)
    postcode = forms.CharField(label=gettext_lazy("Postnummer"), max_length=6, required=False)
    phone = forms.CharField(label=gettext_lazy("Telefon"), max_length=20, required=False)
    email = forms.CharField(label=gettext_lazy("E-post"), max_length=254, required=False)
    sigel = forms.CharField(label=gettext_lazy("Sigel"), max_length=10, required=False)
    transport_stop = forms.CharField(
        label=gettext_lazy("Transporthållplats"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Där bilen lämnar och hämtar backar."),
    )
    hold_shelf_name = forms.CharField(
        label=gettext_lazy("Hämthyllans namn"),
        max_length=60,
        help_text=gettext_lazy("Som på skylten; står i meddelandet till låntagaren."),
    )
    is_pickup_library = forms.BooleanField(label=gettext_lazy("Reservationer kan hämtas här"), required=False)
    shares_in_holds = forms.BooleanField(label=gettext_lazy("Exemplaren är med i den gemensamma kön"), required=False)
    opened_date = day_field(gettext_lazy("Öppnade"), required=False)
    closed_date = day_field(gettext_lazy("Läggs ner"), required=False)

    @classmethod
    def of(cls, library: Library, data: Any = None) -> "LibraryForm":
        return cls(data, initial={name: getattr(library, name) for name in cls.base_fields})

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data}


class WeekForm(forms.Form):
    """Seven days with two stretches each; a day left blank is closed."""

    from_date = day_field(gettext_lazy("Gäller från"))
    to_date = day_field(gettext_lazy("till och med"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clock = {"type": "time", "step": "300"}
        for weekday, name in enumerate(DAYS):
            for n in STRETCHES:
                words = {"day": name}
                opens = _("%(day)s öppnar") % words if n == 1 else _("%(day)s öppnar igen") % words
                closes = _("%(day)s stänger") % words if n == 1 else _("%(day)s stänger igen") % words
                unstaffed = _("%(day)s meröppet") % words if n == 1 else _("%(day)s meröppet, andra passet") % words
                for part, label in (("opens", opens), ("closes", closes)):
                    widget = forms.TimeInput(attrs={**clock, "aria-label": label}, format="%H:%M")
                    self.fields[f"{part}_{weekday}_{n}"] = forms.TimeField(label=label, required=False, widget=widget)
                self.fields[f"open_{weekday}_{n}"] = forms.BooleanField(
                    label=unstaffed, required=False, widget=forms.CheckboxInput(attrs={"aria-label": unstaffed})
                )

    @classmethod
    def of(cls, week: list[OpeningHours], from_date: date, data: Any = None) -> "WeekForm":
        """The week as it is, to start from."""
        initial: dict[str, Any] = {"from_date": from_date}
        counted = dict.fromkeys(range(7), 0)
        for row in sorted(week, key=lambda row: (row.weekday, row.opens)):
            counted[row.weekday] += 1
            n = counted[row.weekday]
            initial |= {
                f"opens_{row.weekday}_{n}": row.opens,
                f"closes_{row.weekday}_{n}": row.closes,
                f"open_{row.weekday}_{n}": not row.is_staffed,
            }
        return cls(data, initial=initial)

    def rows(self) -> list[tuple[Any, list[tuple[Any, Any, Any]]]]:
        """The fields day by day, for a table."""
        return [
            (
                name,
                [(self[f"opens_{day}_{n}"], self[f"closes_{day}_{n}"], self[f"open_{day}_{n}"]) for n in STRETCHES],
            )
            for day, name in enumerate(DAYS)
        ]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for day, name in enumerate(DAYS):
            for n in STRETCHES:
                opens, closes = told.get(f"opens_{day}_{n}"), told.get(f"closes_{day}_{n}")
                if (opens is None) != (closes is None):
                    self.add_error(None, _("%(day)s: skriv både när det öppnar och när det stänger.") % {"day": name})
        return told

    def week(self, *, on_holidays: frozenset[int] = frozenset()) -> list[OpenStretch]:
        """The stretches as the command takes them; days that held on holidays before go on doing so."""
        found = []
        for day in range(7):
            for n in STRETCHES:
                opens: time | None = self.cleaned_data[f"opens_{day}_{n}"]
                closes: time | None = self.cleaned_data[f"closes_{day}_{n}"]
                if opens is not None and closes is not None:
                    is_staffed = not self.cleaned_data[f"open_{day}_{n}"]
                    found.append(OpenStretch(day, opens, closes, is_staffed, day in on_holidays))
        return found


class ClosedDayForm(forms.Form):
    """Days to keep closed, and for whom."""

    from_date = day_field(gettext_lazy("Första dagen"))
    to_date = day_field(gettext_lazy("Sista dagen"))
    reason = forms.CharField(
        label=gettext_lazy("Varför"),
        max_length=120,
        help_text=gettext_lazy("Visas för besökarna: Inventering, Stängt för flytt."),
    )
    scope = forms.ChoiceField(label=gettext_lazy("Gäller"), widget=forms.RadioSelect)
