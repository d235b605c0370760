"""See to it that the media types that records can have are there: an import may be the first to need one."""

from helge.catalogue.rules.media_types import MEDIA_TYPES
from helge.inventory.models import MediaType

# Code: name in Swedish and in English, in the order that lists show them.
NAMES = {
    "book": ("Bok", "Book"),
    "audiobook": ("Ljudbok", "Audiobook"),
    "talking_book": ("Talbok", "Talking book"),
    "music": ("Musik", "Music"),
    "film": ("Film", "Film"),
    "documentary": ("Dokumentärfilm", "Documentary film"),
    "game": ("Spel", "Game"),
    "magazine": ("Tidskrift", "Magazine"),
    "newspaper": ("Dagstidning", "Newspaper"),
    "sheet_music": ("Noter", "Sheet music"),
    "map": ("Karta", "Map"),
    "language_course": ("Språkkurs", "Language course"),
    "kit": ("Paket", "Kit"),
    "other": ("Annat", "Other"),
    "unknown": ("Okänd medietyp", "Unknown media type"),
}


def ensure_media_types() -> None:
    """Add those that are missing; what is there keeps its names and order."""
    MediaType.objects.bulk_create(
        [
            MediaType(code=code, name_sv=NAMES[code][0], name_en=NAMES[code][1], rank=10 * place)
            for place, code in enumerate(MEDIA_TYPES, start=1)
        ],
        ignore_conflicts=True,
    )
