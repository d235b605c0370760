"""Remove what this room has kept long enough; called by the nightly round."""

from datetime import date, datetime, timedelta

from helge.patrons.models import Consent, Guardianship, Lookup
from helge.patrons.rules.ages import ADULT_AGE

LOOKUP_DAYS = 730


def forget_old_lookups(now: datetime) -> int:
    """Remove openings older than two years; returns how many."""
    return Lookup.objects.filter(at__lt=now - timedelta(days=LOOKUP_DAYS)).delete()[0]


def forget_ties_of_grown_ups(today: date) -> int:
    """Remove guardians and their consents from the eighteenth birthday on; returns how many rows."""
    born_by = _years_before(today, ADULT_AGE)
    guardians = Guardianship.objects.filter(child__birth_date__lte=born_by).delete()[0]
    consents = Consent.objects.filter(kind="guardian", patron__birth_date__lte=born_by).delete()[0]
    return guardians + consents


def _years_before(day: date, years: int) -> date:
    """Whoever was born on that day is so many years old; on 29 February it is 28 February of a common year."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
