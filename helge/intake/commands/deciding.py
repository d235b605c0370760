"""Decide what becomes of each record of a portion: created, updated, unchanged, or for a person to review."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from helge.catalogue.marc import to_json
from helge.catalogue.models import BibRecord, RecordVersion
from helge.intake.commands.evidence import Candidates, evidence_like
from helge.intake.commands.reading import Incoming
from helge.intake.models import ImportRow
from helge.intake.rules.match import Match, Verdict, match

# What a leader says of lengths changes whenever a record is written, and says nothing about its contents.
_LENGTHS = (slice(0, 5), slice(12, 17))


def decide_all(portion: Sequence[Incoming], batch_id: int) -> None:
    """Set `outcome` and `target` of everything that could be read."""
    readable = [incoming for incoming in portion if incoming.evidence]
    candidates = Candidates(evidence_like([incoming.evidence for incoming in readable if incoming.evidence]))
    matches: list[tuple[Incoming, Match]] = []
    for incoming in readable:
        assert incoming.evidence
        found = match(incoming.evidence, candidates.of(incoming.evidence))
        if found.verdict is Verdict.NEW:
            # Those that come later in the same portion are to meet it.
            candidates.add(incoming.evidence)
        matches.append((incoming, found))
    known = _Known([found.record_id for _incoming, found in matches if found.record_id], portion, batch_id)
    for incoming, found in matches:
        _decide(incoming, found, known)


def decide_as_new(incoming: Incoming) -> None:
    """A person has looked at it: it is a record of its own, whatever the numbers say."""
    incoming.outcome, incoming.target = "created", None


def _decide(incoming: Incoming, found: Match, known: "_Known") -> None:
    incoming.target = found.record_id
    if found.reason:
        incoming.remarks.append(found.reason)
    match found.verdict:
        case Verdict.NEW:
            incoming.outcome, incoming.target = "created", None
        case Verdict.SAME:
            incoming.outcome = "unchanged"
        case Verdict.REVIEW:
            incoming.outcome = "review"
        case Verdict.UPDATE:
            assert found.record_id is not None
            assert incoming.record is not None
            if same_contents(to_json(incoming.record), known.marc[found.record_id]):
                incoming.outcome = "unchanged"
            elif reason := known.reason_to_ask(found.record_id):
                incoming.outcome = "review"
                incoming.remarks.append(reason)
            else:
                incoming.outcome = "updated"


class _Known:
    """The records that were matched: their MARC, and what speaks against writing over them."""

    def __init__(self, record_ids: Iterable[int], portion: Sequence[Incoming], batch_id: int) -> None:
        there = {record_id for record_id in record_ids if record_id > 0}
        self.marc: dict[int, Any] = dict(BibRecord.objects.filter(pk__in=there).values_list("pk", "marc"))
        for incoming in portion:
            if incoming.evidence and incoming.record:
                self.marc[incoming.evidence.record_id] = to_json(incoming.record)
        self._of_this_file = set(
            ImportRow.objects.filter(batch_id=batch_id, record_id__in=there).values_list("record_id", flat=True)
        )
        self._edited_by_hand = set(
            RecordVersion.objects.filter(record_id__in=there, import_rows__isnull=True).values_list(
                "record_id", flat=True
            )
        )

    def reason_to_ask(self, record_id: int) -> str:
        if record_id < 0 or record_id in self._of_this_file:
            return _("Samma postnummer står två gånger i filen, med olika innehåll.")
        if record_id in self._edited_by_hand:
            return _("Titeln har ändrats för hand sedan den lästes in.")
        return ""


def same_contents(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """True when two records in MARC-in-JSON differ in nothing but the lengths in their leaders."""
    return bool(one["fields"] == other["fields"]) and _without_lengths(one["leader"]) == _without_lengths(
        other["leader"]
    )


def _without_lengths(leader: str) -> str:
    kept = list(leader)
    for part in reversed(_LENGTHS):
        kept[part] = []
    return "".join(kept)
