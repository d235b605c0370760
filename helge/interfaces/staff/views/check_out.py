"""Lend: scan the card, scan the books, finish. One field takes everything, the server tells what it was."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from helge.circulation.commands.check_out import CheckOutRefused, check_out
from helge.circulation.commands.lend_unregistered import lend_unregistered
from helge.circulation.commands.renew import RenewRefused, renew
from helge.circulation.commands.undo_scan import finish
from helge.circulation.models import Loan
from helge.foundation.codes import barcode_check
from helge.foundation.refusals import Refusal, Refused
from helge.interfaces.staff import borrower as at_desk
from helge.interfaces.staff.access import StaffRequest, StaffView
from helge.interfaces.staff.answering import REFUSED, answered, with_band
from helge.interfaces.staff.bands import Band, lent, renewed
from helge.interfaces.staff.borrower import Borrower, borrower_of_page, borrower_of_session
from helge.interfaces.staff.lending_page import (
    PAGE,
    RECEIPT,
    ask_who,
    borrower_context,
    candidates,
    is_identity_number,
    is_name,
    media_types,
    page_context,
    receive,
)
from helge.interfaces.staff.occasions import occasion_of
from helge.inventory.models import Item
from helge.patrons.models import Card
from helge.patrons.queries import patron_card

LEND, RENEW, QUICK_ADD = "utlan", "utlan/lana-om", "utlan/snabbregistrera"


class CheckOut(StaffView):
    """The desk. A scan answers with a loan, with the borrower of a card, or with every reason why not."""

    def get(self, request: StaffRequest) -> HttpResponse:
        return render(request, PAGE, page_context(request, borrower_of_session(request)))

    def post(self, request: StaffRequest) -> HttpResponse:
        typed = request.POST.get("barcode", "").strip()
        borrower = borrower_of_page(request)
        if is_name(typed):
            return choose_among(request, typed, borrower)
        try:
            code = barcode_check(typed)
        except ValueError as wrong:
            return refused(request, [Refusal("unreadable", str(wrong))], borrower)
        if borrower is None:
            return self._first_scan(request, code)
        override = frozenset(request.POST.getlist("override"))
        try:
            loan = check_out(code, borrower.card, occasion=occasion_of(request), override=override)
        except CheckOutRefused as no:
            if "card_not_item" in no.codes:
                return self._first_scan(request, code)
            if "no_such_item" in no.codes and is_identity_number(code, occasion_of(request).today):
                return choose_among(request, code, borrower)
            return refused(request, no.refusals, borrower, barcode=code)
        context = with_band(request, lent(loan)) | {"loan": loan} | borrower.counts()
        if loan.was_hold:
            context |= borrower_context(request, borrower)
        return answered(request, PAGE, "staff/answers/lent.html", context, lambda: page_context(request, borrower))

    def _first_scan(self, request: StaffRequest, code: str) -> HttpResponse:
        """A card: the next borrower. Anything else is told apart."""
        card = patron_card(code)
        if card is None:
            return self._no_card(request, code)
        if not card.is_active:
            message = _("Kortet är spärrat. Sök fram låntagaren och be om legitimation.")
            return refused(request, [Refusal("card_blocked", message)], None)
        return receive(request, card, "card")

    def _no_card(self, request: StaffRequest, code: str) -> HttpResponse:
        """Items go before personnummer: a barcode may happen to be a correct one."""
        title = _title_of(code)
        if title:
            message = _("Det där är ett exemplar: %(title)s. Skanna lånekortet först.") % {"title": title}
            return refused(request, [Refusal("item_not_card", message)], None)
        if is_identity_number(code, occasion_of(request).today):
            return choose_among(request, code, None)
        message = _("Kortet %(code)s finns inte. Kontrollera numret.") % {"code": code}
        return refused(request, [Refusal("no_such_card", message)], None)


class OpenByIdentity(StaffView):
    """The person showed who they are: open them without a card, and log how."""

    def post(self, request: StaffRequest) -> HttpResponse:
        chosen = request.POST.get("patron", "")
        card = Card.objects.select_related("patron").filter(
            patron_id=int(chosen) if chosen.isdecimal() else 0, is_active=True
        )
        newest = card.order_by("-issued_at", "-pk").first()
        if newest is None:
            message = _("Låntagaren har inget giltigt kort. Ge ett nytt kort på låntagarens sida.")
            return refused(request, [Refusal("no_card", message)], borrower_of_page(request))
        return receive(request, newest, "id_seen")


class Represent(StaffView):
    """Somebody else fetches for the borrower, or no longer does: hide or show what else stands on the card."""

    def post(self, request: StaffRequest) -> HttpResponse:
        borrower = borrower_of_page(request)
        if borrower is None:
            return ask_who(request)
        turned = Borrower(borrower.patron_id, borrower.card, borrower.since, not borrower.is_represented)
        at_desk.keep(request, turned)
        says = _("Ombud hämtar och lånar") if turned.is_represented else _("Låntagaren är här själv")
        do = _("Tidigare lån, reservationer och avgifter visas inte.") if turned.is_represented else ""
        context = with_band(request, Band("plain", "users", says, do)) | borrower_context(request, turned)
        return answered(request, PAGE, "staff/answers/borrower.html", context, lambda: page_context(request, turned))


class QuickAdd(StaffView):
    """Lend a book that is in nobody's catalogue, and mend it when it is back."""

    def post(self, request: StaffRequest) -> HttpResponse:
        borrower = borrower_of_page(request)
        if borrower is None:
            return ask_who(request)
        given = {name: request.POST.get(name, "").strip() for name in ("barcode", "title", "media_type")}
        try:
            loan = lend_unregistered(
                **given,
                card=borrower.card,
                occasion=occasion_of(request),
                override=frozenset(request.POST.getlist("override")),
            )
        except Refused as no:
            return refused(request, no.refusals, borrower, barcode=given["barcode"], path=QUICK_ADD, fields=given)
        context = with_band(request, lent(loan)) | {"loan": loan} | borrower.counts()
        return answered(request, PAGE, "staff/answers/lent.html", context, lambda: page_context(request, borrower))


class RenewAtDesk(StaffView):
    """The scanned book is theirs already: keep it longer instead."""

    def post(self, request: StaffRequest) -> HttpResponse:
        borrower = borrower_of_page(request)
        if borrower is None:
            return ask_who(request)
        loan_id = request.POST.get("loan", "")
        override = frozenset(request.POST.getlist("override"))
        try:
            kept = renew(int(loan_id) if loan_id.isdecimal() else 0, occasion=occasion_of(request), override=override)
        except RenewRefused as no:
            return refused(request, no.refusals, borrower, path=RENEW, fields={"loan": loan_id})
        context = with_band(request, renewed(kept))
        return answered(request, PAGE, "staff/answers/renewed.html", context, lambda: page_context(request, borrower))


class FinishLending(StaffView):
    """Done with this borrower: forget them, and offer the receipt."""

    def post(self, request: StaffRequest) -> HttpResponse:
        borrower = borrower_of_page(request) or borrower_of_session(request)
        loans = borrower.loans() if borrower else []
        finish(occasion_of(request))
        at_desk.hide(request)
        request.session[RECEIPT] = {"kind": "loans", "ids": [loan.pk for loan in loans]}
        says = _("Klart: %(n)s lån") % {"n": len(loans)} if loans else _("Klart")
        band = Band(
            "plain",
            "check",
            says,
            _("Skanna nästa lånekort."),
            sound="shelf",
            slip="lanekvitto/senast" if loans else "",
        )
        context = with_band(request, band) | {"prints_itself": False} | borrower_context(request, None)
        return answered(request, PAGE, "staff/answers/borrower.html", context, lambda: page_context(request, None))


def choose_among(request: StaffRequest, typed: str, borrower: Borrower | None) -> HttpResponse:
    """Typed instead of scanned: show who it may be; each is opened by a seen proof of identity."""
    found = candidates(request, typed)
    if not found.patrons:
        return refused(request, [Refusal("nobody_found", _("Ingen låntagare hittades."))], borrower)
    context = {"found": found, "searched": typed}
    return answered(request, PAGE, "staff/answers/candidates.html", context, lambda: page_context(request, borrower))


def refused(
    request: StaffRequest,
    refusals: Any,
    borrower: Borrower | None,
    *,
    barcode: str = "",
    path: str = LEND,
    fields: dict[str, str] | None = None,
) -> HttpResponse:
    """All reasons at once, the buttons that permissions open, and what else may be done instead.

    `path` and `fields` are what was tried, to be tried again with an override.
    """
    codes = {refusal.code for refusal in refusals}
    may_be_opened = any(refusal.permission for refusal in refusals)
    whose = {"borrower": borrower.signed_for(request) if borrower else ""}
    context: dict[str, Any] = {
        "refusals": refusals,
        "permissions": request.permissions,
        "overridden": request.POST.getlist("override"),
        "action": f"/personal/{path}" if may_be_opened else "",
        "fields": whose | (fields or {"barcode": barcode}),
        "verb": _("Låna om ändå") if path == RENEW else "",
        "barcode": barcode,
        "title": _title_of(barcode),
        "own_fields": whose,
    }
    if "already_theirs" in codes and borrower:
        context["own_loan"] = Loan.objects.filter(
            item__barcode=barcode, patron_id=borrower.patron_id, checked_in_at__isnull=True
        ).first()
    if borrower and ("no_such_item" in codes or (path == QUICK_ADD and not may_be_opened)):
        context |= {"offers_quick_add": True, "given": fields or {}, "media_types": media_types()}
    return answered(
        request,
        PAGE,
        "staff/answers/refused.html",
        context,
        lambda: page_context(request, borrower),
        status=REFUSED,
    )


def _title_of(barcode: str) -> str:
    found = Item.objects.filter(barcode=barcode) if barcode else Item.objects.none()
    return found.values_list("record__title", flat=True).first() or ""
