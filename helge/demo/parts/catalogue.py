"""The catalogue: every edition as real MARC, described like any other record, and the copies on the shelves."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from helge.catalogue.commands.create_records import NewRecord, create_records
from helge.consortium import queries as consortium
from helge.consortium.occasion import Channel, Occasion
from helge.demo.chance import chance
from helge.demo.copies import INHABITANTS, WEIGHT_OF_KIND, Copy, Shelving, copies
from helge.demo.editions import CONTROL_SOURCE, Edition, editions, marc_for
from helge.demo.plan import Plan
from helge.demo.progress import Progress
from helge.demo.works_at_hand import Work, works_at_hand
from helge.foundation.batches import in_batches
from helge.inventory.commands.add_items import add_items
from helge.inventory.commands.new_item import NewItem
from helge.inventory.models import ShelfLocation
from helge.journal.commands.record import record

RECORDS_AT_ONCE = 250
# Barcodes that no library of the members would have printed: fourteen digits starting with 3, as usual for items.
FIRST_BARCODE = 30_000_000_000_000
NEWS = 60  # so many titles came one by one during the last weeks; the rest was there before
DAYS_BEFORE = 20
ISSUES_AMONG_THE_NEWS = 0.04


def fill_catalogue(plan: Plan, progress: Progress) -> dict[str, Any]:
    """Create the records and their items, the oldest first."""
    catalogue = in_order_of_arrival(list(editions(chosen_works(plan), seed=plan.seed, today=plan.today)), plan)
    stock = copies(
        catalogue, shelvings(), total=plan.scale.items, seed=plan.seed, today=plan.today
    )  # fmt: skip
    of_edition: dict[int, list[Copy]] = defaultdict(list)
    for copy in stock:
        of_edition[copy.edition].append(copy)
    old, news = list(range(len(catalogue)))[:-NEWS], list(range(len(catalogue)))[-NEWS:]
    before = plan.now - timedelta(days=plan.scale.days + DAYS_BEFORE)
    batches = [*in_batches(old, RECORDS_AT_ONCE), *([index] for index in news)]
    for number, batch in enumerate(progress.each(batches, total=len(batches), unit="batches")):
        arrived = before if len(batch) > 1 else plan.now - timedelta(hours=9 * (len(batches) - number))
        _arrive([(catalogue[index], of_edition[index]) for index in batch], arrived)
    return {"titles": len(catalogue), "items": len(stock)}


def chosen_works(plan: Plan) -> list[Work]:
    """All works, or a small choice over all files that has Pippi in it."""
    works = works_at_hand()
    if plan.scale.works is None:
        return works
    order = sorted(works, key=lambda work: chance(plan.seed, work.key, "chosen"))
    pippi = [work for work in works if work.title == "Pippi Långstrump"]
    return sorted([*pippi, *order][: plan.scale.works], key=lambda work: (work.file, work.key))


def shelvings() -> list[Shelving]:
    """The libraries as owners, in order of their codes."""
    places = defaultdict(set)
    for library_id, department, placement in ShelfLocation.objects.values_list("library_id", "department", "placement"):
        places[library_id].add((department, placement))
    return [
        Shelving(
            library_id=facts.id,
            code=facts.code,
            kind=facts.kind,
            weight=WEIGHT_OF_KIND.get(facts.kind, 1.0) * INHABITANTS.get(facts.municipality, 10) ** 0.7,
            places=frozenset(places[facts.id]),
        )
        for facts in sorted(consortium.libraries().values(), key=lambda facts: facts.code)
    ]


def in_order_of_arrival(catalogue: list[Edition], plan: Plan) -> list[Edition]:
    """By year and chance, most issues of magazines before all else: a list of the newest is then a mixed one."""

    def turn(one: Edition) -> tuple[int, float]:
        is_news = one.shape != "issue" or chance(plan.seed, one.control_number, "news") < ISSUES_AMONG_THE_NEWS
        return (one.year or 0) if is_news else 0, chance(plan.seed, one.control_number, "arrival")

    return sorted(catalogue, key=turn)


def _arrive(batch: list[tuple[Edition, list[Copy]]], arrived: datetime) -> None:
    occasion = Occasion(at=arrived, library=None, channel=Channel.IMPORT)
    records = [NewRecord(marc_for(one), one.control_number, CONTROL_SOURCE) for one, _copies in batch]
    record_ids = create_records(records, occasion=occasion)
    event = record("RecordsImported", occasion, why={"record_ids": record_ids})
    items = [
        (record_id, _item(copy, edition))
        for record_id, (edition, its_copies) in zip(record_ids, batch, strict=True)
        for copy in its_copies
    ]
    add_items(items, event_id=event.pk, occasion=occasion)


def _item(copy: Copy, edition: Edition) -> NewItem:
    return NewItem(
        barcode=str(FIRST_BARCODE + copy.number),
        library_id=copy.library_id,
        media_type=edition.media_type,
        department=copy.department,
        placement=copy.placement,
        shelf_mark=copy.shelf_mark,
        loan_kind=copy.loan_kind,
        price_ore=copy.price_ore,
        pieces=copy.pieces,
        acquired_date=copy.acquired_date,
    )
