"""Helge: the library system of a consortium of municipalities that are one library."""
