"""The logistics: items on their way between libraries."""
