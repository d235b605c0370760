"""The start page, and the choice of "my library"."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from helge.consortium import queries as consortium
from helge.interfaces.opac import occasions
from helge.interfaces.opac.hours import library_now, public_libraries
from helge.interfaces.opac.pages import look_at_the_clocks, show
from helge.interfaces.opac.shelves import browsing_shelves, in_now_at
from helge.interfaces.opac.visitors import LIBRARY_CHOICE, my_library, way_back


@gzip_page
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """One large search box, what is in at my library, and shelves to browse."""
    look_at_the_clocks()
    mine, moment = my_library(request), occasions.here_and_now()
    libraries = public_libraries(moment.date())
    return show(
        request,
        "start.html",
        {
            "section": "start",
            "hide_search": True,
            "in_now": in_now_at(mine) if mine else None,
            "mine_now": library_now(mine, moment) if mine else None,
            "open_now": sum(library_now(each, moment).is_open for each in libraries),
            "libraries": libraries,
            "shelves": browsing_shelves(),
        },
    )


@require_POST
def choose_library(request: HttpRequest) -> HttpResponse:
    """Remember on this device which library is mine; blank forgets it. Needs no log-in."""
    code = request.POST.get("library", "")
    if code:
        try:
            request.session[LIBRARY_CHOICE] = consortium.library(code).code
        except LookupError:
            pass  # a list from before a library closed: the choice stays as it was
    else:
        request.session.pop(LIBRARY_CHOICE, None)
    return HttpResponseRedirect(way_back(request, reverse("opac:start")))
