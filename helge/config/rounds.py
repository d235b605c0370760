"""What Helge does by itself at certain times: the whole page.

A round is an ordinary function without arguments and also runs by hand as the management command of the
same name. One round runs at a time, once for the whole consortium, however many workers there are.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.module_loading import import_string
from procrastinate import App


@dataclass(frozen=True)
class Round:
    """`when` is a cron line in UTC: minute, hour, day of month, month, weekday."""

    name: str
    function: str
    when: str


ROUNDS: tuple[Round, ...] = ()


def register(app: App) -> None:
    """Tell the job queue about every round; called when Django has started."""
    for round_ in ROUNDS:
        task = app.task(name=round_.name, queueing_lock=round_.name, lock=round_.name)(starter(round_.function))
        app.periodic(cron=round_.when)(task)


def starter(function: str) -> Callable[[int], None]:
    def start(timestamp: int) -> None:
        """`timestamp` is the planned second; rounds look at the present instead."""
        import_string(function)()

    return start
