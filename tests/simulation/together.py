"""Deeds at the same moment, each in a thread with a connection of its own."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection

from helge.foundation.refusals import Refused
from helge.stewardship.promises import broken_promises

LONGEST_SECONDS = 60


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Start the deeds at the same moment; returns what each answered, or the refusal it met.

    Anything but an answer or a refusal (a deadlock, a broken constraint) fails the story, and so does a promise
    that no longer holds.
    """
    start, answers = Barrier(len(deeds)), [None] * len(deeds)

    def run(number: int, deed: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            start.wait(10)
            answers[number] = deed()
        except Exception as fault:
            answers[number] = fault
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number, deed)) for number, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONGEST_SECONDS)
    assert not any(thread.is_alive() for thread in threads), "somebody still waits for somebody"
    faults = [answer for answer in answers if isinstance(answer, Exception) and not isinstance(answer, Refused)]
    assert not faults, "; ".join(f"{type(fault).__name__}: {fault}" for fault in faults)
    assert [(one.invariant.name, one.rows) for one in broken_promises()] == []
    return answers


def refused(answers: list[Any]) -> list[tuple[str, ...]]:
    """The codes of those that were refused."""
    return [answer.codes for answer in answers if isinstance(answer, Refused)]
