"""The fees: what is owed, paid and forgiven."""
