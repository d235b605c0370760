"""What personal data this room keeps, and what removes them."""

from helge.foundation.retention import Retained

RETAINED = [
    Retained(
        "consortium_login",
        ("password", "handle", "last_login"),
        "as long as the member of staff or the patron it belongs to",
        "stewardship, when a patron is forgotten",
        "a password is kept only as an argon2 hash; the handle is a random text",
    ),
    Retained(
        "consortium_loginattempt",
        ("key",),
        "one day",
        "the round purge_due",
        "guessing is slowed down; the key is a keyed hash that names nobody",
    ),
    Retained(
        "consortium_staffmember",
        ("username", "name", "email", "confidentiality_confirmed_date"),
        "as long as the journal and the log of lookups name the member of staff",
        "none: who did what at a desk can be asked about; the account is closed when the employment ends",
        "a deed at a desk was somebody's",
    ),
    Retained(
        "consortium_role",
        ("staff_member_id", "kind"),
        "as long as the member of staff",
        "none, as for staff",
        "who could do what on a certain day",
    ),
]
