"""Find a title or an item: by words through the search index, by barcode straight from the database."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from helge.interfaces.staff.media_types import media_type_names
from helge.interfaces.staff.rooms import RoomView
from helge.inventory.models import Item
from helge.inventory.queries import find_items
from helge.search.queries import SearchPage, search
from helge.search.query import CatalogueQuery

PAGE_SIZE = 30


class Titles(RoomView):
    """A scanned barcode leads straight to its item; words give titles, and items that the public cannot find."""

    section = "titles"
    template = "staff/rooms/titles.html"

    def get(self, request: Any, **kwargs: Any) -> HttpResponse:
        words = request.GET.get("q", "").strip()
        items = find_items(words, limit=PAGE_SIZE) if words else []
        if len(items) == 1 and items[0].barcode == "".join(words.split()):
            return self.on_to("item", items[0].pk)
        query = CatalogueQuery.from_url(request.GET)
        page = search(query, page_size=PAGE_SIZE, facets=False) if words else None
        return self.page(
            q=words,
            found=page,
            hidden=only_here(items, page),
            media_types=media_type_names(),
            previous_href=self._page(query, page, -1),
            next_href=self._page(query, page, +1),
        )

    def _page(self, query: CatalogueQuery, page: SearchPage | None, step: int) -> str:
        wanted = page.page + step if page else 0
        if page is None or not 1 <= wanted <= page.pages:
            return ""
        return f"{reverse('staff:titles')}?{query.at_page(wanted).to_url()}"


def only_here(items: list[Item], page: SearchPage | None) -> list[Item]:
    """Items whose titles the index did not give: hidden titles, or everything while there is no index."""
    shown = {hit.record_id for hit in page.hits} if page else set()
    return [item for item in items if item.record_id not in shown]
