"""What every page of the public web is drawn with."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control

from helge.consortium import queries as consortium
from helge.policies import queries as policies

from . import kept_forms
from .visitors import my_library, patron_of


def show(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Draw a page in the frame of the public web."""
    mine, patron = my_library(request), patron_of(request)
    frame = {
        "my_library": mine.code if mine else "",
        "my_library_facts": mine,
        "patron": patron,
        "whose": kept_forms.mark_of(patron) if patron else "",
        "suggest_url": reverse("opac:suggest"),
    }
    answer = render(request, f"opac/{template}", frame | context, status=status)
    if patron is not None:
        # Also a title says whether it is mine: nothing that a logged-in person saw stays in a shared computer.
        patch_cache_control(answer, private=True, no_store=True)
    return answer


def look_at_the_clocks() -> None:
    """Hours and rules may have changed since this process last looked; asked by pages that show them."""
    consortium.refresh_if_moved()
    policies.refresh_if_moved()
