"""Understanding what people type: words, "phrases", författare:lindgren, -ord, ELLER, ISBN in any form.

Never fails. Returns None when nothing searchable was typed, which finds nothing; it never means "everything". Signs
that do not fit (a lone quote, half a parenthesis) are ignored rather than punished.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from helge.foundation.isbn import isbn13, issn
from helge.foundation.swedish import fold_plain

from .analysis import words

LONGEST_TEXT = 500  # characters
MOST_WORDS = 40
DEEPEST_PARENTHESES = 8

FIELD_NAMES = {
    "title": ("titel", "title", "ti"),
    "people": ("forfattare", "upphov", "person", "namn", "author", "name", "au"),
    "subject": ("amne", "amnesord", "subject", "su"),
    "series": ("serie", "series"),
    "publisher": ("forlag", "publisher"),
    "number": ("isbn", "issn"),
    "shelf": ("sab", "klass", "hylla", "signum", "ddc", "class"),
    "year": ("ar", "utgivningsar", "year"),
}
_FIELDS = {name: field for field, names in FIELD_NAMES.items() for name in names}

_OPERATORS = {"AND": "and", "OCH": "and", "OR": "or", "ELLER": "or", "NOT": "not", "INTE": "not"}


@dataclass(frozen=True)
class Word:
    """One written word, which may hold several spoken ones ("spider-man"). `area` None means anywhere.

    `is_cut` is truncation: "häst*" asks for every word that begins so.
    """

    text: str
    area: str | None = None
    is_cut: bool = False


@dataclass(frozen=True)
class Phrase:
    text: str
    area: str | None = None


@dataclass(frozen=True)
class Number:
    """An ISBN or ISSN. `text` is what was typed, for records that have the same signs in their text."""

    digits: str
    text: str = ""


@dataclass(frozen=True)
class Shelf:
    """A classification and all below it: Hc gives Hce too."""

    code: str


@dataclass(frozen=True)
class Years:
    first: int | None
    last: int | None


@dataclass(frozen=True)
class Not:
    node: "Node"


@dataclass(frozen=True)
class Both:
    """All of `nodes`."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True)
class Either:
    """At least one of `nodes`."""

    nodes: tuple["Node", ...]


Node = Word | Phrase | Number | Shelf | Years | Not | Both | Either


def parse(text: str) -> Node | None:
    """Return what `text` asks for, or None when it holds no word, number or code to look for.

    Only exclusions ("-pippi") also give None: what is not wanted says nothing about what is.
    """
    shortened = text[:LONGEST_TEXT]
    node = _Parser(list(_tokens(shortened)), operators=any(sign.islower() for sign in shortened)).whole()
    return node if node is not None and _wants_something(node) else None


def wanted_words(node: Node | None) -> list[Word]:
    """The words that were asked for, in order, without those excluded."""
    match node:
        case Word():
            return [node]
        case Both(nodes) | Either(nodes):
            return [word for each in nodes for word in wanted_words(each)]
        case _:
            return []


# --- Tokens: quoted text, parentheses, field names, numbers and chunks between spaces ---------------------

_TOKEN = re.compile(
    r"""
      (?P<quoted>  [-+]? ["“”„»«] [^"“”„»«]* ["“”„»«] )
    | (?P<number>  (?: isbn (?:-1[03])? [:\s]* )? (?<![\w-])
                   (?: 97[89] [\s‐-―-]? (?:[0-9][\s‐-―-]?){9} [0-9]      # ISBN-13, spaces or hyphens anywhere
                     | (?:[0-9][‐-―-]?){9} [0-9X]                        # ISBN-10, hyphens anywhere
                     | [0-9]{1,5} \s [0-9]{2,6} \s [0-9]{1,6} \s [0-9X]  # ISBN-10 as printed, with spaces
                     | [0-9]{4}[‐-―-][0-9]{3}[0-9X] )                    # ISSN
                   (?![\w]) )
    | (?P<field>   [-+]? [A-Za-zÅÄÖåäö]{2,12} : )
    | (?P<open>    [-+]? \( )
    | (?P<close>   \) )
    | (?P<chunk>   [^\s()"“”„»«]+ )
    """,
    re.VERBOSE | re.IGNORECASE,
)


_CHUNK = re.compile(r"[^\s()\"]+")


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    is_excluded: bool = False


def _tokens(text: str) -> Iterator[_Token]:
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if not found:
            place += 1
            continue
        kind, told = found.lastgroup or "chunk", found.group()
        place = found.end()
        is_excluded = told[0] == "-" and kind != "number" and _may_exclude(told)
        if kind != "number":
            told = told.lstrip("-+") or told
        if kind == "field":
            if fold_plain(told[:-1]) not in _FIELDS:
                # "Mission: Impossible" and "http://": no field of ours, so ordinary words. Go on after the colon.
                kind, told = "chunk", told[:-1]
        elif kind == "number" and not _digits(told) and told[:4].lower() != "isbn":
            chunk = _CHUNK.match(text, found.start())
            told, kind = (chunk.group() if chunk else told), "chunk"
            place = found.start() + len(told)
        yield _Token(kind, told, is_excluded)


def _may_exclude(told: str) -> bool:
    """A minus means "not" before a letter, a quote or a parenthesis; before a digit it is part of a number."""
    return len(told) > 1 and not told[1].isdigit() and told[1] not in "-–"


def _digits(text: str) -> str | None:
    return isbn13(text) or issn(text)


# --- Grammar: either := both (ELLER both)*; both := (INTE? one)+ -------------------------------------


class _Parser:
    def __init__(self, tokens: list[_Token], *, operators: bool) -> None:
        # In a text all in capitals, OCH and INTE are the words of a title and no operators.
        self.operators = operators
        self.tokens = tokens[: MOST_WORDS * 2]
        self.place = 0
        self.depth = 0

    def whole(self) -> Node | None:
        parts = []
        while self.place < len(self.tokens):
            part = self.either()
            if part is not None:
                parts.append(part)
            self.place += 1  # a closing parenthesis nobody opened
        return _joined(Both, parts)

    def either(self) -> Node | None:
        parts = [self.both()]
        while self.operator() == "or":
            self.place += 1
            parts.append(self.both())
        told = [part for part in parts if part is not None]
        # "pippi ELLER -emil" would be nearly everything; only what is wanted counts among alternatives.
        return _joined(Either, [part for part in told if _wants_something(part)] or told)

    def both(self) -> Node | None:
        parts: list[Node] = []
        while (token := self.current()) is not None and token.kind != "close" and self.operator() != "or":
            operator = self.operator()
            if operator == "and":
                self.place += 1
                continue
            if operator == "not":
                self.place += 1
            part = self.one()
            if part is not None:
                parts.append(Not(part) if operator == "not" else part)
        return _joined(Both, parts)

    def one(self) -> Node | None:
        token = self.current()
        if token is None or token.kind == "close":
            return None
        self.place += 1
        node = self.group() if token.kind == "open" else self.field(token) if token.kind == "field" else _leaf(token)
        return Not(node) if node is not None and token.is_excluded else node

    def group(self) -> Node | None:
        if self.depth >= DEEPEST_PARENTHESES:
            return None
        self.depth += 1
        node = self.either()
        self.depth -= 1
        if (token := self.current()) is not None and token.kind == "close":
            self.place += 1
        return node

    def field(self, token: _Token) -> Node | None:
        """A field name takes the next word or phrase; the words after that may be anywhere, the same field included."""
        field = _FIELDS[fold_plain(token.text[:-1])]
        following = self.current()
        if following is None or following.kind not in {"quoted", "chunk", "number"}:
            return None
        self.place += 1
        node = _leaf(following, field)
        return Not(node) if node is not None and following.is_excluded else node

    def current(self) -> _Token | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def operator(self) -> str | None:
        token = self.current()
        return _OPERATORS.get(token.text) if self.operators and token is not None and token.kind == "chunk" else None


def _leaf(token: _Token, field: str | None = None) -> Node | None:
    told = token.text.strip('"“”„»«') if token.kind == "quoted" else token.text
    if token.kind == "number" or field == "number":
        return _number(told)
    if field == "shelf":
        code = told.strip("*").lower()
        return Shelf(code) if words(code) else None
    if field == "year":
        return _years(told)
    spoken = words(told)
    if not spoken:
        return None
    if token.kind == "quoted" and len(spoken) > 1:
        return Phrase(told, field)
    return Word(told.rstrip("*"), field, is_cut=told.endswith("*") and len(spoken[-1]) > 1)


def _number(told: str) -> Node | None:
    # A number with a wrong check digit is kept as typed: some books were printed with one.
    bare = re.sub(r"[^0-9X]", "", told.upper())
    digits = _digits(told) or bare
    return Number(digits.replace("-", ""), told) if bare else None


def _years(told: str) -> Node | None:
    found = re.fullmatch(r"([0-9]{4})?\s*(-|–|\.\.)?\s*([0-9]{4})?", told)
    if not found or not (found[1] or found[3]):
        return Word(told) if words(told) else None
    first, last = (int(year) if year else None for year in (found[1], found[3]))
    return Years(first, last if found[2] else first)


def _joined(kind: type[Both] | type[Either], parts: list[Node]) -> Node | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    return kind(tuple(parts[:MOST_WORDS]))


def _wants_something(node: Node) -> bool:
    match node:
        case Not():
            return False
        case Both(nodes) | Either(nodes):
            return any(_wants_something(each) for each in nodes)
        case _:
            return True
