"""The occasion of a deed: who did it, where, when and through which door."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


class Channel(StrEnum):
    """Through which door a deed came; counted in the statistics."""

    DESK = "desk"
    MACHINE = "machine"
    WEB = "web"
    ROUND = "round"
    IMPORT = "import"


@dataclass(frozen=True)
class Place:
    """What a deed needs to know of the library where it happens."""

    id: int
    code: str
    municipality_id: int


@dataclass(frozen=True)
class Occasion:
    """Who, where, when and through what; every command takes one and none asks the clock.

    `at` is aware. `library` is None for rounds that belong to no library. `permissions` are the codes
    of `consortium.rules.permissions` held here and now. `scan_key` makes a scan safe to send twice.
    `desk` names the desk session whose last scan may be taken back (at most 40 characters).
    """

    at: datetime
    library: Place | None
    channel: Channel = Channel.DESK
    staff_id: int | None = None
    permissions: frozenset[str] = field(default_factory=frozenset)
    scan_key: str = ""
    desk: str = ""

    @property
    def today(self) -> date:
        """The calendar day in Sweden, whatever the server's clock says."""
        return self.at.astimezone(STOCKHOLM).date()

    @property
    def place(self) -> Place:
        """The library of the deed. Raises LookupError for a round that belongs to none."""
        if self.library is None:
            raise LookupError("this deed needs a library, and the occasion names none")
        return self.library

    def by_nobody(self, channel: Channel = Channel.ROUND) -> "Occasion":
        """The same moment and place without a person: for what the system does by itself."""
        return replace(self, channel=channel, staff_id=None, permissions=frozenset(), scan_key="", desk="")
