"""The forms of a title and of its items: what people write, and the columns it becomes."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helge.catalogue.models import Audience, BibRecord
from helge.consortium import queries as consortium
from helge.foundation.isbn import isbn13, issn
from helge.foundation.money import parse_kronor
from helge.interfaces.staff.choices import offer
from helge.interfaces.staff.media_types import media_type_names
from helge.inventory.commands.new_item import NewItem
from helge.inventory.models import Item, LoanKind, ShelfLocation

UNKNOWN = [("", gettext_lazy("okänt")), ("yes", gettext_lazy("skönlitteratur")), ("no", gettext_lazy("facklitteratur"))]
FICTION = {"yes": True, "no": False, "": None}


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class LinesField(forms.CharField):
    """A list, one per line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return lines_of(super().clean(value))


class RecordForm(forms.Form):
    """The fields of a record that people correct; MARC follows by itself."""

    title = forms.CharField(label=gettext_lazy("Titel"))
    subtitle = forms.CharField(label=gettext_lazy("Undertitel"), required=False)
    responsibility = forms.CharField(
        label=gettext_lazy("Upphovsuppgift"), required=False, help_text=gettext_lazy("Som den står på titelsidan.")
    )
    author = forms.CharField(
        label=gettext_lazy("Huvuduppslag"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Efternamn, förnamn, levnadsår: Lindgren, Astrid, 1907-2002"),
    )
    edition = forms.CharField(label=gettext_lazy("Upplaga"), required=False, max_length=200)
    publisher = forms.CharField(label=gettext_lazy("Förlag"), required=False, max_length=300)
    year = forms.IntegerField(label=gettext_lazy("Utgivningsår"), required=False, min_value=1000, max_value=2999)
    media_type = forms.ChoiceField(label=gettext_lazy("Medietyp"))
    languages = forms.CharField(
        label=gettext_lazy("Språk"), required=False, help_text=gettext_lazy("Koder med tre bokstäver: swe, fin, ara")
    )
    audience = forms.ChoiceField(label=gettext_lazy("Målgrupp"), choices=Audience.choices)
    is_fiction = forms.ChoiceField(label=gettext_lazy("Slag"), choices=UNKNOWN, required=False)
    age_limit = forms.IntegerField(label=gettext_lazy("Åldersgräns, år"), required=False, min_value=0, max_value=25)
    classification = forms.CharField(
        label=gettext_lazy("Klassning"), required=False, max_length=60, help_text=gettext_lazy("SAB eller DDC.")
    )
    subjects = LinesField(label=gettext_lazy("Ämnesord"), required=False, help_text=gettext_lazy("Ett per rad."))
    series = forms.CharField(label=gettext_lazy("Serie"), required=False, max_length=300)
    series_number = forms.CharField(label=gettext_lazy("Nummer i serien"), required=False, max_length=40)
    isbns = LinesField(label=gettext_lazy("ISBN eller ISSN"), required=False, help_text=gettext_lazy("Ett per rad."))
    extent = forms.CharField(label=gettext_lazy("Omfång"), required=False, max_length=200)
    summary = forms.CharField(
        label=gettext_lazy("Beskrivning"), required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    contents = forms.CharField(label=gettext_lazy("Innehåll"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    is_suppressed = forms.BooleanField(label=gettext_lazy("Dold för allmänheten"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = self.initial.get("media_type", "")
        names = media_type_names()
        offer(self, "media_type", list((names if not told else {told: told} | names).items()))

    @classmethod
    def of(cls, record: BibRecord, data: Mapping[str, Any] | None = None) -> "RecordForm":
        """The form of a record as it is, or as somebody has filled it in."""
        told = {name: getattr(record, name) for name in cls.base_fields}
        fiction = {True: "yes", False: "no", None: ""}[record.is_fiction]
        return cls(data, initial=told | {"languages": ", ".join(record.languages), "is_fiction": fiction})

    def clean_languages(self) -> list[str]:
        codes = self.cleaned_data["languages"].replace(",", " ").lower().split()
        if any(len(code) != 3 or not code.isalpha() for code in codes):
            raise forms.ValidationError(_("Skriv språken som koder med tre bokstäver, som swe."))
        return codes

    def clean_isbns(self) -> list[str]:
        numbers = []
        for text in self.cleaned_data["isbns"]:
            spelled = isbn13(text) or issn(text)
            if spelled is None:
                raise forms.ValidationError(_("%(number)s är inget ISBN eller ISSN."), params={"number": text})
            numbers.append(spelled)
        return numbers

    def clean_is_fiction(self) -> bool | None:
        return FICTION[self.cleaned_data["is_fiction"]]

    def changes(self) -> dict[str, Any]:
        """What to hand to `edit_record`: only what the person touched, so that a colleague's work is not undone."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class ItemForm(forms.Form):
    """What is written about one copy."""

    barcode = forms.CharField(
        label=gettext_lazy("Streckkod"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    owning_library_id = forms.TypedChoiceField(label=gettext_lazy("Ägande bibliotek"), coerce=int)
    department = forms.CharField(
        label=gettext_lazy("Avdelning"), max_length=60, widget=forms.TextInput(attrs={"list": "departments"})
    )
    placement = forms.CharField(
        label=gettext_lazy("Placering"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"list": "placements"}),
    )
    shelf_mark = forms.CharField(
        label=gettext_lazy("Hyllsignum"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Som på ryggen: Hce, uHce, Ef.5"),
    )
    media_type_id = forms.ChoiceField(label=gettext_lazy("Medietyp"))
    loan_kind = forms.ChoiceField(label=gettext_lazy("Lånetyp"), choices=LoanKind.choices)
    pieces = forms.IntegerField(label=gettext_lazy("Antal delar"), min_value=1, max_value=999, initial=1)
    price = forms.CharField(
        label=gettext_lazy("Pris"), required=False, help_text=gettext_lazy("I kronor: 249 eller 249,50")
    )
    acquired_date = forms.DateField(
        label=gettext_lazy("Inköpt"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    note = forms.CharField(
        label=gettext_lazy("Anteckning"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Visas vid disken vid varje skanning. Skriv inget om personer."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "owning_library_id", [(facts.id, facts.name) for facts in consortium.libraries().values()])
        offer(self, "media_type_id", list(media_type_names().items()))

    @classmethod
    def of(cls, item: Item, data: Mapping[str, Any] | None = None) -> "ItemForm":
        told = {name: getattr(item, name) for name in cls.base_fields if name != "price"}
        price = "" if item.price_ore is None else f"{item.price_ore / 100:.2f}".replace(".", ",")
        return cls(data, initial=told | {"price": price})

    def clean_barcode(self) -> str:
        return "".join(str(self.cleaned_data["barcode"]).split())

    def clean_price(self) -> int | None:
        text = self.cleaned_data["price"].strip()
        if not text:
            return None
        try:
            ore = parse_kronor(text)
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from None
        if ore < 0:
            raise forms.ValidationError(_("Priset kan inte vara mindre än noll."))
        return ore

    def changes(self) -> dict[str, Any]:
        """Columns of `Item` that the person touched."""
        changed = {name: self.cleaned_data[name] for name in self.changed_data}
        if "price" in changed:
            changed["price_ore"] = changed.pop("price")
        if changed.get("acquired_date", "") is None:
            del changed["acquired_date"]
        return changed

    def new_item(self) -> NewItem:
        told = self.cleaned_data
        return NewItem(
            barcode=told["barcode"],
            library_id=told["owning_library_id"],
            media_type=told["media_type_id"],
            department=told["department"],
            placement=told["placement"],
            shelf_mark=told["shelf_mark"],
            loan_kind=told["loan_kind"],
            price_ore=told["price"],
            note=told["note"],
            pieces=told["pieces"],
            acquired_date=told["acquired_date"],
        )


def shelf_choices(library_id: int) -> dict[str, list[str]]:
    """Departments and placements that the library has, to choose among while writing."""
    rows = ShelfLocation.objects.filter(library_id=library_id).values_list("department", "placement")
    return {
        "departments": list(dict.fromkeys(department for department, _placement in rows)),
        "placements": sorted({placement for _department, placement in rows if placement}),
    }


# Refusals name the columns of the commands; these are the form's names for them.
FIELD_OF = {"library": "owning_library_id", "media_type": "media_type_id"}


def mark_refusals(form: forms.Form, refused: Any) -> forms.Form:
    """Put each refusal at its field, or on top of the form."""
    for refusal in refused.refusals:
        name = FIELD_OF.get(refusal.field, refusal.field)
        form.add_error(name if name in form.fields else None, str(refusal.message))
    return form
