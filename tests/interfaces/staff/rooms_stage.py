"""A believable day behind the desk, made through the commands: rows on every list, something on every page."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from helge.catalogue.marc import to_json
from helge.catalogue.marc_of import marc_of
from helge.catalogue.models import BibRecord
from helge.circulation.commands.check_in import check_in
from helge.consortium.models import StaffMember
from helge.consortium.occasion import STOCKHOLM
from helge.holds.commands.assign_pulls import assign_pulls
from helge.holds.commands.cancel_hold import cancel_hold
from helge.holds.commands.mark_told import mark_told
from helge.holds.models import Hold
from helge.inventory.models import Item, ShelfLocation
from helge.notices.models import Notice, NoticeState
from tests.world import World

TITLES = [
    ("Gösta Berlings saga", "Lagerlöf, Selma, 1858-1940", 1891, "Hc", "Romaner"),
    ("Doktor Glas", "Söderberg, Hjalmar, 1869-1941", 1905, "Hc", "Romaner"),
    ("Kallocain", "Boye, Karin, 1900-1941", 1940, "Hc", "Romaner"),
    ("Röda rummet", "Strindberg, August, 1849-1912", 1879, "Hc", "Romaner"),
    ("Mina drömmars stad", "Fogelström, Per Anders, 1917-1998", 1960, "Hc", "Romaner"),
    ("Den allvarsamma leken", "Söderberg, Hjalmar, 1869-1941", 1912, "Hc", "Romaner"),
    ("Pippi Långstrump", "Lindgren, Astrid, 1907-2002", 1945, "uHc", "Kapitelböcker"),
    ("Ronja rövardotter", "Lindgren, Astrid, 1907-2002", 1981, "uHc", "Kapitelböcker"),
]


def today() -> date:
    return timezone.now().astimezone(STOCKHOLM).date()


@dataclass
class Stage:
    """The story's stage at Hofors: `anna` is its head, with every permission in the consortium."""

    world: World
    anna: StaffMember
    records: dict[str, BibRecord] = field(default_factory=dict)
    items: dict[str, list[Item]] = field(default_factory=dict)
    client: Client = field(default_factory=Client)

    def post(self, path: str, do: str, **fields: Any) -> Any:
        """Press a button of a page, and look at the page that follows."""
        return self.client.post(f"/personal/{path}", {"do": do, **fields}, follow=True)

    def get(self, path: str) -> Any:
        return self.client.get(f"/personal/{path}")

    def item(self, title: str, n: int = 0) -> Item:
        return self.items[title][n]


def small_stage(world: World, *, library: str = "HOF", roles: tuple[str, ...] = ("system_librarian",)) -> Stage:
    """A logged-in colleague at a library, and nothing else. The stories happen today: a view asks the clock."""
    world.day = today()
    anna = world.staff("Anna", library=library, roles=roles)
    stage = Stage(world, anna)
    stage.client.force_login(anna.login)
    return stage


def record_of(world: World, title: str, author: str, year: int, mark: str) -> BibRecord:
    """A record with MARC of its own."""
    facts = {
        "media_type": "book", "title": title, "author": author, "year": year, "languages": ["swe"],
        "classification": mark, "audience": "child" if mark.startswith("u") else "adult",
    }  # fmt: skip
    return world.record(title, author=author, year=year, classification=mark, marc=to_json(marc_of(facts)))


def full_stage(world: World) -> Stage:
    """Rows on every list of Hofors, by what people did there lately."""
    stage = small_stage(world)
    for department, placement, order in (("Vuxen", "Romaner", 11), ("Barn", "Kapitelböcker", 21)):
        for code in ("HOF", "LJU"):
            ShelfLocation.objects.create(
                library=world.library(code), department=department, placement=placement, walk_order=order
            )
    for title, author, year, mark, placement in TITLES:
        record = record_of(world, title, author, year, mark)
        stage.records[title] = record
        spine = f"{mark} {author[:3]}"
        department = "Barn" if mark.startswith("u") else "Vuxen"
        stage.items[title] = [
            world.book(record=record, owned_by=code, shelf_mark=spine, department=department, placement=placement)
            for code in ("HOF", "LJU")
        ]
    _wait_and_pull(stage)
    _stand_on_the_shelf(stage)
    _travel_late(stage)
    return stage


def _wait_and_pull(stage: Stage) -> None:
    """Three titles are on Hofors' pull list, one of them claimed by a colleague."""
    world = stage.world
    for name, title, pickup in (
        ("Alva", "Doktor Glas", "LJU-JAR"),
        ("Bo", "Pippi Långstrump", "HOF"),
        ("Cilla", "Kallocain", "SOD"),
    ):
        world.book(record=stage.records[title], owned_by="HOF", shelf_mark=stage.item(title).shelf_mark)
        stage.item(title, 1).delete()
        world.hold(stage.records[title], world.patron(name), pickup=pickup)
        assign_pulls(stage.records[title].work_id, occasion=world.at("HOF"))


def _stand_on_the_shelf(stage: Stage) -> None:
    """Two wait to be fetched, one of them for somebody who has to be called; a third is to be cleared away."""
    world = stage.world
    for name, title, told in (
        ("David", "Gösta Berlings saga", "sent"),
        ("Elsa", "Röda rummet", "phone"),
        ("Filip", "Den allvarsamma leken", "gone"),
    ):
        reader = world.patron(name)
        placed = world.hold(stage.records[title], reader, pickup="HOF")
        check_in(stage.item(title).barcode, occasion=world.at("HOF", staff=stage.anna))
        if told == "gone":
            cancel_hold(placed.hold_id, occasion=world.at("HOF"))
            continue
        mark_told(placed.hold_id, world.moment(), occasion=world.at("HOF"))
        hold = Hold.objects.get(pk=placed.hold_id)
        Notice.objects.create(
            patron_id=reader.id,
            kind="hold_ready",
            channel="email" if told == "sent" else "phone",
            library=hold.pickup_library,
            hold_id=hold.pk,
            state=NoticeState.SENT if told == "sent" else NoticeState.PHONE,
            created_at=world.moment(),
            last_error="" if told == "sent" else "E-postadressen tar inte emot post.",
        )


def _travel_late(stage: Stage) -> None:
    """Ronja left Ljusdal twelve days ago on its way home to Hofors; Mina drömmars stad left here this morning."""
    world = stage.world
    check_in(stage.item("Ronja rövardotter").barcode, occasion=world.at("LJU", on=world.day - timedelta(days=12)))
    check_in(stage.item("Mina drömmars stad", 1).barcode, occasion=world.at("HOF", staff=stage.anna))
