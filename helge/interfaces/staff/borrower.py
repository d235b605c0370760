"""Who stands at the desk: one patron, from the scanned card until "finish" or the next card.

The page carries the borrower in a signed field, and a scan lends to whom the page shows: two tabs never mix up two
people, and a session that ended in the middle is taken up again by the same member of staff. The session keeps the
same for the next page. Neither ever stands in an address.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db.models import Count, Q

from helge.circulation.models import Loan
from helge.interfaces.staff.access import StaffRequest

KEPT = "borrower"
FIELD = "borrower"
A_WORKING_DAY = timedelta(hours=14)


@dataclass(frozen=True)
class Borrower:
    """`since` is when the card was scanned. `is_represented`: somebody else fetches for them (requirement 23)."""

    patron_id: int
    card: str
    since: datetime
    is_represented: bool = False

    def as_json(self) -> dict[str, object]:
        return {"p": self.patron_id, "c": self.card, "s": self.since.isoformat(), "r": self.is_represented}

    @classmethod
    def from_json(cls, told: dict[str, object]) -> "Borrower":
        return cls(int(str(told["p"])), str(told["c"]), datetime.fromisoformat(str(told["s"])), bool(told["r"]))

    def signed_for(self, request: StaffRequest) -> str:
        """The borrower as a field of a form, of use to this member of staff only."""
        return signing.dumps(self.as_json(), salt=_salt(request), compress=True)

    def loans(self) -> list[Loan]:
        """What was lent in this session and is still out, latest first: the rows on the page and on the receipt."""
        return list(
            Loan.objects.filter(patron_id=self.patron_id, checked_out_at__gte=self.since, checked_in_at__isnull=True)
            .select_related("item__record")
            .order_by("-checked_out_at", "-pk")
        )

    def counts(self) -> dict[str, int]:
        """How many loans this session made (`count`) and how many are out in all; a representative sees only theirs."""
        made = Count("pk", filter=Q(checked_out_at__gte=self.since))
        found = Loan.objects.filter(patron_id=self.patron_id, checked_in_at__isnull=True).aggregate(
            count=made, loans_in_all=Count("pk")
        )
        return found | {"loans_in_all": 0} if self.is_represented else found


def borrower_of_page(request: StaffRequest) -> Borrower | None:
    """Whom the page that sent this form shows; None for nobody, or for a field that is not ours."""
    try:
        told = signing.loads(request.POST.get(FIELD, ""), salt=_salt(request), max_age=A_WORKING_DAY)
    except signing.BadSignature:
        return None
    return Borrower.from_json(told)


def borrower_of_session(request: StaffRequest) -> Borrower | None:
    told = request.session.get(KEPT)
    return Borrower.from_json(told) if told else None


def keep(request: StaffRequest, borrower: Borrower) -> None:
    request.session[KEPT] = borrower.as_json()


def hide(request: StaffRequest) -> None:
    """Show nobody from now on: another session begins (requirement 40)."""
    request.session.pop(KEPT, None)


def _salt(request: StaffRequest) -> str:
    return f"helge.borrower.{request.staff.pk}"
