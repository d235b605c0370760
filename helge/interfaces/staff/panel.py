"""What the desk shows of the borrower: how much they have, what waits for them, and what stands in the way."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helge.circulation.models import Loan
from helge.consortium import queries as consortium
from helge.fees.queries import debt_ore
from helge.foundation.money import kronor
from helge.holds.models import Hold, HoldState
from helge.interfaces.staff.borrower import Borrower
from helge.interfaces.ui.formats import short_date
from helge.patrons.models import Block, Patron
from helge.patrons.queries import PatronView, masked
from helge.patrons.rules.ages import age_on


@dataclass(frozen=True)
class Panel:
    """`stops` hinder lending, `mentions` should be said; a representative sees neither these nor the numbers."""

    borrower: Borrower
    patron: PatronView
    age: int | None
    home: str
    loans: int = 0
    overdue: int = 0
    waiting: int = 0
    ready_elsewhere: int = 0
    ready_here: list[Hold] = field(default_factory=list)
    debt_ore: int = 0
    stops: list[str] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)


def panel_of(borrower: Borrower, *, permissions: frozenset[str], here_id: int, today: date) -> Panel:
    """Everything the panel shows, in five questions. Protected details are never shown at the desk."""
    row = Patron.objects.get(pk=borrower.patron_id)
    view = masked(row, permissions - {"see_protected"})
    home = consortium.library(row.home_library_id).name if view.home_library_id else ""
    age = age_on(view.birth_date, today) if view.birth_date and view.birth_date <= today else None
    debt = debt_ore(row.pk)
    blocks = list(_blocks(row.pk, today))
    if borrower.is_represented:
        # The representative may borrow and fetch; what else stands on the card is not theirs to see.
        return Panel(borrower, view, None, "", stops=[_("Kortet är spärrat.")] if blocks else [])
    loans = Loan.objects.filter(patron_id=row.pk, checked_in_at__isnull=True).aggregate(
        all=Count("pk"), overdue=Count("pk", filter=Q(due_date__lt=today))
    )
    holds = list(
        Hold.objects.filter(patron_id=row.pk, state__in=[HoldState.READY, HoldState.WAITING, HoldState.IN_TRANSIT])
        .select_related("record")
        .order_by("pickup_code", "pk")
    )
    ready = [hold for hold in holds if hold.state == HoldState.READY]
    return Panel(
        borrower=borrower,
        patron=view,
        age=age,
        home=home,
        loans=loans["all"],
        overdue=loans["overdue"],
        waiting=len(holds) - len(ready),
        ready_here=[hold for hold in ready if hold.pickup_library_id == here_id],
        ready_elsewhere=sum(hold.pickup_library_id != here_id for hold in ready),
        debt_ore=debt,
        stops=_stops(row, blocks, today),
        mentions=_mentions(debt, loans["overdue"]),
    )


def _blocks(patron_id: int, today: date) -> list[Block]:
    return list(
        Block.objects.filter(
            Q(to_date__isnull=True) | Q(to_date__gte=today), patron_id=patron_id, from_date__lte=today
        ).order_by("pk")
    )


def _stops(row: Patron, blocks: list[Block], today: date) -> list[str]:
    found = []
    if row.expires_date < today:
        found.append(_("Kortet gick ut %(day)s.") % {"day": short_date(row.expires_date, today=today)})
    for block in blocks:
        words = (
            _("Spärrad till %(day)s") % {"day": short_date(block.to_date, today=today)}
            if block.to_date
            else _("Spärrad")
        )
        found.append(f"{words}: {block.reason}" if block.reason else words)
    return found


def _mentions(debt: int, overdue: int) -> list[str]:
    found = []
    if debt > 0:
        found.append(_("Skuld: %(kr)s.") % {"kr": kronor(debt)})
    if overdue:
        found.append(ngettext("%(n)d lån är försenat.", "%(n)d lån är försenade.", overdue) % {"n": overdue})
    return found
