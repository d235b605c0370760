"""Write plain facts into a MARC record: what a form or a quick registration knows, in its proper fields.

The counterpart of `describe`: what is written here is read back the same (a test proves it fact by fact). Fields that
the facts do not speak of are left alone.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pymarc import Field, Indicators, Leader, Record

from helge.catalogue.marc import Fields, control, data, first_value
from helge.foundation.isbn import isbn13

from .classes import SUBJECT_TAGS, subjects_by_field
from .coded import AUDIENCE_CODES, MATERIAL_WITH_AUDIENCE
from .media_types import CODINGS
from .people import author_of

Writer = Callable[[Record, Any], None]

BLANK_008 = "      s        xx                  u und d"


def write(record: Record, facts: Mapping[str, Any]) -> None:
    """Write each fact (a column name of `BibRecord` and its value) into the record.

    Raises ValueError for a column that is not kept in MARC.
    """
    unknown = set(facts) - set(_WRITERS)
    if unknown:
        raise ValueError(f"not written into MARC: {', '.join(sorted(unknown))}")
    # The medium decides what the positions of 008 mean, so it goes first.
    for name in sorted(facts, key=lambda name: name != "media_type"):
        _WRITERS[name](record, facts[name])
    record.fields.sort(key=_place)


def _place(field: Field) -> str:
    """Fields stand in blocks of hundreds, control fields by number; inside a block their own order is kept."""
    return field.tag if field.tag < "010" else f"{field.tag[0]}99"


def _without(record: Record, *tags: str, keep: Callable[[Field], bool] = lambda field: False) -> None:
    record.fields = [field for field in record.fields if field.tag not in tags or keep(field)]


def _set_subfields(record: Record, tag: str, indicators: str, changes: Mapping[str, str]) -> None:
    """Change some subfields of the first field with the tag, leaving its others; an emptied field goes."""
    field = Fields(record).first(tag)
    waiting = dict(changes)
    subfields: list[tuple[str, str]] = []
    for part in field.subfields if field else ():
        if part.code not in changes:
            subfields.append((part.code, part.value))
        elif part.code in waiting:  # a repeated one goes: the new value stands for all
            subfields.append((part.code, waiting.pop(part.code)))
    for code, value in waiting.items():
        after = next((place for place, (other, _value) in enumerate(subfields) if other > code), len(subfields))
        subfields.insert(after, (code, value))
    place = record.fields.index(field) if field else len(record.fields)
    fresh = data(tag, "".join(field.indicators or "  ") if field else indicators, *((c, v) for c, v in subfields if v))
    record.fields[place : place + 1] = [fresh] if fresh.subfields else []


def _set_008(record: Record, start: int, value: str) -> None:
    told = f"{Fields(record).control('008') or BLANK_008:<40}"[:40]
    _without(record, "008")
    record.fields.append(control("008", told[:start] + value + told[start + len(value) :]))


def _write_title(record: Record, title: str) -> None:
    field = Fields(record).first("245")
    if field is not None:
        # Parts ($n, $p) are in the title as it is shown, so they go with the old one; an article may go too.
        field.subfields = [part for part in field.subfields if part.code not in "np"]
        skipped = (field.indicators or ("1", "0"))[1]
        if skipped.isdigit() and first_value(field, "a")[: int(skipped)] != title[: int(skipped)]:
            field.indicators = Indicators((field.indicators or ("1", "0"))[0], "0")
    _set_subfields(record, "245", "10", {"a": title})


def _write_author(record: Record, author: str) -> None:
    _without(record, "100", "110", "111")
    if author:
        record.fields.append(data("100", *_name(author), ("4", "aut")))


def _write_publisher(record: Record, changes: Mapping[str, str]) -> None:
    has_old = Fields(record).first("264") is None and Fields(record).first("260") is not None
    _set_subfields(record, "260" if has_old else "264", "  " if has_old else " 1", changes)


def _write_year(record: Record, year: int | None) -> None:
    _set_008(record, 6, f"s{year:04d}    " if year else "n        ")
    _write_publisher(record, {"c": str(year) if year else ""})


def _write_languages(record: Record, languages: Sequence[str]) -> None:
    _set_008(record, 35, languages[0] if languages else "und")
    original = [value for field in Fields(record).all("041") for value in (first_value(field, "h"),) if value]
    _without(record, "041")
    several = list(languages) if len(languages) > 1 or original else []
    if several:
        parts = [*(("a", code) for code in several), *(("h", code) for code in original)]
        record.fields.append(data("041", "1 " if original else "0 ", *parts))


def _write_media_type(record: Record, media_type: str) -> None:
    coding = CODINGS[media_type]
    leader = str(record.leader)
    record.leader = Leader(leader[:6] + coding.leader + leader[8:])
    _without(record, "007", "336", "337", "338")
    if coding.physical:
        record.fields.append(control("007", coding.physical))
    for tag, code, source in (("336", coding.content, "rdacontent"), ("338", coding.carrier, "rdacarrier")):
        if code:
            record.fields.append(data(tag, "  ", ("b", code), ("2", source)))
    genres = {other.genre for other in CODINGS.values() if other.genre}
    _without(record, "655", keep=lambda field: first_value(field, "a") not in genres)
    if coding.genre:
        record.fields.append(data("655", " 4", ("a", coding.genre)))
    if coding.leader[0] == "m":
        _set_008(record, 26, "g")
    if coding.leader == "as":
        _set_008(record, 21, "n" if media_type == "newspaper" else "p")


def _write_audience(record: Record, audience: str) -> None:
    leader = str(record.leader)
    _without(record, "385")
    if leader[6] in MATERIAL_WITH_AUDIENCE and leader[6:8] not in {"as", "ab", "ai"}:
        coded = AUDIENCE_CODES.get(Fields(record).control("008")[22:23])
        if coded != audience:
            _set_008(record, 22, {"child": "j", "youth": "d", "adult": "e"}[audience])
    elif audience != "adult":
        record.fields.append(data("385", "  ", ("a", {"child": "Barn", "youth": "Ungdomar"}[audience])))


def _write_fiction(record: Record, is_fiction: bool | None) -> None:
    if str(record.leader)[6:8] in {"am", "ac", "aa", "ad", "tm"}:
        _set_008(record, 33, "u" if is_fiction is None else "1" if is_fiction else "0")
    elif str(record.leader)[6] == "i":
        _set_008(record, 30, "  " if is_fiction is None else "f " if is_fiction else "z ")


def _write_subjects(record: Record, subjects: Sequence[str]) -> None:
    """Words that stay keep their fields, with authority links and subdivisions; the others go or come as 650."""
    told = subjects_by_field(Fields(record))
    stays = [field for field, words in told if any(word in subjects for word in words)]
    there = {word for field, words in told if field in stays for word in words}
    _without(record, *SUBJECT_TAGS, keep=lambda field: any(field is kept for kept in stays))
    for word in subjects:
        if word not in there:
            main, *parts = word.split(" -- ")
            record.fields.append(data("650", " 4", ("a", main), *(("x", part) for part in parts)))


def _write_series(record: Record, code: str, text: str) -> None:
    """Into the field that is read: the first with a name among 830, 490 and 440."""
    tag = next((tag for tag in ("830", "490", "440") if Fields(record).first(tag)), "490")
    _set_subfields(record, tag, "0 ", {code: text})


def _write_classification(record: Record, mark: str) -> None:
    is_dewey = mark[:1].isdigit()
    _without(record, "082", keep=lambda field: not is_dewey)
    _without(record, "084", keep=lambda field: not first_value(field, "2").startswith("kssb"))
    if mark:
        field = (
            data("082", "04", ("a", mark), ("2", "23/swe"))
            if is_dewey
            else data("084", "  ", ("a", mark), ("2", "kssb/8"))
        )
        record.fields.append(field)


def _write_isbns(record: Record, numbers: Sequence[str]) -> None:
    """Numbers that stay keep what stands beside them (binding, price)."""
    _without(record, "020", keep=lambda field: isbn13(first_value(field, "a")) in numbers)
    there = {isbn13(first_value(field, "a")) for field in Fields(record).all("020")}
    _without(record, "022")
    for number in numbers:
        if "-" in number:
            record.fields.append(data("022", "  ", ("a", number)))
        elif number not in there:
            record.fields.append(data("020", "  ", ("a", number)))


def _write_people(record: Record, people: Sequence[str]) -> None:
    """Who else made it, as added headings, "Anderson, Lena, 1939-|ill" with a role; the author has an own field."""
    author = author_of(Fields(record))
    _without(record, "700", "710", "711", keep=lambda field: any(part.code == "t" for part in field.subfields))
    for person in people:
        name, _line, role = person.partition("|")
        if name != author:
            record.fields.append(data("700", *_name(name), *([("4", role)] if role else [])))


def _name(heading: str) -> tuple[Any, ...]:
    """First the indicators of a personal name, then its subfields: the years of life in their own."""
    name, _comma, years = heading.rpartition(", ")
    if name and years[:4].isdigit():
        return ("1 " if "," in name else "0 ", ("a", f"{name},"), ("d", years))
    return ("1 " if "," in heading else "0 ", ("a", heading))


def _write_age_limit(record: Record, years: int | None) -> None:
    _without(record, "521")
    if years is not None:
        record.fields.append(data("521", "8 ", ("a", f"Från {years} år" if years else "Barntillåten")))


def _write_extent(record: Record, extent: str) -> None:
    main, _plus, added = extent.partition(" + ")
    _set_subfields(record, "300", "  ", {"a": main, "e": added})


def _rewrite(tag: str, indicators: str) -> Writer:
    """A fact that is the whole of one field: one field to a line."""

    def writer(record: Record, text: str) -> None:
        _without(record, tag)
        record.fields.extend(data(tag, indicators, ("a", line)) for line in text.splitlines() if line)

    return writer


_WRITERS: dict[str, Writer] = {
    "media_type": _write_media_type,
    "title": _write_title,
    "subtitle": lambda record, text: _set_subfields(record, "245", "10", {"b": text}),
    "responsibility": lambda record, text: _set_subfields(record, "245", "10", {"c": text}),
    "author": _write_author,
    "people": _write_people,
    "edition": lambda record, text: _set_subfields(record, "250", "  ", {"a": text}),
    "publisher": lambda record, text: _write_publisher(record, {"b": text}),
    "year": _write_year,
    "languages": _write_languages,
    "audience": _write_audience,
    "is_fiction": _write_fiction,
    "subjects": _write_subjects,
    "series": lambda record, text: _write_series(record, "a", text),
    "series_number": lambda record, text: _write_series(record, "v", text),
    "classification": _write_classification,
    "isbns": _write_isbns,
    "age_limit": _write_age_limit,
    "extent": _write_extent,
    "summary": _rewrite("520", "  "),
    "contents": _rewrite("505", "0 "),
}

WRITABLE = frozenset(_WRITERS)
