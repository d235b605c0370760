"""What a visitor asks the catalogue for: read from the address, written back to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from .parsing import LONGEST_TEXT

SORTS = ("relevance", "newest", "title", "author", "year", "oldest", "popular")
FACETS = ("media_type", "language", "audience", "fiction", "municipality", "library", "available", "decade")
MOST_CHOICES = 40  # of one facet; an address may hold thousands
LAST_PAGE = 500

# What stands in the address; Swedish, as the rest of it.
_IN_ADDRESS = {
    "words": "q",
    "media_type": "typ",
    "language": "sprak",
    "audience": "malgrupp",
    "fiction": "slag",
    "municipality": "kommun",
    "library": "bibliotek",
    "available": "inne",
    "decade": "artionde",
    "year_from": "fran",
    "year_to": "till",
    "sort": "ordning",
    "page": "sida",
}


@dataclass(frozen=True)
class CatalogueQuery:
    """Words and choices. Choices within one facet widen (book or audiobook), facets narrow each other.

    `available` holds codes of libraries where a copy is in now, "*" for anywhere. `fiction` holds "yes" and "no".
    `decade` holds first years ("1990"). An empty `sort` is the best one: relevance for words, else the newest.
    """

    words: str = ""
    media_type: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    fiction: tuple[str, ...] = ()
    municipality: tuple[str, ...] = ()
    library: tuple[str, ...] = ()
    available: tuple[str, ...] = ()
    decade: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    sort: str = ""
    page: int = 1

    @classmethod
    def from_url(cls, params: Mapping[str, Any]) -> "CatalogueQuery":
        """Keep what we understand and drop the rest: a mistyped link still gives a search."""
        told: dict[str, Any] = {}
        for name, key in _IN_ADDRESS.items():
            values = [value for raw in _values(params, key) if (value := _clean(raw))]
            if not values:
                continue
            if name in FACETS:
                told[name] = tuple(dict.fromkeys(value for value in values if len(value) <= 60))[:MOST_CHOICES]
            elif name in {"year_from", "year_to", "page"}:
                number = _small_number(values[-1])
                told |= {name: number} if number else {}
            else:
                told[name] = values[-1]
        if told.get("sort") not in SORTS:
            told.pop("sort", None)
        told["page"] = min(told.get("page", 1), LAST_PAGE)
        return cls(**told)

    def narrowed(self, **choice: str) -> "CatalogueQuery":
        """With one more choice in a facet: `query.narrowed(language="swe")`. Back to the first page."""
        added: dict[str, Any] = {
            name: (*(old for old in getattr(self, name) if old != value), value) for name, value in choice.items()
        }
        return replace(self, **added, page=1)

    def without(self, facet: str, value: str | None = None) -> "CatalogueQuery":
        """Without one choice of a facet, or without all of them; also "words", "year_from", "year_to" and "sort"."""
        unchosen: dict[str, Any] = {field.name: field.default for field in fields(self)}
        left = unchosen[facet]
        if facet in FACETS and value is not None:
            left = tuple(old for old in getattr(self, facet) if old != value)
        changed: dict[str, Any] = {facet: left, "page": 1}
        return replace(self, **changed)

    def toggled(self, facet: str, value: str) -> "CatalogueQuery":
        """What a tick box in a facet leads to."""
        return self.without(facet, value) if value in getattr(self, facet) else self.narrowed(**{facet: value})

    def with_words(self, words: str) -> "CatalogueQuery":
        return replace(self, words=words, page=1)

    def sorted_by(self, sort: str) -> "CatalogueQuery":
        return replace(self, sort=sort if sort in SORTS else "", page=1)

    def at_page(self, page: int) -> "CatalogueQuery":
        return replace(self, page=min(max(page, 1), LAST_PAGE))

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """All chosen (facet, value), in the order of the facets."""
        return tuple((facet, value) for facet in FACETS for value in getattr(self, facet))

    @property
    def is_filtered(self) -> bool:
        return bool(self.choices) or self.year_from is not None or self.year_to is not None

    @property
    def order(self) -> str:
        """The sort in force."""
        if self.sort == "relevance" and not self.words:
            return "newest"
        return self.sort or ("relevance" if self.words else "newest")

    def to_url(self) -> str:
        """The address's query string, without what is empty or goes without saying."""
        pairs: list[tuple[str, str]] = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value == field.default:
                continue
            values: Iterable[Any] = value if isinstance(value, tuple) else (value,)
            pairs += [(_IN_ADDRESS[field.name], str(each)) for each in values]
        return urlencode(pairs)


def address_key(name: str) -> str:
    """The name in addresses and forms of a part of the query: address_key("language") is "sprak"."""
    return _IN_ADDRESS[name]


def _values(params: Mapping[str, Any], key: str) -> list[Any]:
    """All values of a repeated parameter; works for Django's QueryDict and for plain dictionaries."""
    getlist = getattr(params, "getlist", None)
    if getlist is not None:
        return list(getlist(key))
    value = params.get(key, ())
    return list(value) if isinstance(value, list | tuple) else [value]


def _clean(raw: Any) -> str:
    """Text that can be shown, sent to the engine and written into an address again."""
    whole = str(raw)[: LONGEST_TEXT * 2].encode("utf-8", "ignore").decode("utf-8")
    return " ".join("".join(sign if sign.isprintable() else " " for sign in whole).split())[:LONGEST_TEXT].strip()


def _small_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:5]) <= 9999 and len(text) <= 4 else None
