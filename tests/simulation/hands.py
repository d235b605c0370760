"""What a deed of the random desk leaves behind for the checks."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from helge.circulation.models import Loan
from helge.holds.models import ACTIVE, Hold, PullSlip
from helge.inventory.models import Whereabouts
from helge.logistics.models import Transit


@dataclass
class Hands:
    """The rows a deed was about, beside those that its events name."""

    items: set[int] = field(default_factory=set)
    holds: set[int] = field(default_factory=set)
    patrons: set[int] = field(default_factory=set)


@dataclass
class Remembered:
    """The last scan of a desk: what it counted and charged, and how everything stood before it."""

    verb: str
    item_id: int
    record_id: int
    day: date
    counted: tuple[str, ...]
    patron_id: int | None
    fee_ore: int
    occasion_key: tuple[int, int, date] | None
    before: dict[str, Any]
    # Nothing else has touched the title since: what undo restores must be the same to the row.
    is_untouched: bool = True


def picture(record_id: int) -> dict[str, Any]:
    """Everything that a scan of one of the title's copies may change, as plain rows."""
    ours = {"item__record_id": record_id}
    places = [
        {key: value for key, value in row.items() if key != "event_id"}
        for row in Whereabouts.objects.filter(**ours).order_by("pk").values()
    ]
    slips = PullSlip.objects.filter(**ours, state__in=["open", "claimed"]).order_by("pk").values()
    return {
        "places": places,
        "loans": list(Loan.objects.filter(**ours, checked_in_at=None).order_by("pk").values()),
        "holds": list(Hold.objects.filter(record_id=record_id, state__in=ACTIVE).order_by("pk").values()),
        "transits": list(Transit.objects.filter(**ours, closed_at=None).order_by("pk").values()),
        "slips": [{key: value for key, value in row.items() if key != "answered_at"} for row in slips],
    }
