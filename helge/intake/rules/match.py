"""Is this record one we have? The one place that decides, with its reasons.

Editions, translations and other media are never taken for one another: where the evidence disagrees, a person decides.
A number that many records of a file share proves nothing, so a source's own control numbers come first: what a source
keeps apart stays apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from helge.foundation import swedish

# Share of the words of the shorter title that must be in the longer one.
SIMILAR_SHARE = 0.75
# Years between two printings of one edition, as sources date them.
YEARS_APART = 1


class Verdict(StrEnum):
    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    REVIEW = "review"


@dataclass(frozen=True)
class Evidence:
    """What is compared. `record_id` is the record's own, or a negative number for one of the same batch."""

    record_id: int
    control_source: str
    control_number: str
    title: str
    author: str
    year: int | None
    language: str
    media_type: str
    numbers: frozenset[str]


@dataclass(frozen=True)
class Match:
    """The verdict, the record it is about and why, for the person who reads the list."""

    verdict: Verdict
    record_id: int | None = None
    reason: str = ""


def match(incoming: Evidence, candidates: Iterable[Evidence]) -> Match:
    """Compare a record with those that share a number with it.

    `update`: the same source sent it before. `same`: another source's record of the same edition. `review`: the numbers
    agree and something else does not.
    """
    doubts: list[Match] = []
    for candidate in sorted(candidates, key=lambda found: not _has_same_control_number(incoming, found)):
        if _has_same_control_number(incoming, candidate):
            if similar(incoming.title, candidate.title) or incoming.numbers & candidate.numbers:
                return Match(Verdict.UPDATE, candidate.record_id)
            reason = _("Källans postnummer finns redan men titeln är en annan: %(title)s.") % {"title": candidate.title}
            return Match(Verdict.REVIEW, candidate.record_id, reason)
        if incoming.numbers & candidate.numbers:
            found = _by_number(incoming, candidate)
            if found.verdict is Verdict.SAME:
                return found
            doubts.append(found)
    return next((doubt for doubt in doubts if doubt.verdict is Verdict.REVIEW), Match(Verdict.NEW))


def _has_same_control_number(one: Evidence, other: Evidence) -> bool:
    return bool(one.control_number) and (one.control_source, one.control_number) == (
        other.control_source,
        other.control_number,
    )


def _by_number(incoming: Evidence, candidate: Evidence) -> Match:
    """They share an ISBN or ISSN: is it one edition?"""
    told = {"id": candidate.record_id, "title": candidate.title}
    if incoming.control_number and candidate.control_number and incoming.control_source == candidate.control_source:
        return Match(Verdict.NEW)  # their source keeps them apart
    if "unknown" not in {incoming.media_type, candidate.media_type} and incoming.media_type != candidate.media_type:
        return Match(Verdict.NEW)  # a book and its film in one box
    if not similar(incoming.title, candidate.title):
        return Match(
            Verdict.REVIEW, candidate.record_id, _("Samma ISBN eller ISSN men en annan titel: %(title)s.") % told
        )
    if incoming.language and candidate.language and incoming.language != candidate.language:
        return Match(Verdict.REVIEW, candidate.record_id, _("Samma ISBN eller ISSN men ett annat språk."))
    is_serial = all("-" in number for number in incoming.numbers & candidate.numbers)
    if not is_serial and incoming.year and candidate.year and abs(incoming.year - candidate.year) > YEARS_APART:
        return Match(
            Verdict.REVIEW, candidate.record_id, _("Samma ISBN men ett annat år: %(year)s.") % {"year": candidate.year}
        )
    return Match(Verdict.SAME, candidate.record_id, _("Samma ISBN eller ISSN och samma titel."))


def similar(one: str, other: str) -> bool:
    """True when the words of the shorter title are (nearly) all in the longer one; numbers must agree exactly.

    "Utvandrarna. Del 1" and "Utvandrarna. Del 2" are two, and so are a part and the whole.
    """
    words, other_words = (set(swedish.title_key(title).rstrip("|").split()) for title in (one, other))
    if not words or not other_words:
        return False
    numbers, other_numbers = ({word for word in some if word.isdigit()} for some in (words, other_words))
    if numbers != other_numbers:
        return False
    return len(words & other_words) >= SIMILAR_SHARE * min(len(words), len(other_words))
