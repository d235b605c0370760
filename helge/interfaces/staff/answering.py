"""How a scan is answered: the part of the page for the script, or the whole page where there is none."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from helge.interfaces.staff.access import StaffRequest
from helge.interfaces.staff.bands import Band
from helge.interfaces.staff.slip_choice import slip_choice

REFUSED = 422


def is_partial(request: StaffRequest) -> bool:
    return "HX-Request" in request.headers


def with_band(request: StaffRequest, band: Band) -> dict[str, Any]:
    """The band, and whether its slip prints by itself at this desk."""
    return {
        "band": band,
        "slip_url": f"/personal/utskrift/{band.slip}.pdf" if band.slip else "",
        "prints_itself": slip_choice(request).prints_itself,
    }


def answered(
    request: StaffRequest, page: str, answer: str, context: Mapping[str, Any], whole: Any, *, status: int = 200
) -> HttpResponse:
    """Answer with the template `answer`; without the script with `page` around it, given what `whole()` adds."""
    if is_partial(request):
        return render(request, answer, dict(context), status=status)
    inside = {**whole(), "answer": render_to_string(answer, {**context, "is_whole": True}, request)}
    return render(request, page, inside, status=status)
