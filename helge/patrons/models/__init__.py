"""Whom we serve: patrons, their cards, families, channels, consents and blocks; and who looked them up."""

from .contact import ChannelKind, Consent, ContactChannel
from .family import Guardianship
from .lookup import Lookup
from .patron import Block, Card, Patron, PatronCategory, Protection

__all__ = [
    "Block",
    "Card",
    "ChannelKind",
    "Consent",
    "ContactChannel",
    "Guardianship",
    "Lookup",
    "Patron",
    "PatronCategory",
    "Protection",
]
