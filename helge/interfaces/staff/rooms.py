"""What the rooms behind the desk share: one page, one address, and the verbs that its forms may ask for.

A form posts `do=<verb>` or `do=<verb> <id>` to the page's own address. The verb is looked up in the view's `verbs`,
which name the method and the permission it needs; a refusal becomes a message and leads back to the page.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from helge.consortium.occasion import Occasion
from helge.foundation.refusals import Refused
from helge.interfaces.staff.access import StaffView
from helge.interfaces.staff.occasions import occasion_of


class Verb(NamedTuple):
    """`method` of the view, and the permission without which it is not called; blank is open to all staff."""

    method: str
    needs: str = ""


class RoomView(StaffView):
    """A page with verbs. `section` lights the menu, `template` draws, `context` says what is shown.

    A verb's method takes the id that stood after its name ("" when none) and returns a sentence to show, or an answer
    of its own.
    """

    section = ""
    template = ""
    verbs: Mapping[str, Verb] = {}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = super().dispatch(request, *args, **kwargs)
        # A shared computer's back button must show nothing of the one who has logged out.
        answer["Cache-Control"] = "no-store"
        return answer

    def find(self, **kwargs: Any) -> None:
        """Fetch what the address names, once it is clear who asks. Raises Http404."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.find(**kwargs)
        return self.page()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        self.find(**kwargs)
        name, _space, which = request.POST.get("do", "").partition(" ")
        verb = self.verbs.get(name)
        if verb is None:
            messages.error(request, _("Det gick inte att förstå vad som skulle göras. Inget har ändrats."))
            return self.back()
        if verb.needs and verb.needs not in self.request.permissions:
            messages.error(request, _("Din roll får inte göra detta här. Inget har ändrats."))
            return self.back()
        try:
            answer = getattr(self, verb.method)(which)
        except Refused as no:
            for refusal in no.refusals:
                messages.error(request, str(refusal.message))
            return self.back()
        if isinstance(answer, HttpResponseBase):
            return answer
        if answer:
            messages.success(request, answer)
        return self.back()

    def context(self) -> dict[str, Any]:
        return {}

    def page(self, status: int = 200, **more: Any) -> HttpResponse:
        """Draw the page; 422 when a form came back with something to mend."""
        shown = {"section": self.section, **self.context(), **more}
        return render(self.request, self.template, shown, status=status)

    def back(self) -> HttpResponse:
        """To the same page again, so that reloading it sends nothing twice."""
        return HttpResponseRedirect(self.request.get_full_path(), status=303)

    def on_to(self, name: str, *args: Any, said: str = "") -> HttpResponse:
        """To another page of this door, with a sentence about what was done."""
        if said:
            messages.success(self.request, said)
        address = reverse(f"staff:{name}", args=args)
        if self.request.headers.get("HX-Request") and address != self.request.path:
            # Swapping the work alone would leave the heading and the address of the page one came from.
            return HttpResponseClientRedirect(address)
        return HttpResponseRedirect(address, status=303)

    def occasion(self) -> Occasion:
        return occasion_of(self.request)

    def may(self, permission: str) -> bool:
        return permission in self.request.permissions


def number(text: str | None) -> int | None:
    """A row's number from a form or an address; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 18 else None


def numbers(texts: list[str]) -> list[int]:
    """The row numbers among what a form sent."""
    return [found for text in texts if (found := number(text)) is not None]
