"""The ledger: who owes whom, in balanced entries that are never edited."""
