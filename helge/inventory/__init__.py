"""The inventory: items and where they are."""
