"""The forms of the desk: what people type, checked as far as a form can; the commands decide the rest."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from helge.consortium import queries as consortium
from helge.foundation.money import kronor, parse_kronor
from helge.foundation.refusals import Refusal
from helge.patrons.models import PatronCategory, Protection


def tell_refusals(form: forms.Form, refusals: Iterable[Refusal]) -> None:
    """Put each refusal at its field, or above the form when it has none there."""
    for refusal in refusals:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


class DateField(forms.DateField):
    """A day, in the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class LogInForm(forms.Form):
    username = forms.CharField(
        label=_("Användarnamn"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "off", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Lösenord"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class MoneyField(forms.CharField):
    """A sum in kronor as people type it; the value is öre."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_kronor(text)
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from None

    def prepare_value(self, value: Any) -> Any:
        return kronor(value).removesuffix("\N{NO-BREAK SPACE}kr") if isinstance(value, int) else value


class PayForm(forms.Form):
    """Part of a debt may be paid; how, is asked last."""

    amount = MoneyField(label=_("Belopp"), widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    method = forms.ChoiceField(
        label=_("Betalas med"),
        choices=[("card", _("Kort")), ("swish", _("Swish")), ("cash", _("Kontanter"))],
        widget=forms.RadioSelect,
        initial="card",
    )


class PinForm(forms.Form):
    pin = forms.CharField(
        label=_("Ny PIN-kod"),
        help_text=_("4 till 8 siffror. Låt låntagaren välja och skriva själv."),
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "new-password"}),
    )


class CardForm(forms.Form):
    """A lost card is blocked and a new one given in one go."""

    reason = forms.ChoiceField(
        label=_("Varför"),
        choices=[
            ("lost", _("Borttappat")),
            ("stolen", _("Stulet")),
            ("damaged", _("Trasigt")),
            ("replaced", _("Byte")),
        ],
    )
    card_number = forms.CharField(
        label=_("Nytt kortnummer"),
        required=False,
        help_text=_("Skanna ett förtryckt kort, eller lämna tomt så ges ett nytt nummer."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class BlockForm(forms.Form):
    reason = forms.CharField(label=_("Varför"), max_length=200, help_text=_("Syns bara för personalen."))
    to_date = DateField(label=_("Till och med"), required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Varför uppgifterna behövs"), max_length=200, help_text=_("Öppningen och skälet loggas.")
    )


class PersonForm(forms.Form):
    """What stands about a person; the base of registering and editing."""

    first_name = forms.CharField(label=_("Förnamn"), max_length=80, required=False)
    last_name = forms.CharField(label=_("Efternamn"), max_length=80)
    identity_number = forms.CharField(
        label=_("Personnummer"),
        required=False,
        max_length=16,
        help_text=_("Eller samordningsnummer. Lämna tomt för den som saknar: kortet gäller då ett år."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    birth_date = DateField(label=_("Födelsedag"), required=False, help_text=_("Behövs bara utan personnummer."))
    category = forms.ChoiceField(label=_("Kategori"), required=False)
    home_library = forms.ChoiceField(label=_("Hembibliotek"))
    street = forms.CharField(label=_("Gatuadress"), max_length=120, required=False)
    postcode = forms.CharField(label=_("Postnummer"), max_length=6, required=False)
    town = forms.CharField(label=_("Ort"), max_length=60, required=False)
    email = forms.CharField(
        label=_("E-post"), max_length=254, required=False, widget=forms.TextInput(attrs={"inputmode": "email"})
    )
    sms = forms.CharField(
        label=_("Mobil för sms"), max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    phone = forms.CharField(
        label=_("Telefon"),
        max_length=30,
        required=False,
        help_text=_("Den som saknar e-post och mobil rings upp."),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    language = forms.ChoiceField(label=_("Språk"), choices=[("sv", "Svenska"), ("en", "English")])
    protection = forms.ChoiceField(label=_("Skyddade uppgifter"), choices=Protection.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", _("Efter ålder")), *category_names().items()]  # type: ignore[attr-defined]
        self.fields["home_library"].choices = library_choices()  # type: ignore[attr-defined]

    def channels(self) -> dict[str, str]:
        """E-mail is tried first, then a text message, then somebody calls."""
        return {kind: self.cleaned_data[kind] for kind in ("email", "sms", "phone")}


class RegisterForm(PersonForm):
    guardian_consent = forms.ChoiceField(
        label=_("Vårdnadshavarens medgivande"),
        required=False,
        choices=[
            ("", _("Behövs inte")),
            ("paper", _("Blankett")),
            ("desk", _("Här vid disken")),
            ("eid", _("E-legitimation")),
        ],
        help_text=_("För barn under åldersgränsen."),
    )
    guardian_card = forms.CharField(
        label=_("Vårdnadshavarens lånekort"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    pin = forms.CharField(
        label=_("PIN-kod"),
        required=False,
        help_text=_("4 till 8 siffror, för webben och självbetjäning."),
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "new-password"}),
    )
    card_number = forms.CharField(
        label=_("Lånekort"),
        required=False,
        help_text=_("Skanna det nya kortet, eller lämna tomt så ges ett nummer."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    accepts_terms = forms.BooleanField(label=_("Har läst och godkänt låneregler och personuppgiftsinformation"))

    field_order = ["card_number", "first_name", "last_name", "identity_number", "birth_date", "category"]


class EditForm(PersonForm):
    expires_date = DateField(label=_("Kortet gäller till och med"))


def category_names() -> dict[str, str]:
    """Patron categories by code, in the language of the page."""
    column = "name_en" if (get_language() or "sv").startswith("en") else "name_sv"
    return dict(PatronCategory.objects.order_by("code").values_list("code", column))


def library_choices() -> list[tuple[str, str]]:
    return [(facts.code, facts.name) for facts in consortium.libraries().values()]
