"""The door for borrowers: search, reserve, my pages."""
