"""What personal data this room keeps, and what removes them."""

from helge.foundation.retention import Retained

WHILE_PATRON = "while the person is a patron; five years after the last activity without open business"
FORGOTTEN = "stewardship, when a patron is forgotten"

RETAINED = [
    Retained(
        "patrons_patron",
        (
            *("id", "login_id", "first_name", "last_name", "name_sort", "birth_date", "identity_number"),
            *("category_id", "municipality_id", "home_library_id", "pickup_library_id"),
            *("street", "postcode", "town", "protection", "language", "expires_date"),
            *("registered_at", "last_active_date"),
        ),
        WHILE_PATRON,
        FORGOTTEN,
        "a loan needs somebody who answers for it",
    ),
    Retained(
        "patrons_card",
        ("patron_id", "number", "issued_at", "blocked_at", "blocked_reason"),
        WHILE_PATRON,
        FORGOTTEN,
        "a lost card must never open the account again",
    ),
    Retained(
        "patrons_contactchannel",
        ("patron_id", "kind", "value", "failed_at"),
        "until the patron or staff change it; at most as long as the patron is kept",
        "the command set_channels; stewardship, when a patron is forgotten",
        "messages must arrive",
    ),
    Retained(
        "patrons_guardianship",
        ("child_id", "guardian_id", "kind"),
        "until the child is eighteen",
        "the round purge_due",
        "a guardian answers for a child's loans",
    ),
    Retained(
        "patrons_consent",
        ("patron_id", "kind", "version", "how"),
        "a guardian's until the child is eighteen; others as long as the patron is kept",
        "the round purge_due; stewardship, when a patron is forgotten",
        "who agreed to what, when and how",
    ),
    Retained(
        "patrons_block",
        ("patron_id", "reason"),
        "until it is lifted, then as long as the patron is kept",
        FORGOTTEN,
        "why somebody may not borrow",
    ),
    Retained(
        "patrons_lookup",
        ("patron_id", "staff_member_id", "reason"),
        "two years",
        "the round purge_due",
        "every opening of a patron's data can be asked about",
    ),
]
