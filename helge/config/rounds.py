"""What Helge does by itself at certain times: the whole page.

A round runs once for the whole consortium, however many workers there are, and also by hand as the
command of the same name: `bin/helge <name>`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils import timezone
from django.utils.module_loading import import_string
from procrastinate import App

from helge.consortium.occasion import Channel, Occasion


class Given(StrEnum):
    """What the function of a round takes."""

    OCCASION = "occasion"  # the round's own: no library, nobody behind it
    NOW = "now"
    YESTERDAY = "yesterday"  # the calendar day in Sweden that has ended


@dataclass(frozen=True)
class Round:
    """`when` is a cron line in UTC: minute, hour, day of month, month, weekday."""

    name: str
    function: str
    when: str
    given: Given = Given.OCCASION

    def run(self, now: datetime) -> object:
        occasion = Occasion(at=now, library=None, channel=Channel.ROUND)
        match self.given:
            case Given.OCCASION:
                argument: object = occasion
            case Given.NOW:
                argument = now
            case Given.YESTERDAY:
                argument = occasion.today - timedelta(days=1)
        return import_string(self.function)(argument)


ROUNDS: tuple[Round, ...] = (
    Round("forget_undo_memos", "helge.circulation.rounds.forget_undo_memos", "* * * * *"),
    Round("assign_all_pulls", "helge.holds.rounds.assign_all_pulls", "30 3 * * *"),
    Round("expire_waiting", "helge.holds.rounds.expire_waiting", "0 2 * * *"),
)


def register(app: App) -> None:
    """Tell the job queue about every round; called when Django has started."""
    for round_ in ROUNDS:
        # The locks let a round that takes long finish before it is queued or started again.
        task = app.task(name=round_.name, queueing_lock=round_.name, lock=round_.name)(starter(round_))
        app.periodic(cron=round_.when)(task)


def starter(round_: Round) -> Callable[[int], None]:
    def start(timestamp: int) -> None:
        """`timestamp` is the planned second; rounds look at the present instead."""
        round_.run(timezone.now())

    return start
