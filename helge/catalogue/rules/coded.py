"""What the coded positions of a record say: year, languages, audience, fiction, age limit."""

import re

from helge.catalogue.marc import Fields

# The national library's SAB sign for children and young people, before the class or after it.
_SAB_CHILDREN = re.compile(r"^u[A-ZÅÄÖ]|,\s*u\b|^Hc[fg]")
_SAB_FICTION = re.compile(r"^u?H")
_DDC_FICTION = re.compile(r"^8(?:[1-8]3|39\.\d{1,2}3|9\d\.\d{1,4}3)")

# Kinds of material where 008/22 is the audience; elsewhere the position means something else.
MATERIAL_WITH_AUDIENCE = "acdgijkmort"
AUDIENCE_CODES = {
    "a": "child",
    "b": "child",
    "c": "child",
    "j": "child",
    "d": "youth",
    "e": "adult",
    "f": "adult",
    "g": "adult",
}
_CHILD_WORDS = re.compile(r"\b(?:barn|småbarn|children|child|preschool|juvenile)", re.IGNORECASE)
_YOUTH_WORDS = re.compile(r"\b(?:ungdom|unga|tonår|teen|adolescent|young adult)", re.IGNORECASE)

_FICTION_CODES = {"0": False, "1": True, "d": True, "f": True, "j": True, "p": True, "e": False, "i": False, "s": False}
# Literary kinds of 008/30 in sound recordings: drama, fiction, comedy, folk tales, poetry.
_SPOKEN_FICTION = "dfkop"

_NO_LANGUAGE = frozenset({"und", "zxx", "mul", "xxx"})
_LATEST_YEAR = 2100
_YEAR = re.compile(r"(?<!\d)(1[0-9]{3}|20[0-9]{2})(?!\d)")
_AGE = re.compile(
    r"(?:från|pegi|åldersgräns|tillåten|age|ages|rated)\D{0,12}(\d{1,2})|(\d{1,2})\s*(?:år|\+)", re.IGNORECASE
)


def is_serial(fields: Fields) -> bool:
    return fields.leader[6] == "a" and fields.leader[7] in "bis"


def year_of(fields: Fields) -> int | None:
    """Year of publication: first date of 008, else the first plausible year of 264 or 260."""
    told = fields.control("008")[7:11]
    if told.isascii() and told.isdigit() and 1000 <= int(told) <= _LATEST_YEAR:
        return int(told)
    for tag in ("264", "260"):
        for text in fields.texts(tag, "c"):
            if found := _YEAR.search(text):
                return int(found.group())
    return None


def languages_of(fields: Fields) -> list[str]:
    """MARC language codes of the text or sound: 008/35-37 first, then 041 $a and $d; not the original's."""
    told = [fields.control("008")[35:38]]
    for field in fields.all("041"):
        if (field.indicators or (" ", " "))[1] == "7":
            continue  # another code list than MARC's
        for part in field.subfields:
            if part.code in "ad":
                value = "".join(part.value.split())
                # Old records write several codes in one go: "sweeng".
                told += [value[start : start + 3] for start in range(0, len(value), 3)]
    codes = [code.lower() for code in told]
    return [
        code
        for code in dict.fromkeys(codes)
        if len(code) == 3 and code.isascii() and code.isalpha() and code not in _NO_LANGUAGE
    ]


def audience_of(fields: Fields, sab: str) -> str:
    """`child`, `youth` or `adult`: 008/22 where it is coded, else 385, else the SAB sign u."""
    if fields.leader[6] in MATERIAL_WITH_AUDIENCE and not is_serial(fields):
        coded = AUDIENCE_CODES.get(fields.control("008")[22:23])
        if coded:
            return coded
    words = " ".join(fields.texts("385", "ab"))
    is_child, is_youth = bool(_CHILD_WORDS.search(words)), bool(_YOUTH_WORDS.search(words))
    if is_child:
        return "child"
    if is_youth:
        return "youth"
    return "child" if _SAB_CHILDREN.search(sab) else "adult"


def fiction_of(fields: Fields, sab: str, ddc: str) -> bool | None:
    """True for fiction, False for facts, None when nothing says.

    Books by 008/33, spoken recordings by 008/30-31, else SAB, else Dewey. Films, games and music are called fiction
    only where SAB says so: their Dewey numbers class them as films, games and music.
    """
    kind, coded = fields.leader[6], fields.control("008")
    is_text = kind in "ati "
    if kind in "at" and not is_serial(fields) and coded[33:34] in _FICTION_CODES:
        return _FICTION_CODES[coded[33]]
    if kind == "i" and (told := coded[30:32].strip(" |n")):
        return told[0] in _SPOKEN_FICTION
    if sab and (is_text or _SAB_FICTION.match(sab)):
        return bool(_SAB_FICTION.match(sab))
    if is_text and ddc[:1].isdigit():
        # Other numbers under 800 are poetry, drama, essays or about literature: nothing to tell by.
        return True if _DDC_FICTION.match(ddc) else None if ddc.startswith("8") else False
    return None


def age_limit_of(fields: Fields) -> int | None:
    """Age limit in years from 521: "Barntillåten" is 0, "Från 15 år" 15; None when there is none.

    Only what is shown or played has one: for books the field says whom they are written for.
    """
    if fields.leader[6] not in "gmro":
        return None
    for text in fields.texts("521", "a"):
        if re.search(r"barntillåten|tillåten för alla", text, re.IGNORECASE):
            return 0
        if found := _AGE.search(text):
            age = int(found.group(1) or found.group(2))
            return age if age <= 18 else None
    return None
