"""What one pair of eyes may see of a patron. The only way from a patron to a screen, a list or a slip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from helge.patrons.models import Patron, Protection

# The patron's own eyes, on their own pages.
OWN_EYES = frozenset({"see_patrons", "see_protected"})

PROTECTED_NAME = _("Skyddade personuppgifter")
HIDDEN_NAME = _("Låntagare")


@dataclass(frozen=True)
class PatronView:
    """A patron as somebody may see them. What is hidden is blank, so that a screen cannot show it by mistake.

    `identity` is never the whole number: "20170101-****". `is_masked` tells that something is hidden; with
    `is_protected` a named role may open the rest, with a reason, and the opening is logged.
    """

    id: int
    name: str
    first_name: str
    last_name: str
    identity: str
    birth_date: date | None
    category: str
    municipality_id: int | None
    home_library_id: int | None
    pickup_library_id: int | None
    street: str
    postcode: str
    town: str
    language: str
    expires_date: date
    is_protected: bool
    is_masked: bool

    @property
    def address(self) -> str:
        return ", ".join(part for part in (self.street, f"{self.postcode} {self.town}".strip()) if part)


def masked(patron: Patron, permissions: frozenset[str]) -> PatronView:
    """Return what `permissions` let one see of the patron. Reads nothing but the row.

    Of a protected patron, without `see_protected`, one sees the category and the last day of the card, nothing else:
    not name, age, address, municipality or library, since each can tell where somebody lives.
    """
    is_protected = patron.protection != Protection.NONE
    may_see = "see_patrons" in permissions and (not is_protected or "see_protected" in permissions)
    if not may_see:
        return PatronView(
            id=patron.pk,
            name=str(PROTECTED_NAME if is_protected else HIDDEN_NAME),
            first_name="",
            last_name="",
            identity="",
            birth_date=None,
            category=patron.category_id,
            municipality_id=None,
            home_library_id=None,
            pickup_library_id=None,
            street="",
            postcode="",
            town="",
            language=patron.language,
            expires_date=patron.expires_date,
            is_protected=is_protected,
            is_masked=True,
        )
    return PatronView(
        id=patron.pk,
        name=f"{patron.first_name} {patron.last_name}".strip(),
        first_name=patron.first_name,
        last_name=patron.last_name,
        identity=f"{patron.identity_number[:8]}-****" if patron.identity_number else "",
        birth_date=patron.birth_date,
        category=patron.category_id,
        municipality_id=patron.municipality_id,
        home_library_id=patron.home_library_id,
        pickup_library_id=patron.pickup_library_id,
        street=patron.street,
        postcode=patron.postcode,
        town=patron.town,
        language=patron.language,
        expires_date=patron.expires_date,
        is_protected=is_protected,
        is_masked=False,
    )
