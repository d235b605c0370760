"""What each role may do. A role held for a municipality or a library counts only there."""

DESK = frozenset(
    {
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
    "protected_identity": frozenset({"see_protected"}),
    "data_protection": frozenset({"see_lookups"}),
}

EVERY_PERMISSION = frozenset().union(*PERMISSIONS.values())
