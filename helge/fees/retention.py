"""What personal data this room keeps, and what removes them."""

from helge.foundation.retention import Retained

RETAINED = [
    Retained(
        "fees_charge",
        (
            "patron_id",
            "cause_id",
        ),
        "the cause until the debt is settled, the patron until removed",
        "round purge_due",
        "a debt must be explained while it stands",
    ),
    Retained(
        "fees_payment",
        ("patron_id",),
        "until the patron is removed",
        "stewardship, when a patron is forgotten",
        "book-keeping keeps the sum and the municipality",
    ),
]
