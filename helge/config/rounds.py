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


# Night is when the libraries are closed: after midnight in Sweden, in summer (UTC+2) as in winter (UTC+1).
ROUNDS: tuple[Round, ...] = (
    Round("send_due", "helge.notices.commands.send_due.send_due", "* * * * *", Given.NOW),
    Round("forget_undo_memos", "helge.circulation.rounds.forget_undo_memos", "* * * * *"),
    Round("expire_waiting", "helge.holds.rounds.expire_waiting", "10 23 * * *"),
    Round("assign_all_pulls", "helge.holds.rounds.assign_all_pulls", "30 23,4 * * *"),  # at night, and again at dawn
    # In the morning, when nobody is woken by it.
    Round("warn_lapsing", "helge.notices.commands.warn_lapsing.warn_lapsing", "0 7 * * *", Given.NOW),
    Round("count_yesterday", "helge.statistics.commands.count_day.count_day", "20 1 * * *", Given.YESTERDAY),
    Round("purge_due", "helge.stewardship.commands.purge_due.purge_due", "40 1 * * *", Given.NOW),
    Round("end_old_sessions", "helge.config.sessions.end_old_sessions", "50 1 * * *", Given.NOW),
    Round("prove_promises", "helge.stewardship.rounds.prove_promises", "0 2 * * *", Given.NOW),
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
