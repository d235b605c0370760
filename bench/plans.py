"""What a scan, a list or a page asks of the full-size database: which indexes answer, how long, and what is read whole.

The statements are not written down here: they are recorded from the verbs, the questions of the rooms and the pages,
and then explained, each in a transaction that is rolled back.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from bench.pages import visits
from bench.recording import recorded
from bench.verbs import VERBS, Case, Desk

BIG_TABLES = {
    "catalogue_bibrecord",
    "catalogue_work",
    "circulation_loan",
    "fees_charge",
    "holds_hold",
    "inventory_item",
    "inventory_whereabouts",
    "journal_event",
    "ledger_entry",
    "ledger_posting",
    "logistics_transit",
    "notices_notice",
    "patrons_card",
    "patrons_contactchannel",
    "patrons_patron",
}
# Reading this many rows of a big table is no sequential scan, and still work that nobody should wait for.
MANY_ROWS = 20_000


@dataclass(frozen=True)
class Explained:
    """One statement of a question. `read_whole`: big tables it goes through from end to end."""

    question: str
    milliseconds: float
    indexes: tuple[str, ...]
    read_whole: tuple[str, ...]
    sql: str


def explained(first_item: int) -> Iterator[Explained]:
    """Every statement of the verbs, of the rooms' questions and of the pages."""
    call_command("collectstatic", interactive=False, verbosity=0)  # pages name their style sheets by it
    desk = Desk("bench plans")
    case, other = desk.cases(first_item, 2)
    for verb in VERBS:
        yield from _each(verb, desk.rehearse(verb, case))
        desk.command(verb, case)
        if verb == "check_out":
            desk.note_loans([case])
    desk.command("check_out", other)
    for question, ask in [*_questions(other).items(), *visits(other)]:
        with _rolled_back(), recorded() as statements:
            ask()
        yield from _each(question, statements)
    desk.command("check_in", other)


def _each(question: str, statements: list[tuple[Any, Any]]) -> Iterator[Explained]:
    with _rolled_back():
        for sql, params in statements:
            if sql.lstrip().startswith(("SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "(")):
                yield _explain(question, sql, params)


def _explain(question: str, sql: str, params: Any) -> Explained:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS OFF, FORMAT JSON) {sql}", params)
        told = cursor.fetchone()[0]
    tree = (json.loads(told) if isinstance(told, str) else told)[0]
    nodes = list(_nodes(tree["Plan"]))
    whole = {n["Relation Name"] for n in nodes if n["Node Type"] == "Seq Scan" and n["Actual Loops"]} & BIG_TABLES
    many = {n.get("Relation Name", n.get("Index Name", "")) for n in nodes if _touches_many(n)}
    return Explained(
        question,
        tree["Planning Time"] + tree["Execution Time"],
        tuple(sorted({n["Index Name"] for n in nodes if "Index Name" in n})),
        tuple(sorted(whole | many)),
        " ".join(sql.split()),
    )


def _touches_many(node: dict[str, Any]) -> bool:
    if "Scan" not in node["Node Type"] or node["Node Type"] in ("CTE Scan", "Subquery Scan", "Function Scan"):
        return False
    read = node["Actual Rows"] + node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    return bool(read * node["Actual Loops"] > MANY_ROWS)


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", []):
        yield from _nodes(child)


@contextmanager
def _rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _questions(case: Case) -> dict[str, Callable[[], object]]:
    """What the rooms answer to screens and rounds; `case` is an item on loan to its patron."""
    from helge.circulation.commands import check_in_sql
    from helge.consortium.occasion import Occasion
    from helge.fees import queries as fees
    from helge.holds import facts
    from helge.holds import queries as holds
    from helge.holds.commands.assign_pulls import assign_pulls
    from helge.holds.models import Hold
    from helge.inventory import queries as inventory
    from helge.logistics import queries as logistics
    from helge.notices import queries as notices
    from helge.patrons import queries as patrons
    from helge.statistics.commands.count_day import count_day

    here, record, patron = case.place.id, case.record_id, case.patron_id
    desk = Desk("bench plans")
    today = desk.at.date()
    eyes = frozenset({"see_patrons"})
    waiting = Hold.objects.filter(state="waiting").order_by("-work_id")[0]
    work, title = waiting.work_id, waiting.record_id
    occasion = Occasion(at=desk.at, library=case.place)

    def found(text: str) -> Callable[[], object]:
        return lambda: patrons.find_patrons(text, permissions=eyes, today=today)

    def counted(day: date) -> Callable[[], object]:
        return lambda: count_day(day)

    return {
        "holds of a patron": lambda: holds.holds_of_patron(patron),
        "places in queue": lambda: holds.places_of(list(Hold.objects.filter(patron=waiting.patron)[:5])),
        "queue of a title": lambda: holds.queue_of(title),
        "queue at a scan": lambda: facts.waiting_queue(work),
        "copies for a hold": lambda: facts.copies_of([title]),
        "pull list": lambda: holds.pull_list(here),
        "hold shelf": lambda: holds.hold_shelf(here),
        "clear list": lambda: holds.clear_shelf_list(here),
        "untold holds": lambda: holds.untold_holds(here),
        "queue jumps": holds.jumped_holds,
        "open transits": lambda: logistics.open_transits(here),
        "late transits": lambda: logistics.late_transits(here, today),
        "phone list": lambda: list(notices.phone_list(here)),
        "copies of a title": lambda: inventory.copies_of([record, title]),
        "availability of 20 titles": lambda: inventory.availability(range(title - 20, title)),
        "item by barcode": lambda: inventory.find_items(case.barcode),
        "item by beginning of title": lambda: inventory.find_items("Titel 3777"),
        "item by a common beginning": lambda: inventory.find_items("titel"),
        "item by ISBN": lambda: inventory.find_items("9789113084909"),
        "owners of 20 titles": lambda: inventory.owners_of(range(title - 20, title)),
        "patron by card": found(case.card),
        "patron by name": found("Efternamn 17"),
        "patron by both names": found("Förnamn Efternamn 17"),
        "patron by a common beginning": found("Ef"),
        "patron by e-mail": found(f"nr{patron}@example.org"),
        "patron by telephone": found("0701234567"),
        "patron by personnummer": found("19121212-1212"),
        "patron's page": lambda: patrons.patron_view(patron, permissions=eyes, today=today),
        "charges of a patron": lambda: (fees.standing_charges(patron), fees.debt_ore(patron)),
        "lookups of a patron": lambda: list(patrons.lookups_of(patron)[:50]),
        "same title here": lambda: check_in_sql.same_title_here(title, 0, here),
        "codes on a hold shelf": lambda: check_in_sql.codes_in_use(here),
        "late fees on this occasion": lambda: check_in_sql.charged_on_this_occasion(patron, occasion),
        "round: count a day": counted(today - timedelta(days=60)),
        "pull list of a title": lambda: assign_pulls(work, occasion=occasion.by_nobody()),
    }
