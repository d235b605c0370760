"""What personal data this room keeps, and what removes them."""

from helge.foundation.retention import Retained

RETAINED = [
    Retained(
        "journal_event",
        ("patron_id",),
        "as long as the loan or hold it tells of, else until the patron is removed",
        "journal.sql.FORGET_LOAN and FORGET_HOLD",
        "who did what can be explained while it matters",
    ),
    Retained(
        "journal_scananswer",
        ("answer",),
        "30 days (names no person)",
        "round purge_due",
        "the same scan sent twice gets the same answer",
    ),
]
