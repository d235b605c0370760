"""What personal data this room keeps, and what removes them."""

from helge.foundation.retention import Retained

RETAINED = [
    Retained(
        "notices_notice",
        ("patron_id", "hold_id"),
        "which hold: until it ends, or until it was told that it was taken away; the rest 90 days after it was made",
        "round send_due (notices.forget_ended); round purge_due",
        "staff can see that a message went, not about what",
    ),
]
