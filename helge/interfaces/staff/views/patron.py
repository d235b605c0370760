"""The page about one patron, and what is done there: pay, new card, PIN, block, renew."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from helge.circulation.commands.renew import NotRenewed, Renewed, RenewRefused, renew, renew_all
from helge.circulation.models import Loan
from helge.consortium.occasion import Occasion
from helge.fees.commands.pay import pay
from helge.foundation.money import kronor
from helge.foundation.refusals import Refused
from helge.interfaces.staff import opening
from helge.interfaces.staff.access import StaffRequest
from helge.interfaces.staff.answering import REFUSED
from helge.interfaces.staff.forms import tell_refusals
from helge.interfaces.staff.occasions import occasion_of
from helge.interfaces.staff.patron_page import FORMS, LoanRow, OpenedView, patron_page, refusal_words
from helge.interfaces.ui.formats import short_date
from helge.patrons.commands.block_patron import block_patron, unblock_patron
from helge.patrons.commands.replace_card import block_card, replace_card
from helge.patrons.commands.reset_pin import reset_pin
from helge.patrons.models import Block


class PatronPage(OpenedView):
    def get(self, request: StaffRequest, patron_id: int) -> HttpResponse:
        return patron_page(request, patron_id)


class Deed(OpenedView):
    """A folded form of the page: what is wrong is told at its field, what was done in a sentence on top."""

    key = ""

    def post(self, request: StaffRequest, patron_id: int) -> HttpResponse:
        form = FORMS[self.key](request.POST, auto_id=f"{self.key}-%s")
        if form.is_valid():
            try:
                messages.success(request, self.do(patron_id, form.cleaned_data, occasion_of(request)))
            except Refused as no:
                tell_refusals(form, no.refusals)
            else:
                return back_to(patron_id)
        return patron_page(request, patron_id, wrong={self.key: form}, status=REFUSED)

    def do(self, patron_id: int, given: dict[str, Any], occasion: Occasion) -> str:
        """Run the command and say what was done. Raises Refused."""
        raise NotImplementedError


class Pay(Deed):
    key = "betala"

    def do(self, patron_id: int, given: dict[str, Any], occasion: Occasion) -> str:
        paid = pay(patron_id, given["amount"], given["method"], occasion=occasion)
        return _("Betalt: %(kr)s. Kvittot finns under Avgifter.") % {"kr": kronor(paid.amount_ore)}


class ResetPin(Deed):
    key = "pin"

    def do(self, patron_id: int, given: dict[str, Any], occasion: Occasion) -> str:
        reset_pin(patron_id, given["pin"], occasion=occasion)
        return _("PIN-koden är bytt.")


class NewCard(Deed):
    key = "nytt-kort"

    def do(self, patron_id: int, given: dict[str, Any], occasion: Occasion) -> str:
        replace_card(patron_id, given["reason"], number=given["card_number"], occasion=occasion)
        return _("Det nya kortet gäller nu, och det gamla är spärrat.")


class BlockPatron(Deed):
    key = "sparra"

    def do(self, patron_id: int, given: dict[str, Any], occasion: Occasion) -> str:
        block_patron(patron_id, given["reason"], to_date=given["to_date"], occasion=occasion)
        return _("Låntagaren är spärrad.")


class ShowProtected(OpenedView):
    """What protection hides, for ten minutes, to those who may see it and say why."""

    def post(self, request: StaffRequest, patron_id: int) -> HttpResponse:
        form = FORMS["skyddade"](request.POST, auto_id="skyddade-%s")
        if form.is_valid():
            try:
                opening.show_protected(request, patron_id, form.cleaned_data["reason"])
            except Refused as no:
                tell_refusals(form, no.refusals)
            else:
                return back_to(patron_id)
        return patron_page(request, patron_id, wrong={"skyddade": form}, status=REFUSED)


class BlockCard(OpenedView):
    """A lost card stops at once; a new one can be given later."""

    def post(self, request: StaffRequest, patron_id: int) -> HttpResponse:
        try:
            blocked = block_card(patron_id, "lost", occasion=occasion_of(request))
        except Refused as no:
            messages.warning(request, refusal_words(no.refusals))
        else:
            words = _("Kortet är spärrat.") if blocked else _("Det fanns inget giltigt kort att spärra.")
            messages.success(request, words)
        return back_to(patron_id)


class Unblock(OpenedView):
    def post(self, request: StaffRequest, patron_id: int, block_id: int) -> HttpResponse:
        if Block.objects.filter(pk=block_id, patron_id=patron_id).exists():
            try:
                unblock_patron(block_id, occasion=occasion_of(request))
            except Refused as no:
                messages.warning(request, refusal_words(no.refusals))
            else:
                messages.success(request, _("Spärren är borttagen."))
        return back_to(patron_id)


class Renew(OpenedView):
    """One loan or all of them; each row tells its own answer (requirement 43)."""

    def post(self, request: StaffRequest, patron_id: int) -> HttpResponse:
        occasion = occasion_of(request)
        if "all" in request.POST:
            answers = renew_all(patron_id, occasion=occasion)
        else:
            answers = [self._renew_one(request, patron_id, occasion)]
        told = {answer.loan_id: _row(answer, request.permissions) for answer in answers}
        is_whole = all(isinstance(answer, Renewed) for answer in answers)
        return patron_page(request, patron_id, told=told, status=200 if is_whole else REFUSED)

    def _renew_one(self, request: StaffRequest, patron_id: int, occasion: Occasion) -> Renewed | NotRenewed:
        asked = request.POST.get("loan", "")
        loan = Loan.objects.filter(
            pk=int(asked) if asked.isdecimal() else 0, patron_id=patron_id, checked_in_at__isnull=True
        ).first()
        try:
            return renew(
                loan.pk if loan else 0, occasion=occasion, override=frozenset(request.POST.getlist("override"))
            )
        except RenewRefused as no:
            return NotRenewed(loan.pk if loan else 0, "", occasion.today, no.refusals)


def _row(answer: Renewed | NotRenewed, permissions: frozenset[str]) -> LoanRow:
    """What a row says of its renewal; its loan is read anew by the page."""
    if isinstance(answer, Renewed):
        return LoanRow(Loan(), "", _("Omlånad till %(day)s") % {"day": short_date(answer.due_date)})
    may_override = all(refusal.permission in permissions for refusal in answer.refusals)
    return LoanRow(Loan(), "", "", answer.refusals, may_override)


def back_to(patron_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("staff:patron", args=[patron_id]))
