"""The list of hits, and what completes a beginning."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from helge.consortium import queries as consortium
from helge.interfaces.opac.pages import show
from helge.interfaces.opac.visitors import my_library
from helge.interfaces.opac.wording import where_it_is
from helge.search.labels import language_name, value_labels
from helge.search.queries import Facet, FacetChoice, Hit, SearchPage, search, suggest
from helge.search.query import SORTS, CatalogueQuery

ALWAYS_OPEN = {"available", "media_type", "language", "audience"}
SHOWN_CHOICES = 8  # of one facet before "show more"


@dataclass(frozen=True)
class Row:
    """One hit as the list shows it."""

    hit: Hit
    kind: str
    language: str
    voice: str
    where: str

    @property
    def may_reserve(self) -> bool:
        return self.hit.now.copies > 0


@dataclass(frozen=True)
class FacetBox:
    """A facet with its first choices in sight and the rest behind "show more"."""

    facet: Facet
    first: tuple[FacetChoice, ...]
    more: tuple[FacetChoice, ...]
    is_open: bool


@gzip_page
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What the address asks for. Nonsense in it is left out; a page past the end is the last page."""
    query = CatalogueQuery.from_url(request.GET)
    page = search(query)
    return show(
        request,
        "results.html",
        {
            "section": "search",
            "q": query.words,
            "query": query,
            "page": page,
            "rows": _rows(request, page),
            "facets": [_box(facet, request) for facet in page.facets if facet.choices],
            "sorts": _sorts(),
            "clear_url": _address(CatalogueQuery(words=query.words, sort=query.sort)),
            "previous_href": _address(query.at_page(page.page - 1)) if page.page > 1 else "",
            "next_href": _address(query.at_page(page.page + 1)) if page.page < page.pages else "",
        },
    )


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """What the beginning in `q` may become, for the search box; what was typed is kept nowhere."""
    kinds = {"title": _("titel"), "person": _("person"), "subject": _("ämne"), "series": _("serie")}
    found = suggest(request.GET.get("q", "")[:100])
    answer = JsonResponse(
        {
            "suggestions": [
                {"text": each.text, "kind": kinds.get(each.kind, ""), "url": _address(CatalogueQuery(words=each.text))}
                for each in found
            ]
        }
    )
    answer["Cache-Control"] = "private, max-age=30"
    return answer


def _rows(request: HttpRequest, page: SearchPage) -> list[Row]:
    names = {facts.code: facts for facts in consortium.libraries().values()}
    kinds, mine = value_labels("media_type"), my_library(request)
    rows = []
    for hit in page.hits:
        voice, where = where_it_is(hit, names, mine)
        languages = [language_name(code) for code in hit.document.languages if code not in {"swe", "und", "zxx"}]
        rows.append(
            Row(hit, kinds.get(hit.document.media_type, hit.document.media_type), ", ".join(languages), voice, where)
        )
    return rows


def _box(facet: Facet, request: HttpRequest) -> FacetBox:
    """My library comes first where libraries are chosen among; what is chosen is always in sight."""
    mine = my_library(request)
    own = [choice for choice in facet.choices if mine and choice.value in {mine.code, mine.municipality}]
    ordered = [*own, *(choice for choice in facet.choices if choice not in own)]
    first = [choice for place, choice in enumerate(ordered) if place < SHOWN_CHOICES or choice.is_chosen]
    more = [choice for choice in ordered if choice not in first]
    return FacetBox(facet, tuple(first), tuple(more), facet.name in ALWAYS_OPEN or bool(facet.chosen))


def _sorts() -> list[tuple[str, str]]:
    words: dict[str, Any] = {
        "relevance": _("bäst träff"),
        "newest": _("nyast i katalogen"),
        "popular": _("mest efterfrågad"),
        "title": _("titel"),
        "author": _("författare"),
        "year": _("utgivningsår, nyast"),
        "oldest": _("utgivningsår, äldst"),
    }
    return [(sort, words[sort]) for sort in SORTS]


def _address(query: CatalogueQuery) -> str:
    return f"{reverse('opac:results')}?{query.to_url()}"
