"""Why a title is among the hits: the parts of the record that hold what was asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from django.utils.translation import gettext as _

from .analysis import forms, looked_up, other_writings, words
from .document import IndexDocument
from .names import spoken_name
from .parsing import Both, Either, Node, Number, Phrase, Shelf, Word
from .schema import NOTES, PEOPLE, PUBLISHER, SERIES, SUBJECT, TITLE, shelf_terms

MOST_REASONS = 3


@dataclass(frozen=True)
class Reason:
    """`area` is an area of the schema, or "number" or "shelf"; `text` is the heading or code that matched."""

    area: str
    text: str = ""

    def line(self) -> str:
        """The reason in the reader's language."""
        match self.area:
            case TITLE.name:
                return _("i titeln")
            case PEOPLE.name:
                return _("upphov: %(name)s") % {"name": self.text}
            case SERIES.name:
                return _("i serien %(series)s") % {"series": self.text}
            case SUBJECT.name:
                return _("ämne: %(subject)s") % {"subject": self.text}
            case PUBLISHER.name:
                return _("förlag: %(publisher)s") % {"publisher": self.text}
            case "number":
                return _("ISBN eller ISSN")
            case "shelf":
                return _("hylla %(code)s") % {"code": self.text}
        return _("i beskrivningen")


def reasons(
    node: Node | None, document: IndexDocument, similar: Sequence[str] = (), completed: str = ""
) -> tuple[Reason, ...]:
    """Return at most three reasons, the weightiest first. `similar` are words the search mended others into,
    `completed` is a word of which the beginning was enough.
    """
    asked = list(_asked(node))
    sought = {
        form for word in chain((one for each in asked for one in words(each)), similar) for form in _forms_of(word)
    }
    beginnings = tuple(one for word in (*_cut(node), completed) for one in words(word)[-1:])
    found = tuple(islice(dict.fromkeys(_of_codes(node, document, asked)), MOST_REASONS))
    found += tuple(islice(_of_words(document, sought, beginnings), MOST_REASONS - len(found)))
    return found or tuple(_of_notes(document, sought, beginnings))


def _of_words(document: IndexDocument, sought: set[str], beginnings: tuple[str, ...]) -> Iterator[Reason]:
    def holds(text: str) -> bool:
        return _holds(text, sought, beginnings)

    if holds(document.title) or holds(document.subtitle):
        yield Reason(TITLE.name)
    yield from (Reason(PEOPLE.name, spoken_name(heading)) for heading in document.people if holds(heading))
    if holds(document.series):
        yield Reason(SERIES.name, document.series)
    yield from (Reason(SUBJECT.name, subject) for subject in document.subjects if holds(subject))


def _of_notes(document: IndexDocument, sought: set[str], beginnings: tuple[str, ...]) -> Iterator[Reason]:
    """Said only when nothing better can be: long notes hold nearly any word."""
    if _holds(document.publisher, sought, beginnings):
        yield Reason(PUBLISHER.name, document.publisher)
    elif _holds(f"{document.responsibility} {document.notes}", sought, beginnings):
        yield Reason(NOTES.name)


def _holds(text: str, sought: set[str], beginnings: tuple[str, ...]) -> bool:
    return any(
        word in sought
        or (beginnings and word.startswith(beginnings))
        or not sought.isdisjoint(forms(word, english=True))
        for word in (*words(text), *other_writings(text))
    )


def _of_codes(node: Node | None, document: IndexDocument, asked: Sequence[str]) -> Iterator[Reason]:
    numbers = {number.replace("-", "").upper() for number in document.isbns}
    if any(each.digits in numbers for each in _leaves(node) if isinstance(each, Number)):
        yield Reason("number")
    terms = set(shelf_terms(document.classification))
    codes = [each.code for each in _leaves(node) if isinstance(each, Shelf)]
    if any(code in terms for code in codes) or any(f"w:{each.lower()}" in terms for each in asked):
        yield Reason("shelf", document.classification)


def _asked(node: Node | None) -> Iterator[str]:
    return (each.text for each in _leaves(node) if isinstance(each, Word | Phrase))


def _cut(node: Node | None) -> Iterator[str]:
    return (each.text for each in _leaves(node) if isinstance(each, Word) and each.is_cut)


def _leaves(node: Node | None) -> Iterator[Node]:
    if isinstance(node, Both | Either):
        for each in node.nodes:
            yield from _leaves(each)
    elif node is not None:
        yield node


def _forms_of(word: str) -> Iterator[str]:
    yield word
    yield from (form for form, _near in looked_up(word))
