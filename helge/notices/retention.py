"""What personal data this room keeps, and what removes them."""

from helge.foundation.retention import Retained

RETAINED = [
    Retained(
        "notices_notice",
        ("patron_id",),
        "90 days after it was made",
        "round purge_due",
        "staff can see that a message went",
    ),
]
