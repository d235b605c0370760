"""The copies of a title as the public sees them, and what is special about fetching them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from helge.catalogue.models import BibRecord
from helge.circulation.models import Loan
from helge.consortium import queries as consortium
from helge.consortium.queries import LibraryFacts
from helge.holds.facts import copies_of as hold_copies_of
from helge.holds.facts import rule_for
from helge.holds.rules.eligible import OUT_OF_USE, HoldFacts, ItemFacts, never_serves
from helge.holds.rules.refusals import is_closed_for_long
from helge.inventory.models import Item, PlaceKind

from . import occasions
from .wording import nearness

_HIDDEN = [PlaceKind.WITHDRAWN, PlaceKind.LOST, PlaceKind.MISSING]


@dataclass(frozen=True)
class Copy:
    """`state` is a key of ui.states.COPY. `due_date` only while it is lent, and never whom to."""

    state: str
    department: str
    placement: str
    shelf_mark: str
    due_date: date | None
    is_short_loan: bool

    @property
    def is_in(self) -> bool:
        return self.state in {"shelf", "reference"}


@dataclass(frozen=True)
class AtLibrary:
    """One library and its copies, those that are in first."""

    library: LibraryFacts
    copies: tuple[Copy, ...]
    is_mine: bool

    @property
    def in_now(self) -> int:
        return sum(copy.is_in for copy in self.copies)


@dataclass(frozen=True)
class LocalException:
    """Something that differs for some copies, in the words of the rule, and who decided it."""

    text: str
    decision: str
    concerns_all: bool


def copies_at_libraries(record_id: int, mine: LibraryFacts | None) -> list[AtLibrary]:
    """Every copy by the library where it stands or belongs: mine first, then my municipality, then the rest.

    Two queries, however many copies there are.
    """
    items = list(
        Item.objects.filter(record_id=record_id, withdrawn_at__isnull=True)
        .exclude(whereabouts__place__in=_HIDDEN)
        .select_related("whereabouts")
        .order_by("shelf_key", "pk")
    )
    lent = [item.whereabouts.loan_id for item in items if item.whereabouts.loan_id]
    due = dict(Loan.objects.filter(pk__in=lent).values_list("pk", "due_date")) if lent else {}
    by_library: dict[int, list[Copy]] = defaultdict(list)
    for item in items:
        by_library[_shown_at(item)].append(_copy(item, due.get(item.whereabouts.loan_id or 0)))
    shown = [
        AtLibrary(
            library=consortium.library(library_id),
            copies=tuple(sorted(copies, key=lambda copy: (not copy.is_in, copy.due_date or date.max))),
            is_mine=mine is not None and library_id == mine.id,
        )
        for library_id, copies in by_library.items()
    ]
    return sorted(shown, key=lambda at: (nearness(at.library, mine)[0], not at.in_now, nearness(at.library, mine)[1]))


def local_exceptions(copies: list[ItemFacts], day: date) -> list[LocalException]:
    """What the hold rules say about these copies beyond the common rule, each sentence once (requirement 44)."""
    usable = [copy for copy in copies if copy.place not in OUT_OF_USE and not copy.is_withdrawn]
    said: dict[tuple[str, str], int] = defaultdict(int)
    for copy in usable:
        decided = rule_for(copy, day)
        protected = day < copy.acquired_date + timedelta(days=decided["new_item_days"] or 0)
        names = ["is_holdable", "pickup_scope", *(["new_item_days"] if protected else [])]
        rows = {decided.reasons[name].id: decided.reasons[name] for name in names if name in decided.reasons}
        for row in rows.values():
            text = row.reason_en if get_language() == "en" and row.reason_en else row.reason_sv
            if text:
                said[text, row.decision] += 1
        if not copy.shares_in_holds and not any(row.reason_sv for row in rows.values()):
            said[_("Skolans exemplar lånas bara ut på skolan."), ""] += 1
    return [LocalException(text, decision, count == len(usable)) for (text, decision), count in said.items()]


def pickup_choices(record: BibRecord, day: date, mine_first: int | None) -> list[LibraryFacts]:
    """Where the title can be fetched at all, by the rules that `place_hold` decides with; one's own choice first."""
    copies = _different(hold_copies_of([record.pk]))
    possible = []
    for library in consortium.pickup_libraries(day):
        hold = HoldFacts(
            hold_id=0,
            record_id=record.pk,
            item_id=None,
            pickup_library_id=library.id,
            pickup_municipality_id=library.municipality_id,
            placed_at=occasions.now(),
        )
        is_served = any(never_serves(copy, hold, rule_for(copy, day)) is None for copy in copies)
        if is_served and not is_closed_for_long(library, consortium.calendar_of(library.id), day):
            possible.append(library)
    return sorted(possible, key=lambda library: library.id != mine_first)


def _different(copies: list[ItemFacts]) -> list[ItemFacts]:
    """One of each kind as the rules see them: a large title has hundreds of copies and few kinds."""
    kinds = {
        (copy.owning_library_id, copy.media_type, copy.loan_kind, copy.shares_in_holds): copy
        for copy in copies
        if copy.place not in OUT_OF_USE and not copy.is_withdrawn
    }
    return list(kinds.values())


def _shown_at(item: Item) -> int:
    """A copy on a shelf is where it stands (it may have floated there); any other is asked for where it belongs."""
    return item.whereabouts.library_id if item.whereabouts.place == PlaceKind.SHELF else item.owning_library_id


def _copy(item: Item, due_date: date | None) -> Copy:
    place = item.whereabouts
    is_in = place.place == PlaceKind.SHELF
    state = "reference" if is_in and item.loan_kind == "reference" else place.place
    return Copy(
        state=state,
        department=place.department or item.department,
        placement=place.placement or item.placement,
        shelf_mark=item.shelf_mark,
        due_date=due_date,
        is_short_loan=item.loan_kind == "short",
    )
