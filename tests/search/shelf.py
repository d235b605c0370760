"""A small catalogue to search in: real titles, so that a librarian can judge the answers."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import tantivy

from helge.search.document import IndexDocument
from helge.search.engine import IndexReader, IndexWriter, Position
from helge.search.finding import Found, find
from helge.search.folders import new_folder, switch_to
from helge.search.query import CatalogueQuery


def title(title: str, author: str = "", **facts: Any) -> IndexDocument:
    return IndexDocument(
        **{
            "record_id": 0,
            "work_id": 0,
            "title": title,
            "people": (author,) if author else (),
            "languages": ("swe",),
            "media_type": "book",
            "audience": "adult",
            **facts,
        }
    )


SHELF = [
    title(
        "Pippi Långstrump",
        people=("Lindgren, Astrid, 1907-2002", "Vang Nyman, Ingrid"),
        subjects=("Flickor", "Hästar"),
        series="Pippi Långstrump",
        year=1945,
        audience="child",
        is_fiction=True,
        classification="uHce",
        isbns=("9789129688313",),
        publisher="Rabén & Sjögren",
        libraries=("HOF", "LJU"),
        municipalities=("Hofors", "Ljusdal"),
        available_libraries=("HOF",),
        copies=5,
        holds=2,
    ),
    title(
        "Pippi Långstrump går ombord",
        "Lindgren, Astrid, 1907-2002",
        year=1946,
        audience="child",
        is_fiction=True,
        libraries=("HOF",),
        municipalities=("Hofors",),
    ),
    title("Boken om Pippi", "Andersson, Maria", year=2007, is_fiction=False),
    title("Pippi Longstocking", "Lindgren, Astrid, 1907-2002", languages=("eng",), year=1950, audience="child"),
    title("Emil i Lönneberga", "Lindgren, Astrid, 1907-2002", year=1963, audience="child", notes="Pippi nämns inte."),
    title("Mans äventyr", "Berg, Karin"),
    title("Måns och Mari", "Knutsson, Gösta"),
    title("Konsten att läsa böcker", "O'Brien, Patrick"),
    title("En bok om allt", "Ek, Ola"),
    title("Män som hatar kvinnor", "Larsson, Stieg, 1954-2004", series="Millennium", year=2005, classification="Hc"),
    title("Möss och människor", "Steinbeck, John, 1902-1968", year=1937),
    title("Hästböcker för unga", subjects=("Hästar", "Ungdomsböcker"), is_fiction=False, classification="Qdaa"),
    title("Harry Potter och de vises sten", "Rowling, J. K.", series="Harry Potter", year=1997, audience="child"),
    title("Spider-Man", "Lee, Stan", languages=("eng",), media_type="film", year=2002),
    title("The hobbit", "Tolkien, J. R. R., 1892-1973", languages=("eng",), year=1937),
    title("Det", "King, Stephen, 1947-", year=1986),
    title("Öken", "Ärling, Åsa", year=1999),
    title("Äpplen", "Öberg, Ulf", year=1998),
    title("Åskan", "Zetterman, Bo", year=1997),
    title("Zebror", "Åberg, Pia", year=1996),
    title("Programmera i C++", "Ray, Lisa", classification="Pubbz", is_fiction=False),
    title("Historia om Gävle", subtitle="staden vid havet", classification="Nc-9 Gävle", subjects=("Gävle",)),
    title("Boken om Astrid Lindgren", "Ek, Ola", is_fiction=False),
    title("Tusen år i Finland", languages=("fin", "swe"), year=1917, isbns=("1234-5679",)),
]


def numbered(documents: Iterable[IndexDocument]) -> list[IndexDocument]:
    return [
        replace(document, record_id=number, work_id=number, added_date=738_000 + number)
        for number, document in enumerate(documents, 1)
    ]


def index_of(root: Path, documents: Iterable[IndexDocument]) -> tantivy.Searcher:
    writer = IndexWriter(new_folder(root))
    writer.put(numbered(documents))
    writer.commit(Position(0))
    switch_to(writer.folder)
    return IndexReader(root).searcher()


def titles(found: Found) -> list[str]:
    return [each.document.title for each in found.records]


class Desk:
    """Asks the small catalogue."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self.searcher = searcher

    def find(self, words: str = "", *, typing: bool = False, **choices: Any) -> Found:
        return find(self.searcher, CatalogueQuery(words=words, **choices), page_size=50, typing=typing)

    def titles(self, words: str = "", **choices: Any) -> list[str]:
        return titles(self.find(words, **choices))
