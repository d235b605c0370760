"""What must always hold in the ledger."""

from helge.foundation.invariants import Invariant

INVARIANTS = [
    Invariant(
        "ledger_entries_sum_to_zero",
        "Every ledger entry sums to zero.",
        "SELECT entry_id FROM ledger_posting GROUP BY entry_id HAVING sum(amount_ore) <> 0",
    ),
    Invariant(
        "ledger_entries_have_postings",
        "Every ledger entry has postings.",
        "SELECT id FROM ledger_entry WHERE NOT EXISTS (SELECT 1 FROM ledger_posting WHERE entry_id = ledger_entry.id)",
    ),
]
