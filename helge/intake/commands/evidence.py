"""Gather what the matching needs: the records we have that share a number with those that come."""

from collections.abc import Collection, Sequence

from django.db.models import Q

from helge.catalogue.models import BibRecord
from helge.intake.rules.match import Evidence

_COLUMNS = ("pk", "control_source", "control_number", "title", "author", "year", "languages", "media_type", "isbns")


def evidence_like(incoming: Sequence[Evidence]) -> list[Evidence]:
    """Records in the catalogue with a control number or an ISBN/ISSN of the incoming ones; two index look-ups."""
    by_source: dict[str, list[str]] = {}
    for record in incoming:
        if record.control_number:
            by_source.setdefault(record.control_source, []).append(record.control_number)
    numbers = sorted(frozenset[str]().union(*(record.numbers for record in incoming)))
    found: dict[int, Evidence] = {}
    for source, control_numbers in by_source.items():
        _gather(found, Q(control_source=source, control_number__in=control_numbers) & ~Q(control_number=""))
    if numbers:
        _gather(found, Q(isbns__overlap=numbers))
    return list(found.values())


def _gather(found: dict[int, Evidence], condition: Q) -> None:
    for pk, source, number, title, author, year, languages, media_type, isbns in BibRecord.objects.filter(
        condition
    ).values_list(*_COLUMNS):
        language = languages[0] if languages else ""
        found[pk] = Evidence(pk, source, number, title, author, year, language, media_type, frozenset(isbns))


class Candidates:
    """Evidence by number, so that each incoming record meets only those it shares one with."""

    def __init__(self, known: Collection[Evidence] = ()) -> None:
        self._by_control: dict[tuple[str, str], list[Evidence]] = {}
        self._by_number: dict[str, list[Evidence]] = {}
        for evidence in known:
            self.add(evidence)

    def add(self, evidence: Evidence) -> None:
        if evidence.control_number:
            self._by_control.setdefault((evidence.control_source, evidence.control_number), []).append(evidence)
        for number in evidence.numbers:
            self._by_number.setdefault(number, []).append(evidence)

    def of(self, evidence: Evidence) -> list[Evidence]:
        found = {} if not evidence.control_number else {
            each.record_id: each
            for each in self._by_control.get((evidence.control_source, evidence.control_number), ())
        }  # fmt: skip
        for number in evidence.numbers:
            found.update((each.record_id, each) for each in self._by_number.get(number, ()))
        return list(found.values())
