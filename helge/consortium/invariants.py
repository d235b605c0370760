"""What must always hold about libraries and staff."""

from helge.consortium.rules.permissions import PERMISSIONS
from helge.foundation.invariants import Invariant

# Constants of ours, never anything typed.
_ROLES = ", ".join(f"'{role}'" for role in PERMISSIONS)

INVARIANTS = [
    Invariant(
        "library_belongs_to_a_member",
        "Every library belongs to a municipality that is, was or will be a member.",
        """
        SELECT id FROM consortium_library AS library WHERE NOT EXISTS (
            SELECT 1 FROM consortium_membership WHERE municipality_id = library.municipality_id
        )
        """,
    ),
    Invariant(
        "opening_hours_do_not_overlap",
        "No library has two opening hours at the same time on the same day, but for hours of one single day.",
        """
        SELECT one.id, other.id FROM consortium_openinghours AS one
        JOIN consortium_openinghours AS other ON other.library_id = one.library_id
            AND other.weekday = one.weekday AND other.id > one.id
        WHERE one.opens < other.closes AND other.opens < one.closes
            AND daterange(one.from_date, one.to_date, '[]') && daterange(other.from_date, other.to_date, '[]')
            AND (one.from_date IS NOT DISTINCT FROM one.to_date AND one.from_date IS NOT NULL)
                = (other.from_date IS NOT DISTINCT FROM other.to_date AND other.from_date IS NOT NULL)
        """,
    ),
    Invariant(
        "role_is_known",
        "Every role that is held is one that the house knows.",
        f"SELECT id FROM consortium_role WHERE kind NOT IN ({_ROLES})",
    ),
]
