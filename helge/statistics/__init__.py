"""The statistics: counts per day and frozen months."""
