"""Three months of lending, lived through the commands day by day."""
