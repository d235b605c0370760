"""Items, the shelves they belong on, and where they are."""

from .item import Item, LoanKind, MediaType, ShelfLocation
from .whereabouts import AttentionReason, PlaceKind, Whereabouts

__all__ = ["AttentionReason", "Item", "LoanKind", "MediaType", "PlaceKind", "ShelfLocation", "Whereabouts"]
