"""How long to wait after wrong passwords: four digits must not be guessed, yet a slip of the finger costs nothing."""

from collections.abc import Sequence
from datetime import datetime, timedelta

# What one card or name may get wrong before it waits; then one minute, doubled each time.
FREE_FAILURES = 5
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
REMEMBERED = timedelta(days=1)

# An address is often a whole library or school, so it is given far more before it waits.
ADDRESS_FREE_FAILURES = 50
ADDRESS_WINDOW = timedelta(minutes=15)


def identity_waits_until(failures: Sequence[datetime]) -> datetime | None:
    """The moment before which this card or name is not tried again; None when it may be tried now.

    `failures` are the wrong attempts since the last right one, at most a day old, in order of time.
    """
    too_many = len(failures) - FREE_FAILURES
    if too_many < 0:
        return None
    # Doubling is cut before it overflows; past the longest wait it changes nothing.
    return failures[-1] + min(FIRST_WAIT * 2 ** min(too_many, 10), LONGEST_WAIT)


def address_waits_until(failures: Sequence[datetime]) -> datetime | None:
    """The moment before which this address is not heard again. `failures` are those of the window, in order of time."""
    if len(failures) < ADDRESS_FREE_FAILURES:
        return None
    return failures[-ADDRESS_FREE_FAILURES] + ADDRESS_WINDOW
