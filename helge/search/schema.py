"""The fields of the index, and how a document fills them.

Every area (title, people ...) has two fields: the words exactly as written, with their places, and their tagged forms
(`analysis`). Words arrive ready-made with spaces between, so the engine only cuts at spaces.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain

import tantivy

from helge.foundation.swedish import sort_key

from .analysis import STOP_WORDS, forms, other_writings, plain_letters, words
from .document import IndexDocument
from .names import spoken_name

# One more whenever fields or analysis change: indexes of another version are left and built anew.
SCHEMA_VERSION = 2

START, END = "^", "$"  # around a title in the field `opening`; no word holds these signs
ANYWHERE = "*"  # in the field `available`: at some library
LONGEST_SUGGESTION = 120  # characters
BETWEEN = "\x1f"  # parts what is typed from what is shown in a suggestion

_YEARS_OF_LIFE = re.compile(r"\b[0-9]{3,4}\b")
ENGLISH = frozenset({"eng"})
AUTHORLESS_LAST = "\x7f"  # sorts after every letter
SMALLEST, LARGEST = -(2**31), 2**31 - 1


@dataclass(frozen=True)
class Area:
    """A part of the record with its weight when a word is found there. `name` is the field; `forms` its other one.

    `stems` is how much a stem counts there: Vargas is no wolf, although it has the stem of "vargar".
    """

    name: str
    weight: float
    stems: float = 1.0

    @property
    def forms(self) -> str:
        return f"{self.name}_forms"


TITLE = Area("title", 4.0)
# An author stands before a title that has the name somewhere inside it; a title that begins so gets a bonus anyway.
AUTHOR = Area("author", 4.5, stems=0.4)
PEOPLE = Area("people", 3.0, stems=0.4)  # everybody, the author too
SERIES = Area("series", 2.5)
SUBJECT = Area("subject", 2.0)
SUBTITLE = Area("subtitle", 1.8)
PUBLISHER = Area("publisher", 0.6)
NOTES = Area("notes", 0.5)
AREAS = (TITLE, AUTHOR, PEOPLE, SERIES, SUBJECT, SUBTITLE, PUBLISHER, NOTES)

# Where typing errors are mended and words completed: not in notes, which hold every word there is.
SPELT_AREAS = (TITLE, AUTHOR, PEOPLE, SERIES, SUBJECT, SUBTITLE)

FACET_FIELDS = {
    "media_type": "media_type",
    "language": "language",
    "audience": "audience",
    "fiction": "fiction",
    "municipality": "municipality",
    "library": "library",
    "available": "available",
    "decade": "decade",
}


@cache
def schema() -> tantivy.Schema:
    """The same schema at every opening; `SCHEMA_VERSION` must move with it."""
    build = tantivy.SchemaBuilder()
    build.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    build.add_text_field("key", tokenizer_name="raw", index_option="basic")
    build.add_text_field("source", stored=True, tokenizer_name="raw", index_option="basic")
    for area in AREAS:
        build.add_text_field(area.name, tokenizer_name="whitespace", index_option="position")
        build.add_text_field(area.forms, tokenizer_name="whitespace", index_option="basic")
    build.add_text_field("opening", tokenizer_name="whitespace", index_option="position")
    build.add_text_field("vocabulary", tokenizer_name="whitespace", index_option="basic")
    build.add_text_field("number", tokenizer_name="raw", index_option="basic")
    build.add_text_field("shelf", tokenizer_name="whitespace", index_option="basic")
    build.add_text_field("suggestion", tokenizer_name="raw", index_option="basic")
    for field in FACET_FIELDS.values():
        build.add_text_field(field, tokenizer_name="raw", index_option="basic", fast=True)
    for field in ("title_sort", "author_sort"):
        build.add_text_field(field, tokenizer_name="raw", index_option="basic", fast=True)
    # Signed, all of them: a negative number on an unsigned field stops the writer for good.
    for field in ("year", "by_year", "newest", "popular"):
        build.add_integer_field(field, indexed=field == "year", fast=True)
    build.add_float_field("weight", fast=True)
    return build.build()


def engine_document(document: IndexDocument) -> tantivy.Document:
    """Return the engine's picture of a record."""
    told = tantivy.Document()
    told.add_text("kind", "record")
    told.add_text("key", str(document.record_id))
    told.add_text("source", document.to_json())
    english = not ENGLISH.isdisjoint(document.languages)
    vocabulary: set[str] = set()
    for area, text in _texts(document):
        spoken = words(text)
        others = other_writings(text)
        told.add_text(area.name, " ".join(spoken))
        tagged = set(chain.from_iterable(forms(word, english=english) for word in spoken))
        told.add_text(area.forms, " ".join(sorted(tagged | {f"p:{word}" for word in others})))
        if area in SPELT_AREAS:
            vocabulary.update(spoken, others)
    vocabulary |= {plain_letters(word) for word in vocabulary}
    told.add_text("vocabulary", " ".join(sorted(vocabulary)))
    told.add_text("opening", " ".join(_openings(document.title)))
    for number in document.isbns:
        told.add_text("number", number.replace("-", "").upper())
    told.add_text("shelf", " ".join(shelf_terms(document.classification)))
    for suggestion in _suggestions(document):
        told.add_text("suggestion", suggestion)
    _add_facets(told, document)
    _add_order(told, document)
    return told


def shelf_terms(classification: str) -> list[str]:
    """Return the code and every class above it: "uHce" is found by Hce, Hc and H too. "w:" marks the whole code."""
    code = (classification.lower().split() or [""])[0]
    if not code:
        return []
    # A small u in front says "for children" and is no class of its own.
    without_u = code[1:] if classification[:1] == "u" and classification[1:2].isupper() else code
    above = {whole[:length] for whole in (code, without_u) for length in range(1, len(whole) + 1)}
    return sorted(above | {f"w:{code}", f"w:{without_u}"})


def spelt_texts(document: IndexDocument) -> Iterable[str]:
    """The texts whose words make up the vocabulary."""
    return (text for area, text in _texts(document) if area in SPELT_AREAS)


def _texts(document: IndexDocument) -> tuple[tuple[Area, str], ...]:
    return (
        (TITLE, document.title),
        (AUTHOR, _without_years(document.author)),
        (PEOPLE, " ; ".join(map(_without_years, document.people))),
        (SERIES, document.series),
        (SUBJECT, " ; ".join(document.subjects)),
        (SUBTITLE, document.subtitle),
        (PUBLISHER, document.publisher),
        (NOTES, f"{document.responsibility} {document.notes}"),
    )


def _without_years(heading: str) -> str:
    """The heading's names: who looks for 1984 wants the novel, not everybody born that year."""
    return _YEARS_OF_LIFE.sub("", heading)


ARTICLES = frozenset({"en", "ett", "den", "det", "de", "the", "a", "an", "der", "die", "das", "le", "la", "les"})


def _openings(title: str) -> list[str]:
    """The title between marks, and once more without its article, so that "hobbit" opens The Hobbit."""
    spoken = words(title)
    if not spoken:
        return []
    whole = [START, *spoken, END]
    return [*whole, START, *spoken[1:], END] if len(spoken) > 1 and spoken[0] in ARTICLES else whole


def _suggestions(document: IndexDocument) -> set[str]:
    """What may complete a typed beginning: "t" title, "p" person, "s" subject, "r" series; key, then what is shown."""
    shown = {
        *(("t", document.title, start) for start in _starts(document.title)),
        *(("r", document.series, start) for start in _starts(document.series)[:1]),
        *(("s", subject, start) for subject in document.subjects for start in _starts(subject)[:1]),
        *(
            ("p", spoken_name(heading), " ".join(name))
            for heading in document.people
            for name in (words(spoken_name(heading)), words(heading.split(",")[0]) + words(spoken_name(heading)))
        ),
    }
    return {
        f"{kind}:{typed}{BETWEEN}{text[:LONGEST_SUGGESTION]}"
        for kind, text, start in shown
        if start
        for typed in {start[:LONGEST_SUGGESTION], plain_letters(start)[:LONGEST_SUGGESTION]}
    }


def _starts(text: str) -> list[str]:
    """The text from its beginning, and from each of its next few words worth beginning with."""
    spoken = words(text)
    return [
        " ".join(spoken[place:]) for place in range(min(len(spoken), 5)) if not place or spoken[place] not in STOP_WORDS
    ]


def _add_facets(told: tantivy.Document, document: IndexDocument) -> None:
    chosen: dict[str, Iterable[str]] = {
        "media_type": (document.media_type,),
        "language": document.languages,
        "audience": (document.audience,),
        "fiction": () if document.is_fiction is None else ("yes" if document.is_fiction else "no",),
        "municipality": document.municipalities,
        "library": document.libraries,
        "available": (*document.available_libraries, ANYWHERE) if document.available_libraries else (),
        "decade": () if document.year is None else (str(document.year // 10 * 10),),
    }
    for field, values in chosen.items():
        for value in dict.fromkeys(values):
            if value:
                told.add_text(field, value)


def _add_order(told: tantivy.Document, document: IndexDocument) -> None:
    """What lists are sorted by. The record's number ends each key, so that pages never shift between equals."""
    number = min(max(document.record_id, 0), 2**32 - 1)
    title = document.title_sort or sort_key(document.title)
    author = document.author_sort or sort_key(document.author) or AUTHORLESS_LAST
    told.add_text("title_sort", f"{title} {number:010d}")
    told.add_text("author_sort", f"{author} {title} {number:010d}")
    told.add_integer("newest", _bounded(document.added_date) * 2**32 + number)
    told.add_integer("popular", (2 * max(document.holds, 0) + max(document.copies, 0)) * 2**32 + number)
    if document.year is not None:
        told.add_integer("year", _bounded(document.year))
        told.add_integer("by_year", _bounded(document.year) * 2**32 + number)
    told.add_float("weight", weight(document))


def weight(document: IndexDocument) -> float:
    """What the relevance is multiplied by: 1.0 to 1.5. Wanted and available titles come a little earlier.

    Logarithmic, so that a hundred copies do not beat a better match.
    """
    wanted = math.log2(1 + max(document.copies, 0) + 2 * max(document.holds, 0))
    return 1.0 + min(0.05 * wanted, 0.4) + (0.1 if document.available_libraries else 0.0)


def _bounded(number: int) -> int:
    return min(max(number, SMALLEST), LARGEST)
