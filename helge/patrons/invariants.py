"""What must always hold about patrons."""

from helge.foundation.invariants import Invariant

INVARIANTS = [
    Invariant(
        "patron_has_at_most_one_active_card",
        "No patron has two cards that work.",
        "SELECT patron_id FROM patrons_card WHERE is_active GROUP BY patron_id HAVING count(*) > 1",
    ),
    Invariant(
        "login_belongs_to_one_person",
        "Every login belongs to one member of staff or one patron, and never to both.",
        """
        SELECT login.id FROM consortium_login AS login
        LEFT JOIN consortium_staffmember AS staff ON staff.login_id = login.id
        LEFT JOIN patrons_patron AS patron ON patron.login_id = login.id
        WHERE (staff.id IS NULL) = (patron.id IS NULL)
        """,
    ),
    Invariant(
        "patron_can_be_found_by_name",
        "Every patron has a sort key, so that a list of names leaves nobody out.",
        "SELECT id FROM patrons_patron WHERE name_sort = ''",
    ),
    Invariant(
        "protected_lookup_has_a_reason",
        "Nobody has opened what protection hides without a reason.",
        "SELECT id FROM patrons_lookup WHERE method = 'protected' AND reason = ''",
    ),
]
