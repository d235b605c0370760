"""What must always hold about loans: with the items, with the journal and with the patrons' privacy."""

from helge.foundation.invariants import Invariant

INVARIANTS = [
    Invariant(
        "open_loan_has_its_item_out",
        "An open loan is the loan that its item is out on.",
        """
        SELECT loan.id FROM circulation_loan loan JOIN inventory_whereabouts place ON place.item_id = loan.item_id
        WHERE loan.checked_in_at IS NULL AND place.loan_id IS DISTINCT FROM loan.id
        """,
    ),
    Invariant(
        "item_on_loan_has_an_open_loan",
        "An item that is said to be lent is out on an open loan.",
        """
        SELECT place.item_id FROM inventory_whereabouts place
        LEFT JOIN circulation_loan loan ON loan.id = place.loan_id AND loan.item_id = place.item_id
        WHERE place.place = 'on_loan' AND (loan.id IS NULL OR loan.checked_in_at IS NOT NULL)
        """,
    ),
    Invariant(
        "closed_loan_is_forgotten_in_the_journal",
        "No event names the patron of a loan that has ended.",
        """
        SELECT event.id FROM journal_event event JOIN circulation_loan loan ON loan.id = event.loan_id
        WHERE event.patron_id IS NOT NULL AND loan.checked_in_at IS NOT NULL
        """,
    ),
    Invariant(
        "journal_knows_the_borrower_of_an_open_loan",
        "The check-out event of an open loan names its patron (holds are refused by it).",
        """
        SELECT loan.id FROM circulation_loan loan
        WHERE loan.checked_in_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM journal_event event WHERE event.loan_id = loan.id AND event.kind = 'ItemCheckedOut'
                AND event.patron_id = loan.patron_id)
        """,
    ),
    Invariant(
        "no_late_fee_for_a_loan_that_goes_on",
        "A loan is charged for lateness only when it has ended.",
        """
        SELECT charge.id FROM fees_charge charge JOIN circulation_loan loan ON loan.id = charge.cause_id
        WHERE charge.kind = 'overdue' AND charge.cause_kind = 'loan' AND charge.reversed_by_id IS NULL
            AND loan.checked_in_at IS NULL
        """,
    ),
    Invariant(
        "nobody_holds_what_they_have_fetched",
        "A patron does not wait for a title that was lent on their own hold.",
        """
        SELECT hold.id FROM holds_hold hold
        JOIN circulation_loan loan ON loan.patron_id = hold.patron_id
        JOIN inventory_whereabouts place ON place.loan_id = loan.id AND place.item_id = hold.captured_item_id
        """,
    ),
]
