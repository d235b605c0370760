"""What must always hold between charges, payments and the ledger."""

from helge.foundation.invariants import Invariant

INVARIANTS = [
    Invariant(
        "charges_and_payments_equal_the_ledger",
        "What patrons owe by their charges and payments is what the ledger says they owe.",
        """
        SELECT 1 WHERE
            (SELECT coalesce(sum(amount_ore), 0) FROM fees_charge WHERE reversed_by_id IS NULL)
            - (SELECT coalesce(sum(amount_ore), 0) FROM fees_payment)
            <> (SELECT coalesce(sum(amount_ore), 0) FROM ledger_posting
                JOIN ledger_account ON ledger_account.id = account_id WHERE kind = 'patron')
        """,
    ),
    Invariant(
        "nobody_owes_less_than_nothing",
        "No patron has a negative debt.",
        """
        SELECT account_id FROM ledger_posting JOIN ledger_account ON ledger_account.id = account_id
        WHERE kind = 'patron' GROUP BY account_id HAVING sum(amount_ore) < 0
        """,
    ),
]
