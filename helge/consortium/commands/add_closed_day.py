"""Decide that a library, a municipality or all libraries are closed for some days, and take that back."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from helge.consortium.commands.touch import touch
from helge.consortium.models import ClosedDay
from helge.consortium.occasion import Occasion
from helge.consortium.rules.permissions import require
from helge.consortium.telling import tell
from helge.foundation.refusals import Refusal, Refused

LONGEST_DAYS = 366


class ClosedDayRefused(Refused):
    """No day was closed."""


@transaction.atomic
def add_closed_day(
    from_date: date,
    to_date: date,
    reason: str,
    *,
    library_id: int | None = None,
    municipality_id: int | None = None,
    occasion: Occasion,
) -> ClosedDay:
    """Close from day to day, both included; without library and municipality everything is closed.

    `reason` is shown to the public. New due dates and shelf days skip the days from now on; due dates that loans
    already have are not moved. Raises `ClosedDayRefused`.
    """
    require("edit_libraries", occasion)
    refusals = []
    if to_date < from_date:
        refusals.append(
            Refusal("ends_before_it_begins", _("Sista dagen kan inte komma före den första."), field="to_date")
        )
    elif (to_date - from_date).days >= LONGEST_DAYS:
        refusals.append(
            Refusal("too_long", _("Stäng högst ett år i taget, eller ange en stängningsdag för biblioteket."))
        )
    if not reason.strip():
        refusals.append(
            Refusal("reason_missing", _("Skriv varför det är stängt: det visas för besökarna."), field="reason")
        )
    if refusals:
        raise ClosedDayRefused(refusals)
    closed = ClosedDay.objects.create(
        library_id=library_id,
        municipality_id=municipality_id,
        from_date=from_date,
        to_date=to_date,
        reason=reason.strip(),
    )
    touch("libraries")
    tell("ClosedDayAdded", occasion, {"closed_day": closed.pk, "library": library_id, "municipality": municipality_id})
    return closed


@transaction.atomic
def remove_closed_day(closed_day_id: int, *, occasion: Occasion) -> None:
    """Open as usual after all. Removing what is not there does nothing."""
    require("edit_libraries", occasion)
    removed, _by_table = ClosedDay.objects.filter(pk=closed_day_id).delete()
    if removed:
        touch("libraries")
        tell("ClosedDayRemoved", occasion, {"closed_day": closed_day_id})
