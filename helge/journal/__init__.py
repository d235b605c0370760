"""The journal: what happened, and the slips that tell readers about it."""
