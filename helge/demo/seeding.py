"""Build the demo part by part; each part is one transaction that also writes down that it is done.

Killed in the middle, the next start finds the finished parts and goes on with the first that is missing.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.db import connection, transaction

from helge.demo.history.days import days_of_history, live_through
from helge.demo.models import BEGUN, FINISHED, Part
from helge.demo.parts.catalogue import fill_catalogue
from helge.demo.parts.counting import count_everything
from helge.demo.parts.house import build_house
from helge.demo.parts.living import leave_it_living
from helge.demo.parts.patrons import fill_patrons
from helge.demo.plan import Plan
from helge.demo.progress import Progress
from helge.patrons.models import Patron

DAYS_BETWEEN_ANALYZES = 10


class NotOurs(Exception):
    """The database holds patrons that the demo did not make; the message tells what to do."""


@dataclass(frozen=True)
class Step:
    """One part: its name in the table, what people read, and what builds it."""

    name: str
    words: str
    build: Callable[[Plan, Progress], dict[str, Any]]


STEPS = (
    Step("house", "HelGe's libraries, rules and staff", build_house),
    Step("catalogue", "the catalogue and its items", fill_catalogue),
    Step("patrons", "the patrons", fill_patrons),
)
LAST_STEPS = (
    Step("living", "what waits at the desks today", leave_it_living),
    Step("counts", "the statistics", count_everything),
)


def begin(plan: Plan) -> Plan:
    """Mark the database as the demo's, or take up the plan that was begun here. Raises NotOurs."""
    with transaction.atomic():
        begun = Part.objects.filter(name=BEGUN).first()
        if begun is None:
            if Patron.objects.exists():
                raise NotOurs(
                    "This database has patrons that the demo did not make, so the demo does not touch it. "
                    "Choose another HELGE_DATA (or HELGE_DATABASE_URL)."
                )
            begun = _write_down(BEGUN, plan, {"days": plan.scale.days})
    # The moment and the seed of the first start count: what is built already leads up to it.
    return replace(plan, seed=begun.seed, now=begun.finished_at)


def is_finished() -> bool:
    return Part.objects.filter(name=FINISHED).exists()


def seed(plan: Plan, progress: Progress) -> None:
    """Build every part that is missing. Call `begin` first."""
    if is_finished():
        return
    with _without_waiting_for_the_disk():
        _take_steps(STEPS, plan, progress)
        _live_through_all(plan, progress)
        _take_steps(LAST_STEPS, plan, progress)
    # Committed in the ordinary way: when this returns, everything before it is on the disk as well.
    _build(FINISHED, plan, dict)


def _take_steps(steps: tuple[Step, ...], plan: Plan, progress: Progress) -> None:
    done = _done()
    for step in steps:
        if step.name not in done:
            with progress.part(step.words):
                _build(step.name, plan, partial(step.build, plan, progress))
    _analyze()


def _live_through_all(plan: Plan, progress: Progress) -> None:
    done = _done()
    days = [day for day in days_of_history(plan.first_day, plan.today) if f"day {day}" not in done]
    with progress.part(f"three months of lending, {len(days)} days"):
        for day in progress.each(days, total=len(days), unit="days"):
            _build(f"day {day}", plan, partial(live_through, day, plan))
            if day.day % DAYS_BETWEEN_ANALYZES == 0:
                _analyze()


def _done() -> set[str]:
    return set(Part.objects.values_list("name", flat=True))


def _build(name: str, plan: Plan, build: Callable[[], dict[str, Any]]) -> None:
    with transaction.atomic():
        started, cpu = time.monotonic(), time.process_time()
        figures = build()
        part = _write_down(name, plan, figures)
        part.seconds, part.cpu_seconds = time.monotonic() - started, time.process_time() - cpu
        part.save(update_fields=["seconds", "cpu_seconds"])


def _write_down(name: str, plan: Plan, figures: dict[str, Any]) -> Part:
    return Part.objects.create(name=name, seed=plan.seed, today=plan.today, finished_at=plan.now, figures=figures)


def _analyze() -> None:
    """Tell PostgreSQL how much there is; it would find out by itself, but too late."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@contextmanager
def _without_waiting_for_the_disk() -> Iterator[None]:
    """A power cut may cost the last parts, never half of one: they are simply built again."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = on")
