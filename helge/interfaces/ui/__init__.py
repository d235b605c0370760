"""The shared parts of the doors: base pages, look, covers and printing."""
