"""My pages: what needs me first, loans to renew, reservations, what is owed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from helge.circulation.commands.renew import NotRenewed, Renewed, RenewRefused, renew, renew_all
from helge.circulation.models import Loan
from helge.interfaces.opac import occasions
from helge.interfaces.opac.borrowing import RenewalAnswer, my_page
from helge.interfaces.opac.pages import look_at_the_clocks, show
from helge.interfaces.opac.refusal_words import to_the_patron
from helge.interfaces.opac.visitors import for_patrons
from helge.patrons.models import Patron

ANSWERS = "renewal_answers"
EXPIRES_SOON_DAYS = 30


@require_safe
@for_patrons
def mine(request: HttpRequest, patron: Patron) -> HttpResponse:
    """Everything about the patron on one page. What a renewal answered is shown once."""
    look_at_the_clocks()
    answers = _answers(request.session.pop(ANSWERS, {}))
    page = my_page(patron.pk, occasions.today(), answers)
    renewed = sum(answer.due_date is not None for answer in answers.values())
    return show(
        request,
        "mine.html",
        {
            "section": "mine",
            "mine": page,
            "answered": _sum_up(renewed, len(answers) - renewed) if answers else "",
            "expires_soon": (patron.expires_date - occasions.today()).days <= EXPIRES_SOON_DAYS,
            "has_expired": patron.expires_date < occasions.today(),
        },
    )


@require_POST
@for_patrons
def renew_one(request: HttpRequest, patron: Patron, loan_id: int) -> HttpResponse:
    """Renew one of one's own loans; somebody else's does not exist."""
    if not Loan.objects.filter(pk=loan_id, patron_id=patron.pk, checked_in_at__isnull=True).exists():
        raise Http404
    try:
        renewed = renew(loan_id, occasion=occasions.web_occasion(patron))
        answer: dict[str, Any] = {"due": renewed.due_date.isoformat(), "why_not": []}
    except RenewRefused as no:
        answer = {"due": None, "why_not": to_the_patron(no.refusals)}
    request.session[ANSWERS] = {str(loan_id): answer}
    return HttpResponseRedirect(reverse("opac:mine") + "#lan")


@require_POST
@for_patrons
def renew_every(request: HttpRequest, patron: Patron) -> HttpResponse:
    """Renew all that can be renewed, with a plain answer per item."""
    answers = renew_all(patron.pk, occasion=occasions.web_occasion(patron))
    request.session[ANSWERS] = {str(answer.loan_id): _kept(answer) for answer in answers}
    if not answers:
        messages.info(request, _("Du har inga lån just nu."))
    return HttpResponseRedirect(reverse("opac:mine") + "#lan")


def _kept(answer: Renewed | NotRenewed) -> dict[str, Any]:
    """What the session holds until the page is drawn: numbers, days and reasons; no titles."""
    if isinstance(answer, Renewed):
        return {"due": answer.due_date.isoformat(), "why_not": []}
    return {"due": None, "why_not": to_the_patron(answer.refusals)}


def _answers(kept: dict[str, Any]) -> dict[int, RenewalAnswer]:
    return {
        int(loan_id): RenewalAnswer(parse_date(answer["due"]) if answer["due"] else None, tuple(answer["why_not"]))
        for loan_id, answer in kept.items()
    }


def _sum_up(renewed: int, refused: int) -> str:
    done = ngettext("%(count)d lån är omlånat.", "%(count)d lån är omlånade.", renewed) % {"count": renewed}
    if not refused:
        return done
    left = ngettext("%(count)d lån gick inte att låna om.", "%(count)d lån gick inte att låna om.", refused)
    return " ".join(part for part in (done if renewed else "", left % {"count": refused}) if part)
