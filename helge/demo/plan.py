"""What is built, and the moment it leads up to."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from helge.consortium.occasion import STOCKHOLM
from helge.demo.scale import FULL, Scale


@dataclass(frozen=True)
class Plan:
    """The seed decides everything that chance decides; `now` is the moment of the first start."""

    seed: int
    now: datetime
    scale: Scale = FULL

    @property
    def today(self) -> date:
        """The calendar day in Sweden."""
        return self.now.astimezone(STOCKHOLM).date()

    @property
    def first_day(self) -> date:
        return self.today - timedelta(days=self.scale.days)
