"""A member of staff for those parts of the bench that go through the doors."""

import secrets

from django.utils import timezone

from helge.consortium.commands.create_staff import NewStaff, create_staff
from helge.consortium.models import StaffMember
from helge.consortium.occasion import Channel, Occasion
from helge.consortium.rules.granting import Scope


def desk_account(library: str) -> tuple[StaffMember, str]:
    """A fresh system librarian who stands at the library's desk, and the password."""
    password, now = secrets.token_urlsafe(16), timezone.now()
    facts = NewStaff(
        username=f"bench{StaffMember.objects.count() + 1}",
        name="Bänk",
        library=library,
        confidentiality_confirmed_date=now.date(),
    )
    occasion = Occasion(at=now, library=None, channel=Channel.ROUND)
    return create_staff(facts, password, [("system_librarian", Scope())], occasion=occasion), password
