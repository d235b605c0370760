"""What personal data this room keeps, and what removes them."""

from helge.foundation.retention import Retained

RETAINED = [
    Retained(
        "circulation_loan",
        ("patron_id",),
        "while the loan is open",
        "circulation.check_in, in the same statement",
        "the library must know who has the item",
    ),
    Retained(
        "circulation_undomemo",
        (
            "patron_id",
            "hold_patron_id",
        ),
        "until the next scan of the desk, at most ten minutes",
        "round forget_undo_memos",
        "a wrong scan can be taken back",
    ),
]
