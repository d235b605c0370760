"""What personal data this room keeps, and what removes them."""

from helge.foundation.retention import Retained

RETAINED = [
    Retained(
        "holds_hold",
        ("patron_id",),
        "while the hold is waiting, on its way or ready",
        "the command that ends the hold, in the same statement",
        "somebody waits for the title",
    ),
]
