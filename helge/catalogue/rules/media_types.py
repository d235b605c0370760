"""Which media type a record describes: leader, 007, 008, 33x, and the words of cataloguers where codes are missing.

The codes are those of `inventory.MediaType`. A medium that nothing tells of is `unknown`, never a guess.
"""

import re
from dataclasses import dataclass

from helge.catalogue.marc import Fields

BOOK, AUDIOBOOK, TALKING_BOOK, MUSIC, FILM = "book", "audiobook", "talking_book", "music", "film"
DOCUMENTARY, GAME, MAGAZINE, NEWSPAPER = "documentary", "game", "magazine", "newspaper"
SHEET_MUSIC, MAP, LANGUAGE_COURSE, KIT, OTHER, UNKNOWN = (
    "sheet_music",
    "map",
    "language_course",
    "kit",
    "other",
    "unknown",
)

MEDIA_TYPES = (
    BOOK, AUDIOBOOK, TALKING_BOOK, MUSIC, FILM, DOCUMENTARY, GAME, MAGAZINE, NEWSPAPER,
    SHEET_MUSIC, MAP, LANGUAGE_COURSE, KIT, OTHER, UNKNOWN,
)  # fmt: skip


@dataclass(frozen=True)
class Coding:
    """How a medium is coded in a new record: leader/06-07, 007, content (336), carrier (338), a genre to tell it by."""

    leader: str
    physical: str = ""
    content: str = ""
    carrier: str = ""
    genre: str = ""


CODINGS = {
    BOOK: Coding("am", content="txt", carrier="nc"),
    AUDIOBOOK: Coding("im", "sd f", "spw", "sd", "Ljudböcker"),
    TALKING_BOOK: Coding("im", "sd f", "spw", "sd", "Talböcker"),
    MUSIC: Coding("jm", "sd f", "prm", "sd"),
    FILM: Coding("gm", "vd cv", "tdi", "vd"),
    DOCUMENTARY: Coding("gm", "vd cv", "tdi", "vd", "Dokumentärfilm"),
    GAME: Coding("mm", "co cg", "cop", "cd", "Datorspel"),
    MAGAZINE: Coding("as", content="txt", carrier="nc"),
    NEWSPAPER: Coding("as", content="txt", carrier="nc", genre="Dagstidningar"),
    SHEET_MUSIC: Coding("cm", content="ntm", carrier="nc"),
    MAP: Coding("em", content="cri", carrier="nc"),
    LANGUAGE_COURSE: Coding("im", "sd f", "spw", "sd", "Språkkurser"),
    KIT: Coding("om"),
    OTHER: Coding("rm"),
    UNKNOWN: Coding("  "),
}

_LANGUAGE_COURSE = re.compile(r"språkkurs|språkinlärning \(läromedel\)|language course", re.IGNORECASE)
_TALKING_BOOK = re.compile(r"\btalb(?:ok|öcker)|\bdaisy\b|talking book", re.IGNORECASE)
_GAME = re.compile(
    r"(?:dator|data|tv-?|video|bräd|sällskaps|konsol)spel\b|\b(?:video|computer|board) games?\b"
    r"|playstation|nintendo|xbox|\bps[2345]\b",
    re.IGNORECASE,
)
_DOCUMENTARY = re.compile(r"dokumentär|documentar(?:y|ies)|nonfiction films", re.IGNORECASE)
_NEWSPAPER = re.compile(r"dagstidning|newspaper", re.IGNORECASE)

# What 245 $h, 300 and 338 say when leader and 007 are silent; the first that fits decides.
_WORDS_FOR = (
    (TALKING_BOOK, re.compile(r"\btalbok|\bdaisy", re.IGNORECASE)),
    (AUDIOBOOK, re.compile(r"ljudbok|lydbok|audio ?book|talbok|mp3-bok", re.IGNORECASE)),
    (SHEET_MUSIC, re.compile(r"musiktryck|noter\b|partitur|musical score|\bscore\b", re.IGNORECASE)),
    (GAME, re.compile(r"\bspel\b|datorspel|tv-spel|\bgame\b", re.IGNORECASE)),
    (
        FILM,
        re.compile(r"videoupptagning|video ?recording|film|dvd|blu-?ray|vhs|videocassette|videodis[ck]", re.IGNORECASE),
    ),
    (
        MUSIC,
        re.compile(r"musikupptagning|musik-cd|\bsound recording|\bcd\b|ljudupptagning|sound dis[ck]", re.IGNORECASE),
    ),
    (MAP, re.compile(r"\bkart(?:a|or)\b|kartografiskt|\bmaps?\b|cartographic", re.IGNORECASE)),
    (KIT, re.compile(r"\bkombinerat material|\bkit\b", re.IGNORECASE)),
    (
        BOOK,
        re.compile(r"\b(?:s|p|pp|sidor|pages|sivua|seiten|bl)\b\.?|\bvolym|\bbok\b|\bbook\b|\btext\b", re.IGNORECASE),
    ),
)
_CONTENT = {"txt": BOOK, "spw": AUDIOBOOK, "prm": MUSIC, "tdi": FILM, "ntm": SHEET_MUSIC, "cri": MAP, "cop": GAME}


def media_type_of(fields: Fields) -> str:
    """The media type code of a record; `unknown` when neither codes nor words tell."""
    genres = " ".join([*fields.texts("655", "a"), *fields.texts("650", "av"), *fields.texts("653", "a")])
    form = " ".join(
        [*fields.texts("245", "h"), *fields.texts("300", "abe"), *fields.texts("338", "a"), *fields.texts("538", "a")]
    )
    return _refined(_coded(fields, form), fields, f"{genres} {form}")


def _coded(fields: Fields, form: str) -> str:
    """By leader/06; a record without one by 007, 336 and words."""
    match fields.leader[6]:
        case "a" | "t":
            return _of_text(fields)
        case "c" | "d":
            return SHEET_MUSIC
        case "e" | "f":
            return MAP
        case "g":
            return FILM
        case "i":
            return LANGUAGE_COURSE if "j" in fields.control("008")[30:32] else AUDIOBOOK
        case "j":
            return MUSIC
        case "m":
            return _of_computer_file(fields, form)
        case "r":
            return GAME if fields.control("008")[33:34] == "g" else OTHER
        case "o" | "p":
            return KIT
        case "k":
            return OTHER
        case _:
            return _uncoded(fields, form)


def _of_text(fields: Fields) -> str:
    if fields.leader[7] not in "bis":
        return BOOK
    match fields.control("008")[21:22]:
        case "n":
            return NEWSPAPER
        case "m":
            return BOOK  # a series of monographs
        case _:
            return MAGAZINE


def _of_computer_file(fields: Fields, form: str) -> str:
    match fields.control("008")[26:27]:
        case "g":
            return GAME
        case "d" | "e":
            return BOOK  # a document, such as an e-book
        case "h":
            return MUSIC if "musi" in form.lower() else OTHER
        case _:
            return OTHER


def _uncoded(fields: Fields, form: str) -> str:
    for content in fields.texts("336", "b"):
        if content in _CONTENT:
            return _CONTENT[content]
    match fields.control("007")[:1]:
        case "v" | "m":
            return FILM
        case "a" | "d":
            return MAP
        case "q":
            return SHEET_MUSIC
        case "t":
            return BOOK
    return next((media_type for media_type, words in _WORDS_FOR if words.search(form)), UNKNOWN)


def _refined(coded: str, fields: Fields, words: str) -> str:
    """What the codes cannot tell apart, by genre and form."""
    match coded:
        case "audiobook" | "kit" | "book" | "music" if _LANGUAGE_COURSE.search(words) and _has_sound(fields, coded):
            return LANGUAGE_COURSE
        case "audiobook" if _TALKING_BOOK.search(words):
            return TALKING_BOOK
        case "film" if _DOCUMENTARY.search(words):
            return DOCUMENTARY
        case "magazine" if _NEWSPAPER.search(words):
            return NEWSPAPER
        case "other" | "kit" | "film" | "unknown" if _GAME.search(words):
            return GAME
        case _:
            return coded


def _has_sound(fields: Fields, coded: str) -> bool:
    return coded in {AUDIOBOOK, MUSIC, KIT} or any(told.startswith("s") for told in fields.texts("338", "b"))


def is_online(fields: Fields) -> bool:
    """True for what is only reached over the net: such a title has no copies to stand on a shelf."""
    if any(told == "cr" for told in fields.texts("338", "b")) or fields.control("007").startswith("cr"):
        return not any(told in {"nc", "sd", "vd"} for told in fields.texts("338", "b"))
    where = 29 if fields.leader[6] in "efgkor" else 23
    return fields.control("008")[where : where + 1] == "o" or "online resource" in fields.text("300", "a").lower()
