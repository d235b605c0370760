"""The stage of the random desk: few titles and few readers, so that everybody is in everybody's way."""

from datetime import date
from random import Random

from helge.consortium.models import Library, Municipality
from helge.inventory.models import Item
from helge.logistics.models import FloatingRule
from helge.policies.models import HoldRule, LoanRule, Tariff
from tests.simulation.shadow import DEARER, ITEM_CAP, NEAR_WHILE_NEW, NEW_TARIFF, OCCASION_CAP, Copy
from tests.world import Reader, World

TITLES, READERS, CHILDREN = 24, 14, 3
MEDIA = ["book", "book", "book", "film", "game", "magazine"]
KINDS = ["normal"] * 12 + ["short", "reference"]
LIMIT = 8
LOAN_DAYS, QUEUE_DAYS, SHORT_DAYS = 12, 6, 7


def decide(world: World) -> None:
    """The rules that `shadow` knows by heart: dearer Söderhamn, a tariff that changes, games at home."""
    since = date(2006, 10, 1)
    LoanRule.objects.filter(max_loans=50).update(
        max_loans=LIMIT, debt_limit_ore=12_000, loan_days=LOAN_DAYS, queue_loan_days=QUEUE_DAYS
    )
    HoldRule.objects.create(
        decision=world.decision, from_date=since, media_type_id="game", is_holdable=True, pickup_scope="library"
    )
    HoldRule.objects.create(
        decision=world.decision, from_date=since, media_type_id="film", new_item_days=NEAR_WHILE_NEW["film"]
    )
    HoldRule.objects.filter(shelf_days=7).update(shelf_days=3, needed_days=40, max_holds=LIMIT)
    common = {"decision": world.decision, "item_cap_ore": ITEM_CAP, "occasion_cap_ore": OCCASION_CAP}
    Tariff.objects.filter(to_date=None).update(to_date=date(2026, 12, 31))
    Tariff.objects.create(
        from_date=date(2027, 1, 1),
        to_date=date(2027, 3, 14),
        overdue_ore_per_day=100,
        fees_from_age=18,
        **common,
    )
    Tariff.objects.create(from_date=NEW_TARIFF, overdue_ore_per_day=150, fees_from_age=18, **common)
    Tariff.objects.create(
        from_date=since,
        overdue_ore_per_day=300,
        municipality=Municipality.objects.get(code=DEARER),
        fees_from_age=18,
        **common,
    )
    FloatingRule.objects.create(
        decision=world.decision, from_date=since, media_type_id="film", is_floating=True, max_of_title=2
    )
    Library.objects.filter(code="BOL-ARB").update(shares_in_holds=False)
    world.rules_changed()
    world.libraries_changed()


def new_book(world: World, random: Random, libraries: list[Library], *, record=None) -> Item:
    """A copy somewhere; some films are new, some books are in two pieces."""
    media = record.media_type if record else random.choice(MEDIA)
    return world.book(
        f"Titel {next(world.numbers)}",
        owned_by=random.choice(libraries),
        media_type_id=media,
        loan_kind=random.choice(KINDS),
        pieces=random.choice([1, 1, 1, 2]),
        acquired_date=date(2027, 1, 20) if media == "film" and random.random() < 0.5 else date(2020, 1, 1),
        **({"record": record} if record else {}),
    )


def fill_the_shelves(world: World, random: Random, libraries: list[Library]) -> list[Item]:
    items = []
    for _title in range(TITLES):
        first = new_book(world, random, libraries)
        items.append(first)
        items += [
            new_book(world, random, libraries, record=first.record) for _copy in range(random.choice([0, 1, 1, 2, 3]))
        ]
    return items


def invite(world: World, random: Random) -> list[Reader]:
    homes = ["LJU-JAR", "HOF", "SOD", "BOL", "LJU"]
    grown = [
        world.patron(
            f"Läsare{n}", home=random.choice(homes), email=f"l{n}@example.org" if random.random() < 0.6 else None
        )
        for n in range(READERS)
    ]
    # One turns eighteen in the middle of it all.
    young = [
        world.child(f"Barn{n}", birth_date=date(2009, 3, 10) if n == 0 else date(2018, 6, 1)) for n in range(CHILDREN)
    ]
    return grown + young


def as_copy(item: Item) -> Copy:
    owner = item.owning_library
    return Copy(
        id=item.pk,
        record=item.record_id,
        owner=owner.pk,
        owner_municipality=owner.municipality_id,
        media_type=item.media_type_id,
        loan_kind=item.loan_kind,
        acquired=item.acquired_date,
        is_shared=owner.code != "BOL-ARB",
    )
