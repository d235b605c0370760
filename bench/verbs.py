"""The verbs through the command, and the same statements as plain SQL, in turns within one run."""

from __future__ import annotations

import multiprocessing
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

VERBS = ("check_out", "renew", "check_in", "place_hold")


@dataclass
class Timings:
    """Seconds per operation of one verb, one way."""

    seconds: list[float] = field(default_factory=list)

    def per_second(self, connections: int) -> float:
        return connections * len(self.seconds) / sum(self.seconds)

    def median_ms(self) -> float:
        return 1000 * statistics.median(self.seconds)

    def p95_ms(self) -> float:
        return 1000 * statistics.quantiles(self.seconds, n=20)[-1]


def measure(connections: int, *, rounds: int, batch: int, first_item: int) -> dict[tuple[str, str], Timings]:
    """Run `rounds` rounds in each of `connections` processes; way is "command" or "plain"."""
    share = rounds * batch * 2
    # A fresh process each: a forked one would share the database connection of its parent.
    with ProcessPoolExecutor(connections, mp_context=multiprocessing.get_context("spawn")) as pool:
        firsts = [first_item + n * share for n in range(connections)]
        answers = list(pool.map(_one_connection, firsts, [rounds] * connections, [batch] * connections))
    timings: dict[tuple[str, str], Timings] = defaultdict(Timings)
    for answer in answers:
        for key, seconds in answer.items():
            timings[key].seconds += seconds
    return timings


def _one_connection(first_item: int, rounds: int, batch: int) -> dict[tuple[str, str], list[float]]:
    import django

    django.setup()
    runner = _Runner()
    seconds: dict[tuple[str, str], list[float]] = defaultdict(list)
    for number in range(rounds):
        start = first_item + number * batch * 2
        one, other = runner.cases(start, batch), runner.cases(start + batch, batch)
        for verb in VERBS:
            # The first round warms both ways: caches, prepared statements, pages.
            taken = [runner.command(verb, case) for case in one]
            played = [runner.plain(verb, case) for case in other]
            if number:
                seconds[verb, "command"] += taken
                seconds[verb, "plain"] += played
    return seconds


@dataclass(frozen=True)
class _Case:
    barcode: str
    card: str
    patron_id: int
    record_id: int
    place: Any


class _Runner:
    """One desk: a Django connection for the commands, a bare one for the plain statements."""

    def __init__(self) -> None:
        import psycopg
        from django.db import connection

        connection.ensure_connection()
        info = connection.connection.info
        self.bare = psycopg.connect(host=info.host, port=info.port, user=info.user, dbname=info.dbname, autocommit=True)
        self.at = datetime.now().astimezone()
        self.loan_ids: dict[str, int] = {}

    def cases(self, start: int, batch: int) -> list[_Case]:
        """So many items, each with a patron and another title to reserve, spread over the database."""
        rows = self.bare.execute(
            """
            SELECT item.barcode, card.number, patron.id, other.id, library.id, library.code, library.municipality_id
            FROM (SELECT row_number() OVER (ORDER BY id) AS n, * FROM inventory_item
                  WHERE barcode >= %(from)s ORDER BY barcode LIMIT %(batch)s) item
            JOIN consortium_library library ON library.id = item.owning_library_id
            JOIN LATERAL (SELECT * FROM patrons_patron WHERE id >= %(start)s + item.n ORDER BY id LIMIT 1) patron ON true
            JOIN patrons_card card ON card.patron_id = patron.id
            JOIN LATERAL (SELECT id FROM catalogue_bibrecord WHERE id >= %(start)s + 3 * item.n ORDER BY id LIMIT 1) other
                ON true
            """,
            {"from": f"39{start:010d}", "batch": batch, "start": start},
        ).fetchall()
        from helge.consortium.occasion import Place

        return [_Case(row[0], row[1], row[2], row[3], Place(row[4], row[5], row[6])) for row in rows]

    def command(self, verb: str, case: _Case) -> float:
        """Seconds of one command, committed."""
        run = self._prepared_call(verb, case)
        start = time.perf_counter()
        run()
        seconds = time.perf_counter() - start
        self._note_loan(verb, case)
        return seconds

    def _prepared_call(self, verb: str, case: _Case) -> Callable[[], object]:
        from helge.circulation.commands.check_in import check_in
        from helge.circulation.commands.check_out import check_out
        from helge.circulation.commands.renew import renew
        from helge.consortium.occasion import Occasion
        from helge.holds.commands.place_hold import place_hold

        later = timedelta(days=10) if verb in ("renew", "check_in") else timedelta()
        occasion = Occasion(at=self.at + later, library=case.place, desk=f"bench-{case.card}")
        match verb:
            case "check_out":
                return lambda: check_out(case.barcode, case.card, occasion=occasion)
            case "renew":
                return lambda: renew(self.loan_ids[case.barcode], occasion=occasion)
            case "check_in":
                return lambda: check_in(case.barcode, occasion=occasion)
        return lambda: place_hold(case.record_id, case.patron_id, case.place.id, occasion=occasion)

    def plain(self, verb: str, case: _Case) -> float:
        """Seconds of the same statements over the bare connection: recorded, rolled back, played again."""
        statements = self._record(verb, case)
        start = time.perf_counter()
        with self.bare.transaction():
            for sql, params in statements:
                cursor = self.bare.execute(sql, params)
                if cursor.description:
                    cursor.fetchall()
        seconds = time.perf_counter() - start
        self._note_loan(verb, case)
        return seconds

    def _note_loan(self, verb: str, case: _Case) -> None:
        if verb == "check_out":
            found = self.bare.execute(
                "SELECT loan.id FROM circulation_loan loan JOIN inventory_item item ON item.id = loan.item_id"
                " WHERE item.barcode = %s AND loan.checked_in_at IS NULL",
                [case.barcode],
            ).fetchone()
            assert found is not None
            self.loan_ids[case.barcode] = found[0]

    def _record(self, verb: str, case: _Case) -> list[tuple[Any, Any]]:
        from django.db import transaction

        run = self._prepared_call(verb, case)
        with recorded() as statements, transaction.atomic():
            run()
            transaction.set_rollback(True)
        return statements


@contextmanager
def recorded() -> Iterator[list[tuple[Any, Any]]]:
    """Every statement that a command sends meanwhile, by either way to the database."""
    import psycopg
    from django.db import connection

    from helge.foundation import statements as hot

    seen: list[tuple[Any, Any]] = []

    class Recording(psycopg.Cursor[Any]):
        def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
            seen.append((query, params))
            return super().execute(query, params, **more)

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 (Django's form)
        if not sql.startswith(("SAVEPOINT", "RELEASE")):
            seen.append((sql, params))
        return execute(sql, params, many, context)

    original = psycopg.Cursor
    hot.psycopg.Cursor = Recording  # type: ignore[misc]
    try:
        with connection.execute_wrapper(note):
            yield seen
    finally:
        hot.psycopg.Cursor = original  # type: ignore[misc]
