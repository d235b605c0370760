"""The shelves of the start page: real questions to the catalogue, so that each leads on to all its answers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helge.consortium.queries import LibraryFacts
from helge.search.document import IndexDocument
from helge.search.labels import LANGUAGES
from helge.search.queries import search
from helge.search.query import MOST_CHOICES, CatalogueQuery

SHOWN = 7  # one row on a desk
KEPT_SECONDS = 60  # the same shelves for every visitor

_NOT_SHOWN = {"swe", "eng", "mul", "und", "zxx"}  # Swedish and English are most of the other shelves
MANY_LANGUAGES = tuple(code for code in LANGUAGES if code not in _NOT_SHOWN)[:MOST_CHOICES]

SHELVES: tuple[tuple[str, str | Promise, CatalogueQuery], ...] = (
    ("new", _("Nytt i katalogen"), CatalogueQuery(sort="newest")),
    ("children", _("Barn"), CatalogueQuery(audience=("child",), sort="popular")),
    ("youth", _("Unga"), CatalogueQuery(audience=("youth",), sort="popular")),
    ("crime", _("Deckare och spänning"), CatalogueQuery(words="deckare ELLER mord ELLER poliser", sort="popular")),
    ("easy", _("Lättläst"), CatalogueQuery(words="lättläst", sort="popular")),
    ("languages", _("På många språk"), CatalogueQuery(language=MANY_LANGUAGES, sort="newest")),
    ("facts", _("Fakta"), CatalogueQuery(audience=("adult",), fiction=("no",), media_type=("book",), sort="popular")),
    ("screen", _("Film och spel"), CatalogueQuery(media_type=("film", "game"), sort="popular")),
)


@dataclass(frozen=True)
class Shelf:
    """`url` is the query string that shows everything of the shelf."""

    name: str
    label: str
    documents: tuple[IndexDocument, ...]
    url: str


def browsing_shelves() -> list[Shelf]:
    """Every shelf that has something on it."""
    kept = cache.get("opac-shelves")
    if kept is None:
        kept = {name: _titles_of(query) for name, _label, query in SHELVES}
        if any(kept.values()):
            cache.set("opac-shelves", kept, KEPT_SECONDS)
    return [Shelf(name, str(label), kept[name], query.to_url()) for name, label, query in SHELVES if kept[name]]


def in_now_at(library: LibraryFacts) -> Shelf:
    """What stands on the shelf of one library at this moment, what people like first."""
    query = CatalogueQuery(available=(library.code,), sort="popular")
    page = search(query, page_size=SHOWN * 2, facets=False)
    # The index is a second behind; the hit's own copies are read now.
    really_in = (hit.document for hit in page.hits if library.code in hit.now.available)
    return Shelf("in_now", "", _one_of_each_work(really_in), query.to_url())


def _titles_of(query: CatalogueQuery) -> tuple[IndexDocument, ...]:
    return _one_of_each_work(hit.document for hit in search(query, page_size=SHOWN * 2, facets=False).hits)


def _one_of_each_work(documents: Iterable[IndexDocument]) -> tuple[IndexDocument, ...]:
    by_work: dict[int, IndexDocument] = {}
    for document in documents:
        by_work.setdefault(document.work_id, document)
    return tuple(by_work.values())[:SHOWN]
