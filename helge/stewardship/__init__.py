"""The stewardship: verbs that reach the whole house."""
