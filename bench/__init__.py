"""Measuring Helge: figures that the documentation quotes can be made again here."""
