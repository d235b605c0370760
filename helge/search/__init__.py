"""The search: an index of the catalogue, rebuilt from the database at any time."""
