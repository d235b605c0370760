"""How fast the search is: an index of made-up records, filled and then asked the common questions.

    python -m bench.search_speed [RECORDS]

Prints the median and the 95th percentile of whole answers: 20 hits with reasons, all facets, "menade du".
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from helge.search.document import IndexDocument
from helge.search.engine import IndexReader, IndexWriter, Position
from helge.search.finding import find
from helge.search.folders import new_folder, switch_to
from helge.search.query import CatalogueQuery
from helge.search.suggestions import suggest

SYLLABLES = [a + b for a in "bdfghklmn" for b in "aeiöå"]
COMMON = (
    "sommar",
    "natt",
    "hus",
    "barn",
    "häst",
    "mord",
    "kärlek",
    "stjärna",
    "skog",
    "hav",
    "pappa",
    "mamma",
    "katt",
    "hund",
    "flicka",
    "pojke",
    "saga",
    "mysterium",
)
NAMES = (
    "Anna",
    "Erik",
    "Maria",
    "Lars",
    "Karin",
    "Anders",
    "Eva",
    "Per",
    "Kerstin",
    "Johan",
    "Ingrid",
    "Olof",
    "Sara",
    "Nils",
    "Åsa",
    "Björn",
)
LIBRARIES = [f"L{number:02d}" for number in range(45)]

QUESTIONS = {
    "common word": CatalogueQuery(words="sommar"),
    "two words": CatalogueQuery(words="sommar natt"),
    "author": CatalogueQuery(words="anna"),
    "with choices": CatalogueQuery(words="häst", language=("swe",), available=("L01",)),
    "misspelt": CatalogueQuery(words="mystrium"),
    "by title": CatalogueQuery(words="barn", sort="title"),
    "newest": CatalogueQuery(),
    "deep page": CatalogueQuery(words="hus", page=100),
}


def made_up(records: int, rng: random.Random) -> Iterator[IndexDocument]:
    vocabulary = ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _n in range(30_000)]
    for number in range(1, records + 1):
        libraries = tuple(rng.sample(LIBRARIES, rng.choice((1, 1, 2, 3, 8))))
        title = rng.choices(vocabulary, k=rng.randint(1, 4)) + rng.sample(COMMON, rng.choice((0, 1, 1, 2)))
        yield IndexDocument(
            record_id=number,
            work_id=number,
            title=" ".join(title).capitalize(),
            people=(f"{rng.choice(vocabulary).capitalize()}, {rng.choice(NAMES)}, 1950-",),
            subjects=tuple(rng.sample(COMMON, 2)),
            series=rng.choice(vocabulary).capitalize() if number % 4 == 0 else "",
            year=rng.randint(1940, 2026),
            languages=(rng.choice(("swe", "swe", "swe", "eng", "fin", "ara")),),
            media_type=rng.choice(("book", "book", "audiobook", "film")),
            audience=rng.choice(("adult", "child", "youth")),
            is_fiction=rng.random() < 0.5,
            classification=rng.choice(("Hc", "Hce", "uHc", "Ef.5", "Vx")),
            notes=" ".join(rng.choices(vocabulary, k=30)),
            added_date=730_000 + number % 9_000,
            libraries=libraries,
            municipalities=tuple({str(2100 + int(code[1:]) % 9) for code in libraries}),
            available_libraries=libraries[: rng.randint(0, len(libraries))],
            copies=len(libraries),
            holds=rng.choice((0, 0, 0, 1, 5)),
        )


def main(records: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        started = time.perf_counter()
        writer = IndexWriter(new_folder(root))
        writer.put(made_up(records, random.Random(1)))
        writer.commit(Position(0))
        switch_to(writer.folder)
        seconds = time.perf_counter() - started
        print(f"{records} records indexed in {seconds:.1f} s ({records / seconds:.0f}/s)")
        reader = IndexReader(root)
        for name, query in QUESTIONS.items():
            report(name, lambda query=query: find(reader.searcher(), query).total)
        for beginning in ("som", "somm", "bab"):
            report(f"suggest {beginning}", lambda beginning=beginning: len(suggest(reader.searcher(), beginning)))
        one = next(made_up(1, random.Random(2)))
        report("reindex one", lambda: (writer.put([one]), writer.commit(Position(1)))[1] or 1)


def report(name: str, ask: Callable[[], int | None], times: int = 40) -> None:
    took = []
    for _n in range(times):
        started = time.perf_counter()
        found = ask()
        took.append((time.perf_counter() - started) * 1000)
    slow = sorted(took)[int(times * 0.95) - 1]
    print(f"{name:<14} {statistics.median(took):7.1f} ms median  {slow:7.1f} ms p95  ({found} found)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
