"""`/halsa`: is this Helge well? For monitoring; says nothing about persons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from helge.journal.queries import oldest_waiting_seconds
from helge.search.freshness import behind_seconds

LONGEST_WAIT_SECONDS = 15 * 60


@dataclass(frozen=True)
class Sign:
    """One sign of health: well or not, and the figures behind it."""

    is_well: bool
    figures: Mapping[str, object] = field(default_factory=dict)


def database() -> Sign:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Sign(is_well=True)


def migrations() -> Sign:
    waiting = waiting_migrations()
    return Sign(is_well=waiting == 0, figures={"waiting": waiting})


def waiting_migrations() -> int:
    """How many migrations this program has that the database has not."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def slips() -> Sign:
    """How long the oldest note to a reader has waited: long when no worker runs, or a reader fails."""
    waiting = oldest_waiting_seconds(timezone.now())
    return Sign(is_well=waiting < LONGEST_WAIT_SECONDS, figures={"waiting_seconds": round(waiting)})


def index() -> Sign:
    """How far the search index of this machine is behind the journal."""
    behind = behind_seconds(timezone.now())
    return Sign(is_well=behind < LONGEST_WAIT_SECONDS, figures={"behind_seconds": round(behind)})


SIGNS: Mapping[str, Callable[[], Sign]] = {
    "database": database,
    "migrations": migrations,
    "slips": slips,
    "index": index,
}


def examine(sign: Callable[[], Sign]) -> Sign:
    """A sign that cannot be read because the database does not answer is a bad sign, not a crash."""
    try:
        return sign()
    except DatabaseError as fault:
        return Sign(is_well=False, figures={"fault": type(fault).__name__})


@never_cache
@require_safe
def health(_request: HttpRequest) -> JsonResponse:
    """200 when every sign is well, otherwise 503; the figures are there for graphs."""
    found = {name: examine(sign) for name, sign in SIGNS.items()}
    is_well = all(sign.is_well for sign in found.values())
    answer = {"is_well": is_well} | {name: {"is_well": s.is_well, **s.figures} for name, s in found.items()}
    return JsonResponse(answer, status=200 if is_well else 503)
