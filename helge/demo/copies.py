"""How many copies of each edition there are, and which library owns each: pure, and the same for the same seed.

Much wanted titles have many copies, most have one; a large library owns more than a small one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from helge.demo.chance import between, chance
from helge.demo.editions import Edition
from helge.demo.shelves import Place, is_old_stock, mark_of, place_of

MOST_COPIES = 26

# Inhabitants in thousands, rounded; source: Statistics Sweden. They weigh how much a municipality owns and lends.
INHABITANTS = {
    "Sandviken": 39, "Hudiksvall": 37, "Bollnäs": 26, "Söderhamn": 25, "Ljusdal": 19, "Ovanåker": 12, "Hofors": 9,
    "Nordanstig": 9, "Ockelbo": 6,
}  # fmt: skip
WEIGHT_OF_KIND = {"main": 10.0, "branch": 2.2, "bookmobile": 1.6, "upper_secondary": 2.0, "compulsory": 1.2}

_SHAPE_IS_WANTED = {
    "first": 1.0,
    "new": 0.8,
    "original": 0.35,
    "audiobook": 0.5,
    "talking_book": 0.3,
    "large_print": 0.4,
}
_KIND_IS_WANTED = {"crime": 1.9, "picture_books": 2.0, "children_novels": 1.8, "teen": 1.3, "games": 1.6, "films": 1.1}
_FAVOURITES = {
    "lindgren-pippi": 14.0, "lindgren-": 2.5, "nordqvist-": 2.5, "jansson-": 2.0, "rowling-": 3.0, "widmark-": 2.5,
    "lackberg-": 2.5, "mankell-": 2.0, "backman-": 3.0,
}  # fmt: skip

PRICE_ORE = {
    "film": 39900, "documentary": 39900, "game": 59900, "music": 19900, "audiobook": 32900, "talking_book": 0,
    "magazine": 8900, "newspaper": 0,
}  # fmt: skip


@dataclass(frozen=True)
class Shelving:
    """A library as an owner of copies: its kind, how much it owns, and the places it has."""

    library_id: int
    code: str
    kind: str
    weight: float
    places: frozenset[Place]


@dataclass(frozen=True)
class Copy:
    """One copy to be."""

    number: int
    edition: int
    library_id: int
    department: str
    placement: str
    shelf_mark: str
    loan_kind: str
    price_ore: int | None
    pieces: int
    acquired_date: date


def how_wanted(edition: Edition, seed: int) -> float:
    """How much the public asks for the edition; a few are asked for a hundred times as much as most."""
    work = edition.work
    if edition.shape == "issue":
        return 0.25
    luck = max(chance(seed, work.key, "wanted"), 0.004) ** -0.55
    newness = 1.6 if (edition.year or 0) >= 2018 else 1.0
    favourite = next((factor for key, factor in _FAVOURITES.items() if work.key.startswith(key)), 1.0)
    return luck * newness * favourite * _KIND_IS_WANTED.get(work.file, 1.0) * _SHAPE_IS_WANTED[edition.shape]


def how_many(wanted: Sequence[float], total: int) -> list[int]:
    """Share `total` copies out, at least one each (when there are enough) and at most `MOST_COPIES`; sums exactly."""
    least = 1 if total >= len(wanted) else 0
    spare = float(total - least * len(wanted))
    shared = [0.0] * len(wanted)
    open_to = list(range(len(wanted)))
    while spare > 0.5 and open_to:
        sum_of_weights = sum(wanted[place] for place in open_to)
        given, full = spare, []
        for place in open_to:
            room = MOST_COPIES - least - shared[place]
            share = min(given * wanted[place] / sum_of_weights, room)
            shared[place] += share
            spare -= share
            if share == room:
                full.append(place)
        if not full:
            break
        open_to = [place for place in open_to if place not in set(full)]
    counts, carried = [], 0.0
    for share in shared:
        carried += share
        whole = round(carried)
        counts.append(least + whole)
        carried -= whole
    return counts


def copies(
    editions: Sequence[Edition], libraries: Sequence[Shelving], *, total: int, seed: int, today: date
) -> list[Copy]:
    """Every copy, in order of the editions."""
    found: list[Copy] = []
    for index, (edition, count) in enumerate(
        zip(editions, how_many([how_wanted(edition, seed) for edition in editions], total), strict=True)
    ):
        for library in _owners(edition, libraries, count, seed):
            place = place_of(edition, library.places, in_stacks=is_old_stock(edition) and library.kind == "main")
            assert place is not None  # _owners chose among libraries that have one
            number = len(found) + 1
            found.append(_copy(number, index, edition, library, place, seed, today))
    return found


def _owners(edition: Edition, libraries: Sequence[Shelving], count: int, seed: int) -> list[Shelving]:
    """Libraries drawn by weight, each once before any has a second copy."""
    able = [library for library in libraries if _would_buy(edition, library)]
    name = edition.control_number
    # The smallest of exponentially distributed waits, weighted, is a draw without replacement.
    order = sorted(able, key=lambda one: -(max(chance(seed, name, one.code), 1e-9) ** (1 / one.weight)))
    rounds = -(-count // len(order)) if order else 0
    return (order * rounds)[:count]


def _would_buy(edition: Edition, library: Shelving) -> bool:
    if place_of(edition, library.places) is None:
        return False
    match library.kind:
        case "compulsory":
            return edition.work.audience != "adult" and edition.media_type == "book"
        case "upper_secondary":
            return edition.work.audience != "child" and edition.media_type == "book"
        case _:
            return True


def _copy(number: int, index: int, edition: Edition, library: Shelving, place: Place, seed: int, today: date) -> Copy:
    oldest = max((today - date(edition.year or 1995, 1, 1)).days, 0)
    # Most of the stock is some years old, some is old, and a little came these weeks.
    age = min(int(365 * 25 * chance(seed, number, "age") ** 1.8), oldest)
    kind = "normal"
    if edition.media_type == "newspaper" or (place == ("Magasin", "") and chance(seed, number, "kind") < 0.4):
        kind = "reference"
    elif edition.media_type == "book" and (edition.year or 0) >= today.year - 3 and chance(seed, number, "kind") < 0.1:
        kind = "short"
    has_parts = edition.media_type in ("audiobook", "game") and chance(seed, number, "pieces") < 0.2
    return Copy(
        number=number,
        edition=index,
        library_id=library.library_id,
        department=place[0],
        placement=place[1],
        shelf_mark=mark_of(edition, library.code),
        loan_kind=kind,
        price_ore=PRICE_ORE.get(edition.media_type, 24900) or None,
        pieces=between(2, 4, seed, number, "parts") if has_parts else 1,
        acquired_date=today - timedelta(days=age),
    )
