"""A session of returns: what has been scanned since it began, read from the journal, latest first.

The session keeps only where in the journal it began and the day that book-drop returns count from; nothing in it
knows whose books they were.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from helge.circulation.commands.check_in import CheckedIn, Outcome
from helge.consortium import queries as consortium
from helge.holds.models import Hold, HoldState
from helge.interfaces.staff.access import StaffRequest
from helge.interfaces.staff.bands import LOOKS, outcome_words, sentences
from helge.inventory.models import Item
from helge.journal.models import Event

BEGAN = "returns_began"
RETURNED_ON = "returned_on"
MOST_ROWS = 100


@dataclass(frozen=True)
class ReturnRow:
    """One scan in a row: where the item went, in the words and the voice of its band."""

    title: str
    barcode: str
    words: str
    voice: str
    icon: str
    code: str = ""
    more: tuple[str, ...] = ()


def row_of(done: CheckedIn) -> ReturnRow:
    look = LOOKS[done.outcome]
    return ReturnRow(
        done.title,
        done.barcode,
        outcome_words(done.outcome, done.to_library_name),
        look.voice,
        look.icon,
        done.pickup_code,
        sentences(done.warnings),
    )


def begin(request: StaffRequest) -> None:
    """From here on the rows are this session's. A session that is under way goes on."""
    if BEGAN not in request.session:
        request.session[BEGAN] = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def end(request: StaffRequest) -> None:
    request.session.pop(BEGAN, None)
    request.session.pop(RETURNED_ON, None)


def events(request: StaffRequest) -> list[Event]:
    """The check-ins of this session that still stand, latest first."""
    began = request.session.get(BEGAN)
    if began is None:
        return []
    mine = Event.objects.filter(
        pk__gt=began,
        staff_member_id=request.staff.pk,
        library_id=request.here.id,
        kind__in=["ItemCheckedIn", "ScanUndone"],
    ).order_by("-pk")
    found, undone = [], set()
    for event in mine:
        if event.kind == "ScanUndone":
            undone.add(event.why.get("event"))
        elif event.pk not in undone:
            found.append(event)
    return found


def rows(found: list[Event]) -> list[ReturnRow]:
    """The rows of the latest of these events."""
    latest = found[:MOST_ROWS]
    items = Item.objects.select_related("record").in_bulk([event.item_id for event in latest if event.item_id])
    held = [event.hold_id for event in latest if event.hold_id]
    codes = dict(Hold.objects.filter(pk__in=held, state=HoldState.READY).values_list("captured_item_id", "pickup_code"))
    return [
        _row(event.why["answer"], items[event.item_id], codes.get(event.item_id or 0, ""))
        for event in latest
        if event.item_id in items
    ]


def _row(answer: dict[str, Any], item: Item, code: str) -> ReturnRow:
    outcome = Outcome(answer["outcome"])
    look = LOOKS[outcome]
    to_library = consortium.library(answer["to_library"]).name if answer["to_library"] else ""
    return ReturnRow(
        item.record.title,
        item.barcode,
        outcome_words(outcome, to_library),
        look.voice,
        look.icon,
        code if outcome is Outcome.HOLD_SHELF else "",
        sentences(answer["warnings"]),
    )


def day_set_back(text: str, today: date) -> date | None:
    """The day of a book-drop session; None for today, for nonsense and for what has not been yet."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day < today else None
