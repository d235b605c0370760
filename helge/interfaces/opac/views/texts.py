"""Pages that explain: the rules, personal data, accessibility. What can be taken from data is."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from helge.consortium import queries as consortium
from helge.interfaces.opac import occasions
from helge.interfaces.opac.pages import look_at_the_clocks, show
from helge.interfaces.opac.retention_words import explained
from helge.interfaces.opac.rules_page import categories, rules_page
from helge.interfaces.opac.visitors import my_library
from helge.stewardship.retention import retention_table


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The rules in force today for one kind of patron in one municipality; nonsense in the address is left out."""
    look_at_the_clocks()
    day, mine = occasions.today(), my_library(request)
    municipalities = {
        each.municipality: each.municipality_id for each in consortium.libraries().values() if each.in_service(day)
    }
    kinds = categories()
    category = request.GET.get("kategori", "")
    if category not in {code for code, _name in kinds}:
        category = kinds[0][0] if kinds else ""
    wanted = request.GET.get("kommun", mine.municipality if mine else "")
    municipality_id = municipalities.get(wanted, 0)
    return show(
        request,
        "rules.html",
        {
            "rules": rules_page(day, category=category, municipality_id=municipality_id),
            "day": day,
            "categories": kinds,
            "category": category,
            "municipalities": sorted(municipalities),
            "municipality": wanted if municipality_id else "",
        },
    )


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, how long and why: the retention table, said plainly."""
    return show(request, "privacy.html", {"kept": explained(retention_table()), "contact": settings.MAIL_FROM})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return show(request, "accessibility.html", {"contact": settings.MAIL_FROM})
