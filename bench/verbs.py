"""The verbs through the command, and the same statements as plain SQL, in turns within one run.

Every case is rehearsed first, both ways alike: the command runs and is rolled back. That tells which statements the
plain way plays, and both then meet pages that are in memory.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bench.recording import recorded

VERBS = ("check_out", "renew", "check_in", "place_hold")
WAYS = ("command", "plain")


@dataclass
class Timings:
    """Seconds of each operation of one verb, one way, and of its commit alone."""

    seconds: list[float] = field(default_factory=list)
    commits: list[float] = field(default_factory=list)

    def per_second(self, connections: int) -> float:
        return connections * len(self.seconds) / sum(self.seconds)

    def median_ms(self) -> float:
        return 1000 * statistics.median(self.seconds)

    def p95_ms(self) -> float:
        return 1000 * statistics.quantiles(self.seconds, n=20)[-1]

    def commit_ms(self) -> float:
        return 1000 * statistics.median(self.commits)


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
        for verb, way, seconds, commits in answer:
            timings[verb, way].seconds += seconds
            timings[verb, way].commits += commits
    return timings


def one_desk(first_item: int, rounds: int, batch: int) -> list[tuple[str, str, list[float], list[float]]]:
    """Both ways in turns over one connection each; per operation (verb, way, seconds, seconds of the commit)."""
    import django

    django.setup()
    desk = Desk(name=f"bench {first_item}")
    timings: dict[tuple[str, str], Timings] = defaultdict(Timings)
    # The first round is not counted, it warms both ways: caches, prepared statements, pages.
    cases = desk.cases(first_item, (rounds + 1) * batch * len(WAYS))
    for number in range(rounds + 1):
        now, cases = cases[: batch * len(WAYS)], cases[batch * len(WAYS) :]
        for verb in VERBS:
            statements = [desk.rehearse(verb, case) for case in now]
            for turn, (case, some) in enumerate(zip(now, statements, strict=True)):
                way = WAYS[turn % len(WAYS)]
                seconds, commit = desk.command(verb, case) if way == "command" else desk.plain(some)
                if number:
                    timings[verb, way].seconds.append(seconds)
                    timings[verb, way].commits.append(commit)
            if verb == "check_out":
                desk.note_loans(now)
    return [(verb, way, taken.seconds, taken.commits) for (verb, way), taken in timings.items()]


@dataclass(frozen=True)
class Case:
    """An item on its own shelf, a patron, and another title for the patron to reserve."""

    barcode: str
    card: str
    patron_id: int
    record_id: int
    place: Any


_CASES = """
    WITH item AS (
        SELECT row_number() OVER (ORDER BY barcode) AS n, item.* FROM inventory_item item
        JOIN inventory_whereabouts spot ON spot.item_id = item.id AND spot.place = 'shelf'
        WHERE barcode >= %(from)s
            AND NOT EXISTS (SELECT FROM holds_hold WHERE record_id = item.record_id AND state = 'waiting')
        ORDER BY barcode LIMIT %(number)s
    ), first AS (
        SELECT (SELECT min(id) FROM patrons_patron) AS patron, (SELECT min(id) FROM catalogue_bibrecord) AS record,
            (SELECT count(*) FROM catalogue_bibrecord) AS records
    )
    SELECT item.barcode, card.number, patron.id, other.id, library.id, library.code, library.municipality_id
    FROM first, item
    JOIN consortium_library library ON library.id = item.owning_library_id
    JOIN LATERAL (
        SELECT * FROM patrons_patron WHERE id >= first.patron + %(start)s / 9 + item.n ORDER BY id LIMIT 1
    ) patron ON true
    JOIN patrons_card card ON card.patron_id = patron.id
    -- Half the catalogue away, so that nobody waits for a title that is being lent here.
    JOIN LATERAL (
        SELECT id FROM catalogue_bibrecord record
        WHERE id >= first.record + (%(start)s + item.n + first.records / 2) %% first.records
            AND NOT EXISTS (
                SELECT FROM holds_hold held WHERE held.patron_id = patron.id AND held.record_id = record.id
            )
        ORDER BY id LIMIT 1
    ) other ON true
    ORDER BY item.n
"""

# What earlier runs reserved: patrons would reach the number of holds they may have.
_FORGET_EARLIER_RUNS = "DELETE FROM holds_hold WHERE channel = 'desk' AND state = 'waiting' AND patron_id = ANY(%s)"


class Desk:
    """One desk: a Django connection for the commands, a bare one for the plain statements."""

    def __init__(self, name: str) -> None:
        import psycopg
        from django.db import connection

        connection.ensure_connection()
        info = connection.connection.info
        self.bare = psycopg.connect(host=info.host, port=info.port, user=info.user, dbname=info.dbname)
        self.name = name
        self.at = datetime.now().astimezone()
        self.loan_ids: dict[str, int] = {}
        self.commit_seconds = 0.0
        self._time_commits_of(connection)

    def cases(self, start: int, number: int) -> list[Case]:
        """So many items from the `start`th on, each with a patron and another title to reserve."""
        from helge.consortium.occasion import Place

        rows = self.bare.execute(_CASES, {"from": f"39{start:010d}", "number": number, "start": start}).fetchall()
        self.bare.execute(_FORGET_EARLIER_RUNS, [[row[2] for row in rows]])
        self.bare.commit()
        return [Case(row[0], row[1], row[2], row[3], Place(*row[4:])) for row in rows]

    def command(self, verb: str, case: Case) -> tuple[float, float]:
        """Seconds of one command, committed, and of the commit alone."""
        run = self._prepared_call(verb, case)
        start = time.perf_counter()
        run()
        return time.perf_counter() - start, self.commit_seconds

    def plain(self, statements: list[tuple[Any, Any]]) -> tuple[float, float]:
        """Seconds of the same statements over the bare connection, committed, and of the commit alone."""
        start = time.perf_counter()
        for sql, params in statements:
            cursor = self.bare.execute(sql, params)
            if cursor.description:
                cursor.fetchall()
        written = time.perf_counter()
        self.bare.commit()
        end = time.perf_counter()
        return end - start, end - written

    def rehearse(self, verb: str, case: Case) -> list[tuple[Any, Any]]:
        """The statements of a command that is rolled back."""
        from django.db import transaction

        run = self._prepared_call(verb, case)
        with recorded() as statements, transaction.atomic():
            run()
            transaction.set_rollback(True)
        return statements

    def note_loans(self, cases: list[Case]) -> None:
        """Learn the numbers of the open loans of the cases' items, which renewals ask for."""
        rows = self.bare.execute(
            "SELECT item.barcode, loan.id FROM circulation_loan loan JOIN inventory_item item ON item.id = loan.item_id"
            " WHERE item.barcode = ANY(%s) AND loan.checked_in_at IS NULL",
            [[case.barcode for case in cases]],
        )
        self.loan_ids |= dict(rows.fetchall())
        self.bare.commit()

    def _prepared_call(self, verb: str, case: Case) -> Callable[[], object]:
        from helge.circulation.commands.check_in import check_in
        from helge.circulation.commands.check_out import check_out
        from helge.circulation.commands.renew import renew
        from helge.consortium.occasion import Occasion
        from helge.holds.commands.place_hold import place_hold

        later = timedelta(days=10) if verb in ("renew", "check_in") else timedelta()
        # All that a real scan carries: a desk that may take it back, a key that makes it safe to send twice.
        occasion = Occasion(
            at=self.at + later,
            library=case.place,
            desk=self.name,
            scan_key=f"bench {self.at:%s} {verb} {case.barcode}",
        )
        match verb:
            case "check_out":
                return lambda: check_out(case.barcode, case.card, occasion=occasion)
            case "renew":
                return lambda: renew(self.loan_ids[case.barcode], occasion=occasion)
            case "check_in":
                return lambda: check_in(case.barcode, occasion=occasion)
        return lambda: place_hold(case.record_id, case.patron_id, case.place.id, occasion=occasion)

    def _time_commits_of(self, connection: Any) -> None:
        commit = connection._commit  # noqa: SLF001 (what transaction.atomic ends with)

        def timed() -> None:
            start = time.perf_counter()
            commit()
            self.commit_seconds = time.perf_counter() - start

        connection._commit = timed  # noqa: SLF001


if __name__ == "__main__":
    json.dump(one_desk(*(int(word) for word in sys.argv[1:])), sys.stdout)
