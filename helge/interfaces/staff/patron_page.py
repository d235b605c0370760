"""Everything the page about one patron shows, gathered once for every view that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from helge.circulation.models import Loan
from helge.consortium import queries as consortium
from helge.fees.models import Payment
from helge.fees.queries import debt_ore, standing_charges
from helge.foundation.money import kronor
from helge.foundation.refusals import Refusal
from helge.holds.models import Hold, HoldState
from helge.holds.queries import QueuePlace, holds_of_patron, places_of
from helge.interfaces.staff import opening
from helge.interfaces.staff.access import StaffRequest, StaffView
from helge.interfaces.staff.forms import BlockForm, CardForm, PayForm, PinForm, ReasonForm, category_names
from helge.interfaces.staff.occasions import occasion_of
from helge.patrons.models import Patron
from helge.patrons.queries import lookups_of, patron_view
from helge.patrons.rules.ages import age_on

SHOWN_LOOKUPS = 20
SHOWN_PAYMENTS = 10
DUE_SOON_DAYS = 3

# The forms that lie folded on the page, by the last part of their address.
FORMS: Mapping[str, type[forms.Form]] = {
    "betala": PayForm,
    "pin": PinForm,
    "nytt-kort": CardForm,
    "sparra": BlockForm,
    "skyddade": ReasonForm,
}


class OnlyOpened(View):
    """Stands after `StaffView`: a patron nobody has opened shows nothing but how to open them (requirement 22)."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        patron_id = kwargs["patron_id"]
        if not opening.is_open(request, patron_id):
            if opening.opens_by_card(request, patron_id):
                opening.open_patron(request, patron_id, "card")
            else:
                return locked_page(request, patron_id)
        return super().dispatch(request, *args, **kwargs)


class OpenedView(StaffView, OnlyOpened):
    """A view about one patron whom this session has opened."""

    needs = "see_patrons"


@dataclass(frozen=True)
class LoanRow:
    """A loan with its state, and what was just answered about it: words, and refusals that may be overridden."""

    loan: Loan
    state: str
    told: str = ""
    refusals: tuple[Refusal, ...] = ()
    may_override: bool = False


@dataclass(frozen=True)
class HoldRow:
    hold: Hold
    state: str
    place: QueuePlace


def locked_page(request: StaffRequest, patron_id: int) -> HttpResponse:
    """Nothing of the patron: scan the card, or see a proof of identity."""
    context = {"section": "patrons", "patron_id": patron_id}
    return render(request, "staff/patron_locked.html", context, status=200 if request.method == "GET" else 403)


def patron_page(
    request: StaffRequest,
    patron_id: int,
    *,
    told: Mapping[int, LoanRow] | None = None,
    wrong: Mapping[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page. `told` replaces the rows of loans that something was answered about; `wrong` the forms to mend."""
    today = occasion_of(request).today
    shown = patron_view(patron_id, permissions=opening.permissions_for(request, patron_id), today=today)
    view, debt = shown.patron, debt_ore(patron_id)
    blank = {key: form(auto_id=f"{key}-%s") for key, form in FORMS.items()}
    blank["betala"].initial["amount"] = debt
    libraries = consortium.libraries()
    context = {
        "section": "patrons",
        "shown": shown,
        "patron": view,
        "age": age_on(view.birth_date, today) if view.birth_date and view.birth_date <= today else None,
        "category": category_names().get(view.category, view.category),
        "home": libraries.get(view.home_library_id or 0),
        "loans": _loans(patron_id, told or {}, today),
        "holds": _holds(patron_id, today),
        "pickup_choices": consortium.pickup_libraries(today),
        "debt_ore": debt,
        "debt_words": kronor(debt),
        "charges": standing_charges(patron_id)[:SHOWN_PAYMENTS],
        "payments": _payments(patron_id),
        "forms": {key.replace("-", "_"): form for key, form in (blank | dict(wrong or {})).items()},
        "opened_form": next(iter(wrong), "") if wrong else "",
        "lookups": lookups_of(patron_id)[:SHOWN_LOOKUPS] if "see_lookups" in request.permissions else None,
        "may": request.permissions,
        "can_unmask": view.is_masked and "see_protected" in request.permissions,
        "is_expired": view.expires_date < today,
        "today": today,
    }
    return render(request, "staff/patron.html", context, status=status)


def patron_exists(patron_id: int) -> bool:
    return Patron.objects.filter(pk=patron_id).exists()


def refusal_words(refusals: Any) -> str:
    return " ".join(str(refusal.message) for refusal in refusals)


def _loans(patron_id: int, told: Mapping[int, LoanRow], today: date) -> list[LoanRow]:
    rows = (
        Loan.objects.filter(patron_id=patron_id, checked_in_at__isnull=True)
        .select_related("item__record", "library")
        .order_by("due_date", "pk")
    )
    plain = (LoanRow(row, _loan_state(row, today)) for row in rows)
    return [replace(told[row.loan.pk], loan=row.loan, state=row.state) if row.loan.pk in told else row for row in plain]


def _loan_state(loan: Loan, today: date) -> str:
    days = (loan.due_date - today).days
    return "overdue" if days < 0 else "due_soon" if days <= DUE_SOON_DAYS else ""


def _holds(patron_id: int, today: date) -> list[HoldRow]:
    holds = holds_of_patron(patron_id)
    places = places_of(holds)
    return [HoldRow(hold, _hold_state(hold, today), places[hold.pk]) for hold in holds]


def _hold_state(hold: Hold, today: date) -> str:
    is_paused = hold.suspended_from is not None and (hold.suspended_until is None or hold.suspended_until >= today)
    return "suspended" if hold.state == HoldState.WAITING and is_paused else str(hold.state)


def _payments(patron_id: int) -> list[Any]:
    names = {"card": _("kort"), "swish": _("Swish"), "cash": _("kontanter")}
    rows = Payment.objects.filter(patron_id=patron_id).select_related("library").order_by("-at")[:SHOWN_PAYMENTS]
    return [(row, names.get(row.method, row.method)) for row in rows]
