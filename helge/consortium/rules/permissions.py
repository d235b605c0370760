"""What each role may do. A role held for a municipality or a library counts only there."""

from django.utils.translation import gettext as _

from helge.consortium.occasion import Occasion
from helge.foundation.refusals import Refusal, Refused

DESK = frozenset(
    {
        "see_patrons",
        "lend_despite_limit",
        "lend_despite_expiry",
        "lend_held_item",
        "renew_despite_limit",
        "take_payment",
        "reset_pin",
        "edit_patron",
        "clear_attention",
    }
)
LIBRARIAN = DESK | {
    "lend_despite_debt",
    "lend_despite_block",
    "renew_despite_queue",
    "edit_item",
    "edit_record",
    "import_records",
    "hold_despite_limit",
}
LIBRARY_HEAD = LIBRARIAN | {
    "lend_despite_age",
    "jump_queue",
    "edit_libraries",
    "edit_staff",
    "close_month",
    "see_lookups",
}

PERMISSIONS: dict[str, frozenset[str]] = {
    "desk": DESK,
    "librarian": LIBRARIAN,
    "library_head": LIBRARY_HEAD,
    "system_librarian": LIBRARY_HEAD | {"edit_rules"},
    # Only these named roles see the address of a patron with protected identity, and each time with a reason.
    "protected_identity": frozenset({"see_patrons", "see_protected"}),
    "data_protection": frozenset({"see_lookups"}),
}

EVERY_PERMISSION = frozenset().union(*PERMISSIONS.values())


class NotAllowed(Refused):
    """The deed needs a permission that the person does not hold here."""


def require(permission: str, occasion: Occasion) -> None:
    """Raise `NotAllowed` when a member of staff acts without the permission.

    What no member of staff does (rounds, imports, the patron's own doings on the web) needs none: the door has already
    decided that it may happen.
    """
    if occasion.staff_id is not None and permission not in occasion.permissions:
        raise NotAllowed([Refusal("not_allowed", _("Din roll får inte göra detta här."))])
