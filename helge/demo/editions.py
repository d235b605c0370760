"""Grow each work into the editions that a library would have: pure, and the same for the same seed.

The first edition carries the facts that were written down. What is grown from it is invented but plausible, and says
only what it must: no ISBN, no publisher, no number of pages is ever made up. The edition in the original language is
again a fact.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from typing import Any

from pymarc import Record

from helge.catalogue.marc import data
from helge.catalogue.marc_of import marc_of
from helge.demo.chance import between, chance
from helge.demo.works_at_hand import Work
from helge.foundation.isbn import isbn13, issn
from helge.foundation.swedish import title_key

CONTROL_SOURCE = "HELGE-DEMO"
ISSUES_OF_A_MAGAZINE = 12
YEARS_UNTIL_A_NEW_EDITION = 4
LONGEST_KEY = 45  # of 60 characters in `control_number`, with room for the shape

_PEGI = re.compile(r"PEGI (\d+)")

# How often a work is also there in another shape: (adults' fiction, children's and teens', non-fiction).
AUDIOBOOK = (0.55, 0.45, 0.30)
NEW_EDITION = (0.45, 0.45, 0.20)
TALKING_BOOK = (0.12, 0.20, 0.05)
LARGE_PRINT = (0.16, 0.0, 0.06)
ORIGINAL = {"eng": 0.65, "dan": 0.3, "nor": 0.3, "ger": 0.3, "fre": 0.3, "spa": 0.3, "fin": 0.8}


@dataclass(frozen=True)
class Edition:
    """One record to be: the work as this edition has it, and in what shape."""

    work: Work
    shape: str  # first, original, audiobook, talking_book, large_print, new, issue
    year: int | None

    @property
    def control_number(self) -> str:
        return f"{_short(self.work.key)}-{self.shape}"

    @property
    def media_type(self) -> str:
        return self.shape if self.shape in ("audiobook", "talking_book") else self.work.media_type

    @property
    def classification(self) -> str:
        if self.work.sab and self.media_type == "audiobook":
            return f"{self.work.sab}/LC"
        return self.work.sab or self.work.ddc


def _short(key: str) -> str:
    """The key, at most 45 characters, and still not another one's."""
    return (
        key
        if len(key) <= LONGEST_KEY
        else f"{key[: LONGEST_KEY - 7]}-{blake2b(key.encode(), digest_size=3).hexdigest()}"
    )


def editions(works: list[Work], *, seed: int, today: date) -> Iterator[Edition]:
    """Every edition of every work, in order of the works."""
    there = {(title_key(work.title, work.author), work.language) for work in works}
    for work in works:
        if work.media_type == "magazine":
            yield Edition(work, "first", work.first_year)
            yield from _issues(work, today)
            continue
        yield Edition(work, "first", work.year)
        if work.media_type == "book":
            original = _original(work) if chance(seed, work.key) < ORIGINAL.get(work.original_language, 0.1) else None
            if original and (title_key(original.title, original.author), original.language) not in there:
                yield Edition(original, "original", work.first_year)
            yield from _shapes(work, seed=seed, today=today)


def _issues(work: Work, today: date) -> Iterator[Edition]:
    """The issues of the last twelve months; the newspapers of the day are not kept."""
    for back in range(ISSUES_OF_A_MAGAZINE):
        months = today.year * 12 + today.month - 1 - back
        year, number = months // 12, months % 12 + 1
        issue = replace(
            work, key=f"{work.key}-{year}-{number}", title=f"{work.title}. {year}, nr {number}", isbn="", note=""
        )
        yield Edition(issue, "issue", year)


def _original(work: Work) -> Work | None:
    """The book in the language it was written in, as far as the facts tell."""
    if not (work.is_translation and work.original_title):
        return None
    sab = (
        ("u" if work.audience != "adult" else "") + "He" if work.original_language == "eng" and work.is_fiction else ""
    )
    return replace(
        work, title=work.original_title, subtitle="", language=work.original_language, publisher="", isbn="", sab=sab,
        contributors=tuple(person for person in work.contributors if not person.endswith(("|trl", "|adp"))),
        series="", series_number="", original_title="", original_language="",
    )  # fmt: skip


def _shapes(work: Work, *, seed: int, today: date) -> Iterator[Edition]:
    """Audio book, talking book, large print and a later edition, each only for books it suits."""
    if work.language != "swe" or work.form in ("comic", "easy reader"):
        return
    group = 1 if work.audience != "adult" else 0 if work.is_fiction else 2
    born = work.year or work.first_year or 1990
    bare = replace(work, publisher="", isbn="")

    def later(shape: str, earliest: int) -> int | None:
        first = max(born + 1, earliest)
        return between(first, today.year, seed, work.key, shape) if first <= today.year else None

    for shape, odds, earliest in (
        ("audiobook", AUDIOBOOK, 2002),
        ("talking_book", TALKING_BOOK, 2001),
        ("large_print", LARGE_PRINT, 1995),
        ("new", NEW_EDITION, born + YEARS_UNTIL_A_NEW_EDITION),
    ):
        is_suited = shape not in ("audiobook", "talking_book") or work.form != "poetry"
        year = later(shape, earliest)
        if is_suited and year and chance(seed, work.key, shape, "there") < odds[group]:
            yield Edition(bare, shape, year)


EDITION_WORDS = {
    "audiobook": "Ljudbok",
    "talking_book": "Talbok (Daisy)",
    "large_print": "Storstil",
    "new": "Ny utgåva",
}

EXTENTS = {"audiobook": "1 cd (mp3)", "talking_book": "1 cd-rom (Daisy)"}


def marc_for(edition: Edition) -> Record:
    """The edition as a MARC record, with control number and source."""
    marc = marc_of(facts_of(edition), control_number=edition.control_number, control_source=CONTROL_SOURCE)
    work = edition.work
    if work.is_translation:
        fields = [field for field in marc.fields if field.tag != "041"]
        fields.append(data("041", "1 ", ("a", work.language), ("h", work.original_language)))
        if work.original_title:
            fields.append(data("240", "10", ("a", work.original_title)))
        marc.fields = sorted(fields, key=lambda field: field.tag)
    return marc


def facts_of(edition: Edition) -> dict[str, Any]:
    """What `catalogue.marc_of` writes."""
    work = edition.work
    number = isbn13(work.isbn) or issn(work.isbn)
    age = _PEGI.search(work.note)
    return {
        "media_type": edition.media_type,
        "title": work.title,
        "subtitle": work.subtitle,
        "author": work.author,
        "people": list(work.contributors),
        "edition": EDITION_WORDS.get(edition.shape, ""),
        "publisher": work.publisher,
        "year": edition.year,
        "languages": [work.language] if work.language else [],
        "audience": work.audience,
        "is_fiction": work.is_fiction,
        "subjects": [*work.subjects, *(["dokumentärfilm"] if work.media_type == "documentary" else [])],
        "series": work.series,
        "series_number": work.series_number,
        "classification": edition.classification,
        "isbns": [number] if number else [],
        "age_limit": int(age.group(1)) if age else None,
        "extent": EXTENTS.get(edition.media_type, ""),
        "summary": work.note,
    }
