"""The same scan sent twice gets the same answer: remember it by its key."""

from typing import Any

from django.db import connection

from helge.consortium.occasion import Occasion
from helge.journal.models import ScanAnswer


def claim_scan_key(scan_key: str) -> None:
    """Let one of two equal scans go first: the second waits here until the first has committed.

    A transaction lock on the key's hash; two different keys that share a hash only wait, no more.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [scan_key])


def answer_given(scan_key: str, verb: str) -> dict[str, Any] | None:
    """The answer this scan got before, or None when it is new."""
    return ScanAnswer.objects.filter(scan_key=scan_key, verb=verb).values_list("answer", flat=True).first()


def keep_answer(verb: str, answer: dict[str, Any], occasion: Occasion) -> None:
    """Keep the answer under the occasion's scan key; nothing is kept without a key. No person in it."""
    if occasion.scan_key:
        ScanAnswer.objects.create(scan_key=occasion.scan_key, verb=verb, answer=answer, at=occasion.at)
