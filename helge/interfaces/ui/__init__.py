"""The design system that every door of the house shares: tokens, templates, covers and small scripts."""
