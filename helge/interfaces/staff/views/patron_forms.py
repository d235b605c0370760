"""Register a new patron, and change what stands about one."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from helge.consortium import queries as consortium
from helge.consortium.occasion import Occasion
from helge.foundation.refusals import Refused
from helge.interfaces.staff import opening
from helge.interfaces.staff.access import StaffRequest, StaffView
from helge.interfaces.staff.answering import REFUSED
from helge.interfaces.staff.forms import EditForm, RegisterForm, tell_refusals
from helge.interfaces.staff.occasions import occasion_of
from helge.interfaces.staff.patron_page import OpenedView
from helge.interfaces.staff.views.patron import back_to
from helge.patrons.commands.edit_patron import edit_patron
from helge.patrons.commands.register_patron import NewPatron, register_patron
from helge.patrons.commands.set_channels import set_channels
from helge.patrons.models import ContactChannel, Patron
from helge.patrons.queries import masked, patron_card

PLAIN = ("first_name", "last_name", "birth_date", "street", "postcode", "town", "language", "protection")


class Register(StaffView):
    """A new patron with a card, seen with proof of identity: with personnummer, without, or a child."""

    needs = "edit_patron"

    def get(self, request: StaffRequest) -> HttpResponse:
        return _register_page(request, RegisterForm(initial={"home_library": request.here.code}))

    def post(self, request: StaffRequest) -> HttpResponse:
        form = RegisterForm(request.POST)
        if form.is_valid():
            try:
                patron = self._register(form, occasion_of(request))
            except Refused as no:
                tell_refusals(form, no.refusals)
            else:
                opening.open_patron(request, patron.pk, "id_seen")
                messages.success(request, _("Registrerad. Numret står under Kort."))
                return HttpResponseRedirect(reverse("staff:patron", args=[patron.pk]))
        return _register_page(request, form, status=REFUSED)

    def _register(self, form: RegisterForm, occasion: Occasion) -> Patron:
        given = form.cleaned_data
        guardian = patron_card(given["guardian_card"]) if given["guardian_card"] else None
        facts = NewPatron(
            **{name: given[name] for name in PLAIN},
            identity_number=given["identity_number"],
            category=given["category"],
            home_library=given["home_library"],
            channels=form.channels(),
            guardian_id=guardian.patron_id if guardian else None,
            guardian_consent=given["guardian_consent"],
            accepts_terms=given["accepts_terms"],
            card_number=given["card_number"],
        )
        return register_patron(facts, pin=given["pin"] or None, occasion=occasion)


class Edit(OpenedView):
    """Change a patron's details; of a protected one only what has been shown, with its reason."""

    needs = "edit_patron"

    def get(self, request: StaffRequest, patron_id: int) -> HttpResponse:
        patron = Patron.objects.get(pk=patron_id)
        if masked(patron, opening.permissions_for(request, patron_id)).is_masked:
            return back_to(patron_id)
        return _edit_page(request, patron, EditForm(initial=_initial(patron)))

    def post(self, request: StaffRequest, patron_id: int) -> HttpResponse:
        patron = Patron.objects.get(pk=patron_id)
        if masked(patron, opening.permissions_for(request, patron_id)).is_masked:
            return back_to(patron_id)
        form = EditForm(request.POST)
        if form.is_valid():
            try:
                self._edit(patron_id, form, occasion_of(request))
            except Refused as no:
                tell_refusals(form, no.refusals)
            else:
                messages.success(request, _("Uppgifterna är sparade."))
                return back_to(patron_id)
        return _edit_page(request, patron, form, status=REFUSED)

    @transaction.atomic
    def _edit(self, patron_id: int, form: EditForm, occasion: Occasion) -> None:
        """Details and channels together: both are saved, or neither."""
        given = form.cleaned_data
        changes: dict[str, Any] = {name: given[name] for name in PLAIN} | {
            "home_library_id": consortium.library(given["home_library"]).id,
            "expires_date": given["expires_date"],
        }
        if given["category"]:
            changes["category_id"] = given["category"]
        if given["identity_number"]:
            # The number is never shown whole, so a blank field means "as it was".
            changes["identity_number"] = given["identity_number"]
        edit_patron(patron_id, changes, occasion=occasion)
        letter = (
            ContactChannel.objects.filter(patron_id=patron_id, kind="letter").values_list("value", flat=True).first()
        )
        set_channels(patron_id, form.channels() | {"letter": letter or ""}, occasion=occasion)


def _initial(patron: Patron) -> dict[str, Any]:
    channels = dict(ContactChannel.objects.filter(patron=patron).values_list("kind", "value"))
    return {name: getattr(patron, name) for name in PLAIN} | {
        "category": patron.category_id,
        "home_library": consortium.library(patron.home_library_id).code,
        "expires_date": patron.expires_date,
        **channels,
    }


def _register_page(request: StaffRequest, form: RegisterForm, status: int = 200) -> HttpResponse:
    return render(request, "staff/patron_register.html", {"section": "patrons", "form": form}, status=status)


def _edit_page(request: StaffRequest, patron: Patron, form: EditForm, status: int = 200) -> HttpResponse:
    identity = masked(patron, request.permissions).identity
    context = {"section": "patrons", "form": form, "patron_id": patron.pk, "identity": identity}
    return render(request, "staff/patron_edit.html", context, status=status)
