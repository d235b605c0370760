"""EXPLAIN of what a scan, a list or a page asks, at full size: which indexes, and what is read whole."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from bench.verbs import VERBS, _Runner, recorded

BIG_TABLES = {
    "inventory_item",
    "inventory_whereabouts",
    "catalogue_bibrecord",
    "catalogue_work",
    "circulation_loan",
    "patrons_patron",
    "patrons_card",
    "journal_event",
    "holds_hold",
}


def explained() -> list[tuple[str, str]]:
    """For each question: the indexes its plan uses, or the big tables it reads from end to end."""
    answers = []
    for name, sql, params in questions():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
            plan = cursor.fetchone()[0]
            transaction.set_rollback(True)
        tree = json.loads(plan) if isinstance(plan, str) else plan
        nodes = list(_nodes(tree[0]["Plan"]))
        whole = sorted({n["Relation Name"] for n in nodes if n["Node Type"] == "Seq Scan"} & BIG_TABLES)
        indexes = sorted({n["Index Name"] for n in nodes if "Index Name" in n})
        answers.append((name, f"reads whole: {', '.join(whole)}" if whole else f"indexes: {', '.join(indexes)}"))
    return answers


def questions() -> Iterator[tuple[str, str, Any]]:
    """Every statement of the verbs, and the questions of the lists and pages."""
    runner = _Runner()
    case = runner.cases(700_001 if _has_many() else 7_001, 1)[0]
    for verb in VERBS:
        with recorded() as statements, transaction.atomic():
            if verb in ("renew", "check_in"):
                from helge.circulation.models import Loan

                runner._prepared_call("check_out", case)()  # noqa: SLF001
                runner.loan_ids[case.barcode] = Loan.objects.get(item__barcode=case.barcode, checked_in_at=None).pk
                statements.clear()
            runner._prepared_call(verb, case)()  # noqa: SLF001
            transaction.set_rollback(True)
        for number, (sql, params) in enumerate(statements, start=1):
            yield f"{verb} {number}", sql, params
    yield from page_questions(case)


def page_questions(case: Any) -> Iterator[tuple[str, str, Any]]:
    """What the lists and pages ask, recorded from the queries that they call."""
    from helge.circulation import queries as circulation
    from helge.holds import queries as holds
    from helge.inventory import queries as inventory
    from helge.patrons import queries as patrons

    today = datetime.now(UTC).date()
    asked = {
        "loans of a patron": lambda: list(circulation.loans_of_patron(case.patron_id)),
        "holds of a patron": lambda: list(holds.holds_of_patron(case.patron_id)),
        "pull list": lambda: list(holds.pull_list(case.place.id)),
        "hold shelf": lambda: list(holds.hold_shelf(case.place.id)),
        "late transits": lambda: list(circulation.late_transits(case.place.id, today)),
        "copies of a title": lambda: inventory.copies_of([case.record_id]),
        "patron by name": lambda: list(patrons.find_patrons("Efternamn 17", limit=20)),
    }
    for name, ask in asked.items():
        with recorded() as statements:
            ask()
        for sql, params in statements:
            yield name, sql, params


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", []):
        yield from _nodes(child)


def _has_many() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) > 700000 FROM (SELECT 1 FROM inventory_item LIMIT 700001) AS some")
        return bool(cursor.fetchone()[0])
