"""The verbs through the command, and the same statements as plain SQL, in turns within one run."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
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


def measure(connections: int, *, rounds: int, batch: int, apart: int) -> dict[tuple[str, str], Timings]:
    """Run `rounds` rounds in each of `connections` processes; way is "command" or "plain"."""
    # A process each, as desks have: threads would wait for one another in Python, not in the database.
    desks = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.verbs", str(1 + n * apart), str(rounds), str(batch)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(connections)
    ]
    answers = []
    for desk in desks:
        told, _nothing = desk.communicate()
        if desk.returncode:
            raise RuntimeError("a measuring process failed; what it said stands above")
        answers.append(json.loads(told))
    timings: dict[tuple[str, str], Timings] = defaultdict(Timings)
    for answer in answers:
        for verb, way, seconds in answer:
            timings[verb, way].seconds += seconds
    return timings


def one_desk(first_item: int, rounds: int, batch: int) -> list[tuple[str, str, list[float]]]:
    """Both ways in turns over one connection each; seconds per operation as (verb, way, seconds)."""
    import django

    django.setup()
    runner = _Runner()
    seconds: dict[tuple[str, str], list[float]] = defaultdict(list)
    cases = runner.cases(first_item, rounds * batch * 2)
    for number in range(rounds):
        one, other = cases[:batch], cases[batch : 2 * batch]
        cases = cases[2 * batch :]
        for verb in VERBS:
            # The first round warms both ways: caches, prepared statements, pages.
            taken = [runner.command(verb, case) for case in one]
            played = [runner.plain(verb, case) for case in other]
            if number:
                seconds[verb, "command"] += taken
                seconds[verb, "plain"] += played
    return [(verb, way, taken) for (verb, way), taken in seconds.items()]


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

    def cases(self, start: int, number: int) -> list[_Case]:
        """So many items, each with a patron and another title to reserve, spread over the database."""
        rows = self.bare.execute(
            """
            WITH many AS (SELECT min(id) AS first, count(*) AS number FROM catalogue_bibrecord)
            SELECT item.barcode, card.number, patron.id, other.id, library.id, library.code, library.municipality_id
            FROM many, (
                SELECT row_number() OVER (ORDER BY barcode) AS n, item.* FROM inventory_item item
                JOIN inventory_whereabouts spot ON spot.item_id = item.id AND spot.place = 'shelf'
                WHERE barcode >= %(from)s
                    AND NOT EXISTS (SELECT FROM holds_hold WHERE record_id = item.record_id AND state = 'waiting')
                ORDER BY barcode LIMIT %(number)s
            ) item
            JOIN consortium_library library ON library.id = item.owning_library_id
            JOIN LATERAL (SELECT * FROM patrons_patron WHERE id >= %(start)s / 8 + item.n ORDER BY id LIMIT 1) patron ON true
            JOIN patrons_card card ON card.patron_id = patron.id
            -- Half the catalogue away, so that nobody waits for a title that is being lent here.
            JOIN LATERAL (
                SELECT id FROM catalogue_bibrecord WHERE id >= many.first + (%(start)s + item.n + many.number / 2) %% many.number
                    AND NOT EXISTS (
                        SELECT FROM holds_hold held
                        WHERE held.patron_id = patron.id AND held.record_id = catalogue_bibrecord.id
                    )
                ORDER BY id LIMIT 1
            ) other ON true
            """,
            {"from": f"39{start:010d}", "number": number, "start": start},
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


if __name__ == "__main__":
    json.dump(one_desk(*(int(word) for word in sys.argv[1:])), sys.stdout)
