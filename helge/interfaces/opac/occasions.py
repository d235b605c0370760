"""The occasion of a deed on the web: the patron's home library, through the web, now."""

from datetime import date, datetime

from django.utils import timezone

from helge.consortium import queries as consortium
from helge.consortium.occasion import STOCKHOLM, Channel, Occasion
from helge.patrons.models import Patron


def now() -> datetime:
    """The moment; the only place in this door that asks the clock."""
    return timezone.now()


def here_and_now() -> datetime:
    """The moment in the libraries' own time."""
    return now().astimezone(STOCKHOLM)


def today() -> date:
    """The calendar day in Sweden."""
    return here_and_now().date()


def web_occasion(patron: Patron) -> Occasion:
    """What a patron does at home: counted at the home library, with no permission but everybody's."""
    return Occasion(at=now(), library=consortium.place_of(patron.home_library_id), channel=Channel.WEB)
