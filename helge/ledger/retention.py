"""What personal data this room keeps, and what removes them."""

from helge.foundation.retention import Retained

RETAINED = [
    Retained(
        "ledger_account",
        ("owner_id",),
        "until the patron is removed",
        "stewardship, when a patron is forgotten",
        "a debt belongs to somebody",
    ),
]
