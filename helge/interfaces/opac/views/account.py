"""The patron's own settings: how to be reached, where to fetch things, PIN, a lost card."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from helge.consortium import queries as consortium
from helge.consortium.commands.attempt_login import TooManyAttempts
from helge.consortium.models import Login
from helge.interfaces.opac import kept_forms, occasions
from helge.interfaces.opac.forms import ContactForm, PinForm, tell_refusals
from helge.interfaces.opac.pages import show
from helge.interfaces.opac.visitors import address_of, for_patrons, home_of
from helge.patrons.commands.edit_patron import EditRefused, edit_patron
from helge.patrons.commands.replace_card import block_card
from helge.patrons.commands.reset_pin import PinRefused, change_own_pin
from helge.patrons.commands.set_channels import ChannelsRefused, set_channels
from helge.patrons.models import Card, Patron
from helge.patrons.queries import channels_of

KINDS = ("email", "sms", "phone")


@require_http_methods(["GET", "HEAD", "POST"])
@for_patrons
def contact(request: HttpRequest, patron: Patron) -> HttpResponse:
    """Addresses, pickup library and language, saved together or not at all."""
    now = {channel.kind.value: channel.value for channel in channels_of(patron.pk)}
    pickups = consortium.pickup_libraries(occasions.today())
    choices: dict[str, Any] = {"libraries": pickups, "languages": [code for code, _name in settings.LANGUAGES]}
    initial = {
        **now,
        "pickup_library": consortium.library(home_of(patron)).code,
        "language": patron.language,
    }
    typed = kept_forms.take(request, patron)
    if request.method == "POST":
        form = ContactForm(request.POST, **choices)
        if form.is_valid() and _saved(patron, form, now):
            messages.success(request, _("Dina uppgifter är sparade."))
            return HttpResponseRedirect(reverse("opac:contact"))
    else:
        form = ContactForm(typed, **choices) if typed else ContactForm(initial=initial, **choices)
    context = {"section": "mine", "form": form, "was_typed": typed is not None}
    return show(request, "contact.html", context, status=422 if form.errors and request.method == "POST" else 200)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@for_patrons
def pin(request: HttpRequest, patron: Patron) -> HttpResponse:
    """A new PIN for whoever knows the old one. Other devices are logged out; this one stays."""
    form = PinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        occasion = occasions.web_occasion(patron)
        try:
            change_own_pin(patron.pk, typed["old_pin"], typed["pin"], occasion=occasion, address=address_of(request))
        except (PinRefused, TooManyAttempts) as no:
            tell_refusals(form, no.refusals)
        else:
            update_session_auth_hash(request, Login.objects.get(patron=patron))
            messages.success(request, _("Din PIN-kod är ändrad. Andra enheter är utloggade."))
            return HttpResponseRedirect(reverse("opac:mine"))
    return show(request, "pin.html", {"section": "mine", "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_patrons
def card(request: HttpRequest, patron: Patron) -> HttpResponse:
    """Block a lost card at once (requirement 25)."""
    if request.method == "POST":
        reason = "stolen" if request.POST.get("reason") == "stolen" else "lost"
        if block_card(patron.pk, reason, occasion=occasions.web_occasion(patron)):
            messages.success(request, _("Kortet är spärrat. Ingen kan låna på det. Hämta ett nytt på ett bibliotek."))
        else:
            messages.info(request, _("Du har inget kort som behöver spärras."))
        return HttpResponseRedirect(reverse("opac:card"))
    cards = list(Card.objects.filter(patron_id=patron.pk).order_by("-is_active", "-issued_at"))
    active = next((each for each in cards if each.is_active), None)
    return show(request, "card.html", {"section": "mine", "active": active, "cards": cards})


def _saved(patron: Patron, form: ContactForm, now: dict[str, Any]) -> bool:
    """All or nothing; a kind that is not on the form, such as letters, stays as it was."""
    typed, occasion = form.cleaned_data, occasions.web_occasion(patron)
    channels = {kind: typed[kind] for kind in KINDS} | {k: v for k, v in now.items() if k not in KINDS}
    pickup = consortium.library(typed["pickup_library"])
    try:
        with transaction.atomic():
            set_channels(patron.pk, channels, occasion=occasion)
            changes = {"pickup_library_id": pickup.id, "language": typed["language"]}
            edit_patron(patron.pk, changes, occasion=occasion)
    except (ChannelsRefused, EditRefused) as no:
        tell_refusals(form, no.refusals)
        return False
    return True
