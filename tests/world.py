"""The cast of the stories: named libraries, books and readers, small enough to know by heart.

Four municipalities, six libraries, the common rules (28 days, 14 in a queue, two renewals, seven
open days on the hold shelf, borrowing stops from 100 kr of debt). It is Monday 1 February 2027, ten
o'clock, unless a story says otherwise.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from helge.catalogue.models import BibRecord, Work
from helge.consortium import queries as consortium
from helge.consortium.commands.touch import touch
from helge.consortium.models import (
    Consortium,
    Decision,
    Library,
    LibraryKind,
    Login,
    Membership,
    Municipality,
    OpeningHours,
    Region,
    Role,
    StaffMember,
)
from helge.consortium.occasion import STOCKHOLM, Channel, Occasion
from helge.foundation import swedish
from helge.inventory.models import Item, MediaType, PlaceKind, ShelfLocation, Whereabouts
from helge.inventory.rules.shelf_marks import shelf_key
from helge.patrons.models import Card, ContactChannel, Patron, PatronCategory
from helge.policies import queries as policies
from helge.policies.models import HoldRule, LoanRule, Tariff

MONDAY = date(2027, 2, 1)

LIBRARIES = [
    ("LJU", "Ljusdals bibliotek", "Ljusdal", "2161", LibraryKind.MAIN, "Ljusdal", "61.82883", "16.09126"),
    ("LJU-JAR", "Järvsö bibliotek", "Ljusdal", "2161", LibraryKind.BRANCH, "Järvsö", "61.71667", "16.16667"),
    ("HOF", "Hofors bibliotek", "Hofors", "2104", LibraryKind.MAIN, "Hofors", "60.54573", "16.28668"),
    ("SOD", "Söderhamns bibliotek", "Söderhamn", "2182", LibraryKind.MAIN, "Söderhamn", "61.30373", "17.05921"),
    ("BOL", "Bollnäs bibliotek", "Bollnäs", "2183", LibraryKind.MAIN, "Bollnäs", "61.34817", "16.39464"),
    ("BOL-ARB", "Arbrå bibliotek", "Bollnäs", "2183", LibraryKind.BRANCH, "Arbrå", "61.46667", "16.38333"),
]


@dataclass
class Reader:
    """A patron of the story, with their card at hand."""

    patron: Patron
    card: str

    @property
    def id(self) -> int:
        return self.patron.pk


@dataclass
class World:
    """Builds the stage and hands out people and books. `day` is the day the story stands at."""

    day: date = MONDAY
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self._organise()
        self._decide()
        consortium.forget()
        policies.forget()

    # --- the stage ---

    def _organise(self) -> None:
        region = Region.objects.create(name="Region Gävleborg")
        helge = Consortium.objects.create(code="helge", name="HelGe", public_name="HelGe-biblioteken", region=region)
        for code, name, municipality, scb, kind, place, lat, lon in LIBRARIES:
            member, is_new = Municipality.objects.get_or_create(code=scb, name=municipality)
            if is_new:
                Membership.objects.create(consortium=helge, municipality=member, from_date=date(2006, 10, 1))
            library = Library.objects.create(
                code=code, name=name, municipality=member, kind=kind, place=place, latitude=lat, longitude=lon
            )
            OpeningHours.objects.bulk_create(
                OpeningHours(library=library, weekday=weekday, opens=time(10), closes=time(18)) for weekday in range(6)
            )
            ShelfLocation.objects.create(library=library, department="Vuxen", walk_order=10)
            ShelfLocation.objects.create(library=library, department="Barn", walk_order=20)
        touch("libraries")

    def _decide(self) -> None:
        for rank, (code, sv, en) in enumerate(
            [
                ("book", "Bok", "Book"),
                ("film", "Film", "Film"),
                ("game", "Spel", "Game"),
                ("magazine", "Tidskrift", "Magazine"),
            ]
        ):
            MediaType.objects.create(code=code, name_sv=sv, name_en=en, rank=rank)
        PatronCategory.objects.create(code="adult", name_sv="Vuxen", name_en="Adult", min_age=18)
        PatronCategory.objects.create(code="child", name_sv="Barn", name_en="Child", max_age=17)
        self.decision = Decision.objects.create(
            body="HelGe styrgrupp", decided_date=date(2005, 5, 2), number="§ 1", title="Gemensamma låneregler"
        )
        start = date(2006, 10, 1)
        LoanRule.objects.create(
            decision=self.decision,
            from_date=start,
            loan_days=28,
            queue_loan_days=14,
            max_renewals=2,
            max_loans=50,
            debt_limit_ore=10_000,
        )
        LoanRule.objects.create(decision=self.decision, from_date=start, loan_kind="short", loan_days=7, max_renewals=0)
        LoanRule.objects.create(decision=self.decision, from_date=start, loan_kind="reference", loan_days=0)
        LoanRule.objects.create(decision=self.decision, from_date=start, media_type_id="film", loan_days=7)
        HoldRule.objects.create(
            decision=self.decision,
            from_date=start,
            is_holdable=True,
            pickup_scope="anywhere",
            new_item_days=0,
            shelf_days=7,
            max_holds=30,
            needed_days=365,
        )
        HoldRule.objects.create(decision=self.decision, from_date=start, loan_kind="short", is_holdable=False)
        HoldRule.objects.create(decision=self.decision, from_date=start, loan_kind="reference", is_holdable=False)
        Tariff.objects.create(
            decision=self.decision,
            from_date=start,
            to_date=date(2022, 12, 31),
            overdue_ore_per_day=100,
            item_cap_ore=20_000,
            occasion_cap_ore=20_000,
            fees_from_age=18,
        )
        Tariff.objects.create(
            decision=self.decision,
            from_date=date(2023, 1, 1),
            overdue_ore_per_day=0,
            item_cap_ore=20_000,
            occasion_cap_ore=20_000,
            fees_from_age=18,
        )
        touch("rules")

    def rules_changed(self) -> None:
        """Call after writing rule rows by hand."""
        touch("rules")
        policies.forget()

    def libraries_changed(self) -> None:
        """Call after writing hours, closed days or libraries by hand."""
        touch("libraries")
        consortium.forget()

    # --- the cast ---

    def library(self, name: str) -> Library:
        """A library by code, or by the place it stands in."""
        found = Library.objects.select_related("municipality").filter(code=name).first()
        return found or Library.objects.select_related("municipality").filter(place=name).order_by("kind")[0]

    def record(self, title: str = "Pippi Långstrump", *, author: str = "Lindgren, Astrid", **facts: Any) -> BibRecord:
        work = facts.pop("work", None) or Work.objects.create(key=swedish.title_key(title, author))
        now = self.moment()
        return BibRecord.objects.create(
            **{
                "work": work,
                "marc": {"leader": "00000nam a2200000 a 4500", "fields": []},
                "title": title,
                "author": author,
                "people": [author] if author else [],
                "languages": ["swe"],
                "media_type": "book",
                "title_sort": swedish.sort_key(title),
                "author_sort": swedish.sort_key(author),
                "created_at": now,
                "changed_at": now,
                **facts,
            }
        )

    def book(self, title: str = "Pippi Långstrump", *, owned_by: Library | str = "LJU", **facts: Any) -> Item:
        """A copy on the shelf of its owner. `record=` makes another copy of the same title."""
        owner = self.library(owned_by) if isinstance(owned_by, str) else owned_by
        record = facts.pop("record", None) or self.record(title, media_type=facts.get("media_type_id", "book"))
        mark = facts.pop("shelf_mark", "Hc Lin")
        item = Item.objects.create(
            **{
                "barcode": f"3{next(self.numbers):09d}",
                "record": record,
                "owning_library": owner,
                "department": "Vuxen",
                "shelf_mark": mark,
                "shelf_key": shelf_key(mark),
                "media_type_id": "book",
                "acquired_date": date(2020, 1, 1),
                **facts,
            }
        )
        Whereabouts.objects.create(
            item=item,
            place=PlaceKind.SHELF,
            library=owner,
            department=item.department,
            placement=item.placement,
            since=self.moment(),
        )
        return item

    def patron(self, name: str = "Alva", *, home: str = "LJU-JAR", debt_ore: int = 0, **facts: Any) -> Reader:
        library = self.library(home)
        email = facts.pop("email", None)
        patron = Patron.objects.create(
            **{
                "first_name": name,
                "last_name": "Exempel",
                "birth_date": date(1980, 5, 17),
                "category_id": "adult",
                "municipality": library.municipality,
                "home_library": library,
                "expires_date": date(2029, 12, 31),
                "name_sort": swedish.sort_key(f"Exempel, {name}"),
                "registered_at": self.moment(),
                **facts,
            }
        )
        card = Card.objects.create(number=f"2{next(self.numbers):07d}", patron=patron, issued_at=self.moment())
        if email:
            ContactChannel.objects.create(patron=patron, kind="email", value=email)
        if debt_ore:
            from helge.fees.commands.charge import charge

            charge(
                patron.pk,
                "other",
                debt_ore,
                cause_kind="other",
                cause_id=None,
                owning_municipality_id=library.municipality_id,
                charging_municipality_id=library.municipality_id,
                occasion=self.at(library),
            )
        return Reader(patron, card.number)

    def child(self, name: str = "Nils", **facts: Any) -> Reader:
        return self.patron(name, **{"birth_date": date(2018, 6, 1), "category_id": "child", **facts})

    def staff(
        self, name: str = "Anna", *, library: str = "LJU", roles: tuple[str, ...] = ("librarian",)
    ) -> StaffMember:
        """A colleague with roles for the whole consortium, and the password "bibliotekarien"."""
        login = Login.objects.create(handle=f"staff-{next(self.numbers)}")
        login.set_password("bibliotekarien")
        login.save()
        member = StaffMember.objects.create(
            login=login,
            username=name.lower(),
            name=name,
            library=self.library(library),
            confidentiality_confirmed_date=date(2020, 1, 1),
        )
        Role.objects.bulk_create(Role(staff_member=member, kind=role, from_date=date(2020, 1, 1)) for role in roles)
        return member

    # --- the clock and the place ---

    def moment(self, day: date | None = None, hour: int = 10, minute: int = 0) -> datetime:
        return datetime.combine(day or self.day, time(hour, minute), STOCKHOLM)

    def later(self, days: int) -> date:
        """Let days pass; returns the new today."""
        self.day += timedelta(days=days)
        return self.day

    def at(
        self,
        library: Library | str,
        *,
        may: list[str] | None = None,
        on: date | None = None,
        hour: int = 10,
        minute: int = 0,
        desk: str = "",
        scan_key: str = "",
        staff: StaffMember | None = None,
        channel: Channel = Channel.DESK,
    ) -> Occasion:
        """An occasion at a library: its desk, this hour, with the permissions named."""
        place = library if isinstance(library, Library) else self.library(library)
        return Occasion(
            at=self.moment(on, hour, minute),
            library=consortium.place_of(place.pk),
            channel=channel,
            staff_id=staff.pk if staff else None,
            permissions=frozenset(may or ()),
            desk=desk,
            scan_key=scan_key,
        )

    # --- shorthands for stories ---

    def lend(self, item: Item, reader: Reader, *, at: Library | str = "LJU", on: date | None = None) -> Any:
        from helge.circulation.commands.check_out import check_out

        return check_out(item.barcode, reader.card, occasion=self.at(at, on=on))

    def hold(
        self, record: BibRecord, reader: Reader, *, pickup: Library | str = "LJU", on: date | None = None, **more: Any
    ) -> Any:
        from helge.holds.commands.place_hold import place_hold

        library = pickup if isinstance(pickup, Library) else self.library(pickup)
        return place_hold(record.pk, reader.id, library.pk, occasion=self.at(library, on=on), **more)

    def whereabouts(self, item: Item) -> Whereabouts:
        return Whereabouts.objects.select_related("library").get(item=item)
