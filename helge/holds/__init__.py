"""The holds: the one shared queue."""
