"""How slips are printed at this desk: a choice of the browser, since the printer stands beside it."""

from dataclasses import dataclass
from typing import cast, get_args

from django.http import HttpRequest

from helge.interfaces.ui.printing.slips import Layout

COOKIE = "helge_slips"
COOKIE_SECONDS = 365 * 24 * 60 * 60


@dataclass(frozen=True)
class SlipChoice:
    """`prints_itself`: hold and transit slips are printed with the scan; otherwise by one key."""

    layout: Layout = "80mm"
    prints_itself: bool = False

    def as_cookie(self) -> str:
        return f"{self.layout}.{'auto' if self.prints_itself else 'ask'}"


def slip_choice(request: HttpRequest) -> SlipChoice:
    """The choice in the cookie; anything else is the usual roll, printed by key."""
    layout, _dot, when = request.COOKIES.get(COOKIE, "").partition(".")
    if layout not in get_args(Layout):
        return SlipChoice()
    return SlipChoice(cast("Layout", layout), when == "auto")
