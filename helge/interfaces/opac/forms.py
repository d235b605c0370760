"""Forms of the public web. They keep what was typed; the commands decide what is right."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from helge.consortium.queries import LibraryFacts
from helge.foundation.refusals import Refusal

from .refusal_words import to_the_patron

NUMBER_LENGTH, PIN_LENGTH = 40, 20


class LogInForm(forms.Form):
    number = forms.CharField(
        label=_("Lånekortsnummer eller personnummer"),
        max_length=NUMBER_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "username", "inputmode": "numeric", "spellcheck": "false"}),
        error_messages={"required": _("Skriv ditt kortnummer eller personnummer.")},
    )
    pin = forms.CharField(
        label=_("PIN-kod"),
        max_length=PIN_LENGTH,
        strip=True,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "inputmode": "numeric"}),
        error_messages={"required": _("Skriv din PIN-kod.")},
    )


class PauseForm(forms.Form):
    from_date = forms.DateField(
        label=_("Från och med"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": _("Välj den första dagen."),
            "invalid": _("Skriv dagen som år-månad-dag, till exempel 2027-06-21."),
        },
    )
    until_date = forms.DateField(
        label=_("Till och med"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("Skriv dagen som år-månad-dag, till exempel 2027-06-21.")},
    )


class ContactForm(forms.Form):
    email = forms.CharField(
        label=_("E-post"), required=False, max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    sms = forms.CharField(
        label=_("Mobilnummer för sms"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    phone = forms.CharField(
        label=_("Telefon"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel-national"}),
    )
    pickup_library = forms.ChoiceField(label=_("Här vill jag hämta"))
    language = forms.ChoiceField(label=_("Språk i meddelanden till mig"))

    def __init__(self, *args: Any, libraries: Sequence[LibraryFacts], languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pickup_library"].choices = [(each.code, each.name) for each in libraries]  # type: ignore[attr-defined]
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (code, str(get_language_info(code)["name_local"]).capitalize()) for code in languages
        ]


class PinForm(forms.Form):
    old_pin = forms.CharField(
        label=_("Nuvarande PIN-kod"),
        max_length=PIN_LENGTH,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "inputmode": "numeric"}),
        error_messages={"required": _("Skriv din nuvarande PIN-kod.")},
    )
    pin = forms.CharField(
        label=_("Ny PIN-kod"),
        max_length=PIN_LENGTH,
        help_text=_("4 till 8 siffror"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "inputmode": "numeric"}),
        error_messages={"required": _("Skriv en ny PIN-kod.")},
    )
    pin_again = forms.CharField(
        label=_("Ny PIN-kod en gång till"),
        max_length=PIN_LENGTH,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "inputmode": "numeric"}),
        error_messages={"required": _("Skriv den nya PIN-koden en gång till.")},
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("pin") and typed.get("pin_again") and typed["pin"] != typed["pin_again"]:
            self.add_error("pin_again", _("De två nya PIN-koderna är inte likadana."))
        return typed


def tell_refusals(form: forms.Form, refusals: Sequence[Refusal]) -> None:
    """Put each reason at the field it names, else on top of the form."""
    for refusal, words in zip(refusals, to_the_patron(refusals), strict=True):
        form.add_error(refusal.field if refusal.field in form.fields else None, words)
