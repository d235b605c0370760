"""Slips, receipts and lists on paper: `render(slip)` gives the PDF (see README.md)."""

from helge.interfaces.ui.printing.render import render

__all__ = ["render"]
