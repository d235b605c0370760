"""The circulation: loans, returns and renewals, where the work of the day is done."""
