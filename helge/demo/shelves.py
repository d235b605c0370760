"""Where a copy stands and what is on its spine: SAB for most, Dewey and local words where a library uses them."""

from helge.demo.editions import Edition

Place = tuple[str, str]

# Libraries that mark in their own way: Dewey for facts in Sandviken, the genre instead of the class in Hudiksvall.
WITH_DEWEY = ("SAN",)
WITH_GENRES = ("HUD",)
OLD_STOCK_BEFORE = 1950

LANGUAGE_WORDS = {
    "ara": "Arabiska", "fin": "Finska", "eng": "Engelska", "ger": "Tyska", "fre": "Franska", "spa": "Spanska",
    "dan": "Danska", "nor": "Norska", "per": "Persiska", "som": "Somaliska", "tir": "Tigrinska", "kur": "Kurdiska",
    "pol": "Polska", "rus": "Ryska", "ukr": "Ukrainska", "tur": "Turkiska", "tha": "Thailändska", "bos": "Bosniska",
}  # fmt: skip

_SOUND = (("Ljudböcker", ""), ("Film och musik", ""))
_SCREEN = (("Film och musik", ""),)
_BY_MEDIUM: dict[str, tuple[Place, ...]] = {
    "game": (("Spel", ""), *_SCREEN),
    "film": _SCREEN,
    "documentary": _SCREEN,
    "music": _SCREEN,
    "audiobook": _SOUND,
    "talking_book": _SOUND,
    "magazine": (("Tidskrifter", ""),),
    "newspaper": (("Tidskrifter", ""),),
}


def kind_of(edition: Edition) -> str:
    """In what company the edition stands: one word for its part of a library."""
    work = edition.work
    if work.language != "swe":
        return "language"
    if work.file == "crime":
        return "crime"
    if work.form == "easy reader":
        return "easy"
    if edition.shape == "large_print":
        return "large print"
    if work.audience == "child":
        if work.form == "picture book":
            return "picture book"
        return "children's fiction" if work.is_fiction else "children's facts"
    if work.audience == "youth":
        return "teens' fiction" if work.is_fiction else "teens' facts"
    if work.form == "biography" or work.sab.startswith("L"):
        return "biography"
    return "fiction" if work.is_fiction else "facts"


_BY_KIND: dict[str, tuple[Place, ...]] = {
    "language": (("Språk", ""),),
    "crime": (("Deckare", ""),),
    "easy": (("Vuxen", "Lättläst"), ("Vuxen", "Skönlitteratur")),
    "large print": (("Vuxen", "Storstil"), ("Vuxen", "Skönlitteratur")),
    "picture book": (("Barn", "Bilderböcker"), ("Bilderböcker", "")),
    "children's fiction": (("Barn", "Kapitelböcker"), ("Kapitelböcker", "")),
    "children's facts": (("Barn", "Fakta"), ("Fakta", "")),
    "teens' fiction": (("Ungdom", "Skönlitteratur"), ("Skönlitteratur", ""), ("Kapitelböcker", "")),
    "teens' facts": (("Ungdom", "Fakta"), ("Fakta", "")),
    "biography": (("Vuxen", "Biografier"), ("Vuxen", "Fakta")),
    "fiction": (("Vuxen", "Skönlitteratur"), ("Skönlitteratur", "")),
    "facts": (("Vuxen", "Fakta"), ("Fakta", "")),
}
_DEPARTMENT = {"child": "Barn", "youth": "Ungdom", "adult": "Vuxen"}


def place_of(edition: Edition, places: frozenset[Place], *, in_stacks: bool = False) -> Place | None:
    """Department and placement among those the library has; None when it has no shelf for such things."""
    by_medium = _BY_MEDIUM.get(edition.media_type)
    if by_medium:
        return next((place for place in by_medium if place in places), None)
    if in_stacks and ("Magasin", "") in places:
        return ("Magasin", "")
    wanted = (*_BY_KIND[kind_of(edition)], (_DEPARTMENT[edition.work.audience], ""))
    return next((place for place in wanted if place in places), None)


def mark_of(edition: Edition, library_code: str) -> str:
    """The shelf mark on the spine: class or genre, and three letters of author or title."""
    work = edition.work
    letters = _three_letters(work.author or work.title)
    if work.media_type == "game":
        platform = next((word for word in work.subjects if word[:4] in ("Nint", "Play", "Xbox")), "Spel")
        return f"{platform} {letters}"
    if work.media_type in ("magazine", "newspaper"):
        return letters
    if work.media_type in ("film", "documentary", "music") and not work.sab:
        return f"{'Musik' if work.media_type == 'music' else 'Film'} {letters}"
    if work.file == "crime" and edition.media_type == "book" and library_code.startswith(WITH_GENRES):
        return f"Deckare {letters}"
    if library_code.startswith(WITH_DEWEY) and work.ddc and not work.is_fiction:
        return f"{'u' if work.audience != 'adult' else ''}{work.ddc} {letters}"
    known = edition.classification if work.sab else LANGUAGE_WORDS.get(work.language, work.ddc)
    return f"{known} {letters}".strip()


def _three_letters(name: str) -> str:
    """As on spines: "Lindgren, Astrid, 1907-2002" is Lin."""
    letters = "".join(sign for sign in name if sign.isalpha())[:3]
    return letters[:1].upper() + letters[1:].lower()


def is_old_stock(edition: Edition) -> bool:
    """What large libraries keep in the stacks."""
    is_for_adults = edition.work.audience == "adult"
    return is_for_adults and edition.shape == "first" and (edition.year or OLD_STOCK_BEFORE) < OLD_STOCK_BEFORE
