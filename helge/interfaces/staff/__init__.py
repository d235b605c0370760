"""The door for staff: desk, patrons, items, holds and transport."""
