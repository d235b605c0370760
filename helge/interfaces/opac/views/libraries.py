"""Every library: hours now and for the week, closed days, how to get in touch."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from helge.consortium.models import Library
from helge.foundation.swedish import sort_key
from helge.interfaces.opac import occasions
from helge.interfaces.opac.hours import (
    closed_days,
    has_hours,
    library_now,
    public_libraries,
    school_libraries,
    week_of,
)
from helge.interfaces.opac.pages import look_at_the_clocks, show
from helge.interfaces.opac.wording import nearness


@require_safe
def libraries(request: HttpRequest) -> HttpResponse:
    """Libraries by municipality, main library first; schools apart."""
    look_at_the_clocks()
    moment = occasions.here_and_now()
    public = sorted(
        public_libraries(moment.date()),
        key=lambda each: (sort_key(each.municipality), nearness(each, None)[1], sort_key(each.name)),
    )
    schools = sorted(
        school_libraries(moment.date()), key=lambda each: (sort_key(each.municipality), sort_key(each.name))
    )
    return show(
        request,
        "libraries.html",
        {
            "section": "libraries",
            "municipalities": [
                (name, [library_now(each, moment) for each in group])
                for name, group in groupby(public, key=lambda each: each.municipality)
            ],
            "schools": [(name, list(group)) for name, group in groupby(schools, key=lambda each: each.municipality)],
        },
    )


@require_safe
def library(request: HttpRequest, code: str) -> HttpResponse:
    look_at_the_clocks()
    moment = occasions.here_and_now()
    row = Library.objects.select_related("municipality").filter(code=code.upper()).first()
    everyone = {each.code: each for each in (*public_libraries(moment.date()), *school_libraries(moment.date()))}
    facts = everyone.get(row.code) if row else None
    if row is None or facts is None:
        raise Http404
    return show(
        request,
        "library.html",
        {
            "section": "libraries",
            "library": row,
            "now": library_now(facts, moment),
            "has_hours": has_hours(facts, moment.date()),
            "week": week_of(facts, moment.date()),
            "closed_days": closed_days(facts, moment.date()),
        },
    )
