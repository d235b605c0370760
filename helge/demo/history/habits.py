"""When people bring back what they borrowed, and who never fetches what they reserved: pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from helge.demo.chance import chance

IN_TIME, RENEWING, LATE = 0.72, 0.90, 0.975  # the rest keep it very long
RENEWED_BEFORE_DUE = timedelta(days=2)
FETCHES_ON_A_DAY = 0.38
NEVER_FETCHES = 0.07
GONE_ASTRAY, GONE_ASTRAY_LATELY = 0.004, 0.05
LATELY = timedelta(days=14)


@dataclass(frozen=True)
class Lent:
    """An open loan as a habit sees it."""

    barcode: str
    lent_date: date
    due_date: date
    renewals: int


def wants_to_renew(loan: Lent, day: date, seed: int) -> bool:
    """One in six renew once, shortly before the last day."""
    luck = chance(seed, loan.barcode, loan.lent_date)
    return (
        IN_TIME <= luck < RENEWING and loan.renewals == 0 and loan.due_date - RENEWED_BEFORE_DUE <= day <= loan.due_date
    )


def brings_back(loan: Lent, seed: int) -> date:
    """The day it is brought back, or the first open day after it."""
    luck, often = chance(seed, loan.barcode, loan.lent_date), chance(seed, loan.barcode, loan.lent_date, "when")
    if loan.renewals or luck < IN_TIME:
        days = (loan.due_date - loan.lent_date).days
        first = 0.6 if loan.renewals else 0.2
        return loan.lent_date + timedelta(days=max(1, round(days * (first + (1 - first) * often))))
    if luck < RENEWING:
        return loan.due_date + timedelta(days=1)  # meant to renew, and somebody was waiting for it
    if luck < LATE:
        return loan.due_date + timedelta(days=1 + int(often * 13))
    return loan.due_date + timedelta(days=20 + int(often * 60))


def fetches(barcode: str, day: date, seed: int) -> bool:
    """Does whoever reserved it come today?"""
    if chance(seed, barcode, "never", day.isocalendar().week // 3) < NEVER_FETCHES:
        return False
    return chance(seed, barcode, day, "fetch") < FETCHES_ON_A_DAY


def went_astray(barcode: str, sent_date: date, today: date, seed: int) -> bool:
    """Fell out of the crate: it never comes; more of them lately, since somebody has looked for the older ones."""
    odds = GONE_ASTRAY_LATELY if timedelta(days=5) < today - sent_date < LATELY else GONE_ASTRAY
    return chance(seed, barcode, sent_date, "astray") < odds
