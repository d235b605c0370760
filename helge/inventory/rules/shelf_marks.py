"""Shelf marks (hyllsignum): read what stands on the spine, and sort it as a Swedish librarian does.

`shelf_key` sorts by plain bytes (`COLLATE "C"`). Its order, from the choices Swedish public libraries have made:

1. The adults' block, then the children's: a mark with u in front (`uHce`), or ",u" after the class as cataloguers write
   it, stands on other shelves than `Hce`. Inside its block it sorts as if the u were not there. `Hcf` and `Hcg` are
   children's books by definition and stand with the children whether the u is printed or not.
2. In each block Dewey numbers, then SAB, then the library's own words (`Deckare`, `Fantasy`).
3. In SAB a class alone comes first, with its authors (`Hc Lindgren`), then its forms and divisions in the order
   ( . - = : /  (`Hc(s)`, `Hc.01`, `Hc-c`, `Hc=k`, `Hc:k`, `Hc/LC`), and then the deeper class (`Hce`).
4. Digits after a point are decimals, in SAB as in Dewey: `Hc.01`, `Hc.016`, `Hc.02` and 839.7, 839.738, 839.74. All
   other numbers go by size, also a regent's: `Lz Karl IX` before `Lz Karl XII`, and VIII before IX.
5. å, ä and ö after z; capitals and small letters alike.

Facts: the classes and signs of SAB (Klassifikationssystem för svenska bibliotek) and the form of Dewey numbers.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from helge.foundation.swedish import sort_key

# The column in the database; the keys of real marks are far shorter.
LONGEST_KEY = 200


class MarkKind(StrEnum):
    """The scheme that a mark follows."""

    DDC = "ddc"
    SAB = "sab"
    LOCAL = "local"
    NONE = "none"


@dataclass(frozen=True)
class ShelfMark:
    """A mark taken apart. `code` is the class with its divisions, `heading` the author or subject written after it."""

    kind: MarkKind
    is_for_children: bool = False
    code: str = ""
    heading: str = ""


_KIND_ORDER = {MarkKind.DDC: "0", MarkKind.SAB: "1", MarkKind.LOCAL: "2"}

# SAB's second letters under each main class: what tells `Hce` from `Horror`.
_SECOND_LETTERS = {
    "A": "abcdefghior",
    "B": "abdefghiklrstuv",
    "C": "abcdefghijklmnp",
    "D": "abcdefghjo",
    "E": "abefhmoptuvx",
    "F": "abcdefghijklmnopqrstuvxyå",
    "G": "abcdefghijklmnopqrstuvxyzö",
    "H": "bcdefghijklmnopqrstuvxy",
    "I": "abcdefghijkm",
    "J": "abcdefghijklmnopqrs",
    "K": "abcdefghijklmnopqrstuvy",
    "L": "cdkmsz",
    "M": "abcdefghijklmnopqrstuvxyz",
    "N": "abcdefghijklmnopqrstyz",
    "O": "abcdefghijklmpqtz",
    "P": "abcdefghijklmnoprstu",
    "Q": "abcdefgijlmquvz",
    "R": "abcdeh",
    "S": "abcefghijkvz",
    "T": "abcdefh",
    "U": "abcdefghns",
    "V": "abcdefghijklmnopqstux",
    "X": "abcdefghklmnopqrstuvxyzö",
    "Y": "abcdefghijklmnopqrsuvxäö",
    "Ä": "dehjklmq",
}
# Classes on spines are cut to at most five letters; a longer run of letters is a word.
_LONGEST_CLASS = 5
# Words that libraries put on spines and that could be read as classes.
_WORDS = re.compile(
    "bok|bokis|bebis|brott|data|djur|fakta|film|hem|humor|hobby|jakt|klubb|konst|krig|kropp|kök|manga|mat|mode|musik|myter"
    "|natur|ny|nya|nyhet|poesi|resa|resor|rim|rymd|sagor|sf|sjö|skola|skräp|tal|tåg|tema|teve|unga|vår"
)
_CHILDRENS_CLASSES = frozenset({"Hcf", "Hcg"})
# SAB's codes for other media than books, and those that labels have used since.
_MEDIA = "BD|CD|DC|DR|DV|DVD|D|F|KA|K|LC|LG|LK|LP|MP3|O|TC|TK|VK|V"

_CHILDREN_IN_FRONT = re.compile(r"(?:u[fg]?|U)\s*(?=[A-ZÄ]|[0-9]{3})")
_CHILDREN_BEHIND = re.compile(r",\s*u[fg]?(?![A-Za-zåäö])")
_LOOSE_COLON = re.compile(r"\s*:\s*(?=[a-zåäö]{1,2}(?![A-Za-zåäö]))")
_SAB = re.compile(
    r"(?P<letters>[A-ZÄ][a-zåäö]*)"
    rf"(?P<divisions>(?:\s?\([a-zö]{{1,2}}\)|[.=:-][0-9a-zåäö]+|/(?:{_MEDIA})(?![A-Za-z0-9]))*)"
    r"(?:[\s:;,./-]+(?P<heading>.*))?"
)
_DDC = re.compile(r"(?P<whole>[0-9]{3})(?:[.,](?P<decimals>[0-9]+(?:[/'][0-9]+)*))?(?:[\s:;/-]+(?P<heading>\D.*)?)?")
_DIVISION = re.compile(r"(?P<sign>[(.=:/-])(?P<digits>[0-9]*)(?P<letters>[A-Za-zåäö]*[0-9]?)")
_ROMAN = re.compile(r"(?<=\w )(?=[XVI])X{0,3}(?:IX|IV|V?I{0,3})(?!\w)")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}

# All stand below the digits and above the space in front of a heading, in the order told above.
_SIGN_ORDER = {"(": "!", ".": "#", "-": "$", "=": "%", ":": "&", "/": "'"}


def shelf_key(mark: str) -> str:
    """Return the key that sorts `mark` in its shelf; "" for an empty mark, which comes first. Never fails."""
    told = describe(mark)
    if told.kind is MarkKind.NONE:
        return ""
    block = "2" if told.is_for_children else "1"
    return f"{block}{_KIND_ORDER[told.kind]}{_body(told)}"[:LONGEST_KEY].rstrip()


def describe(mark: str) -> ShelfMark:
    """Take a mark apart: scheme, children's or not, class and heading. What follows no scheme is the library's own."""
    bare = " ".join(mark.split())
    if not bare:
        return ShelfMark(MarkKind.NONE)
    in_front = _CHILDREN_IN_FRONT.match(bare)
    rest = bare[in_front.end() :] if in_front else bare
    return _as_ddc(rest, bool(in_front)) or _as_sab(rest, bool(in_front)) or _as_local(rest, bool(in_front))


def _as_ddc(mark: str, is_for_children: bool) -> ShelfMark | None:
    found = _DDC.fullmatch(mark)
    if not found:
        return None
    # A stroke inside the decimals only shows where a small library may cut the number.
    decimals = re.sub(r"\D", "", found["decimals"] or "")
    code = f"{found['whole']}.{decimals}" if decimals else found["whole"]
    return ShelfMark(MarkKind.DDC, is_for_children, code, found["heading"] or "")


def _as_sab(mark: str, is_for_children: bool) -> ShelfMark | None:
    without_u = _CHILDREN_BEHIND.sub("", mark, count=1)
    found = _SAB.fullmatch(_LOOSE_COLON.sub(":", without_u))
    if not found or not _is_class(found["letters"], has_divisions=bool(found["divisions"])):
        return None
    is_for_children = is_for_children or without_u != mark or found["letters"] in _CHILDRENS_CLASSES
    code = found["letters"] + found["divisions"].replace(" ", "")
    return ShelfMark(MarkKind.SAB, is_for_children, code, found["heading"] or "")


def _as_local(mark: str, is_for_children: bool) -> ShelfMark:
    return ShelfMark(MarkKind.LOCAL, is_for_children, mark)


def _is_class(letters: str, *, has_divisions: bool) -> bool:
    """True when the letters can be a SAB class rather than a word; divisions after them speak against a word."""
    if letters[0] not in _SECOND_LETTERS or len(letters) > _LONGEST_CLASS:
        return False
    if len(letters) > 1 and letters[1] not in _SECOND_LETTERS[letters[0]]:
        return False
    return has_divisions or not _WORDS.fullmatch(letters.lower())


def _body(told: ShelfMark) -> str:
    match told.kind:
        case MarkKind.DDC:
            code = told.code.replace(".", _SIGN_ORDER["."])
        case MarkKind.SAB:
            code = _sab_key(told.code)
        case _:
            code = sort_key(told.code)
    heading = sort_key(_ROMAN.sub(_as_digits, told.heading)) if told.heading else ""
    return f"{code} {heading}" if heading else code


def _sab_key(code: str) -> str:
    letters = re.match(r"[^\W\d]+", code)
    assert letters is not None  # describe() found a class
    divisions = (
        _SIGN_ORDER[part["sign"]] + part["digits"] + (sort_key(part["letters"]) if part["letters"] else "")
        for part in _DIVISION.finditer(code, letters.end())
    )
    return sort_key(letters.group()) + "".join(divisions)


def _as_digits(roman: re.Match[str]) -> str:
    values = [_ROMAN_VALUES[sign] for sign in roman.group()]
    following = [*values[1:], 0]
    return str(sum(-value if value < after else value for value, after in zip(values, following, strict=True)))
