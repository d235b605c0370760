"""Read a MARC record: what lists, rules and search need of it, as plain values.

Pure. The same record always gives the same description, so a description can be made again at any time.
"""

from dataclasses import asdict, dataclass
from typing import Any

from pymarc import Record

from helge.catalogue.marc import Fields, values
from helge.foundation import swedish
from helge.foundation.isbn import isbn13, issn

from .classes import ddc_of, sab_of, subjects_of
from .coded import age_limit_of, audience_of, fiction_of, languages_of, year_of
from .isbd import bare, cut, once_each
from .media_types import media_type_of
from .people import author_of, people_of
from .titles import series_of, skipped_characters, title_of

LONGEST_KEY = 300


@dataclass(frozen=True)
class Described:
    """The columns of `BibRecord` that come out of its MARC."""

    title: str
    subtitle: str
    responsibility: str
    author: str
    people: list[str]
    edition: str
    publisher: str
    year: int | None
    languages: list[str]
    media_type: str
    audience: str
    is_fiction: bool | None
    subjects: list[str]
    series: str
    series_number: str
    classification: str
    isbns: list[str]
    age_limit: int | None
    extent: str
    summary: str
    contents: str
    title_sort: str
    author_sort: str

    def columns(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def work_key(self) -> str:
        """What editions of one work share; "" without an author, since a title alone gathers strangers."""
        return swedish.title_key(self.title, self.author)[:LONGEST_KEY] if self.author else ""


def describe(marc: Record) -> Described:
    """Return everything the columns of `BibRecord` hold. Never fails: what is missing or mad is left blank."""
    fields = Fields(marc)
    title, subtitle, responsibility = title_of(fields)
    author = cut(author_of(fields), 300)
    sab, ddc = sab_of(fields), ddc_of(fields)
    is_fiction = fiction_of(fields, sab, ddc)
    series, series_number = series_of(fields)
    return Described(
        title=title,
        subtitle=subtitle,
        responsibility=responsibility,
        author=author,
        people=once_each([cut(person.name, 300) for person in people_of(fields)]),
        edition=cut(bare(fields.text("250", "a")), 200),
        publisher=cut(publisher_of(fields), 300),
        year=year_of(fields),
        languages=languages_of(fields),
        media_type=media_type_of(fields),
        audience=audience_of(fields, sab),
        is_fiction=is_fiction,
        subjects=subjects_of(fields),
        series=cut(series, 300),
        series_number=series_number,
        classification=cut(sab or ddc, 60),
        isbns=isbns_of(fields),
        age_limit=age_limit_of(fields),
        extent=cut(extent_of(fields), 200),
        summary="\n".join(fields.texts("520", "ab")),
        contents="\n".join(" ".join(values(field, "agrt")) for field in fields.all("505")),
        title_sort=swedish.sort_key(title, skipped_characters(fields, title)),
        author_sort=swedish.sort_key(author),
    )


def publisher_of(fields: Fields) -> str:
    """The publisher: 264 with second indicator 1, else any 264, else 260."""
    published = [field for field in fields.all("264") if (field.indicators or (" ", " "))[1] == "1"]
    for field in [*published, *fields.all("264", "260")]:
        if name := bare(next(values(field, "b"), "")):
            return name.strip("[]")
    return ""


def extent_of(fields: Fields) -> str:
    field = fields.first("300")
    if field is None:
        return ""
    return " + ".join(told for code in "ae" if (told := bare(next(values(field, code), ""))))


def isbns_of(fields: Fields) -> list[str]:
    """ISBN as thirteen digits, ISSN as 1234-567X; wrong and cancelled numbers are left out."""
    books = [isbn13(text) for text in (*fields.texts("020", "a"), *fields.texts("024", "a"))]
    serials = [issn(text) for text in fields.texts("022", "a")]
    return once_each([number for number in (*books, *serials) if number])
