"""HelGe as data, and the staff whose logins are printed."""

from datetime import timedelta
from typing import Any

from helge.consortium.commands.create_staff import NewStaff, create_staff
from helge.consortium.models import Library, Municipality
from helge.consortium.occasion import Channel, Occasion
from helge.consortium.rules.granting import Scope
from helge.demo.logins import STAFF, STAFF_PASSWORD
from helge.demo.plan import Plan
from helge.demo.progress import Progress
from helge.inventory.commands.ensure_media_types import ensure_media_types
from helge.stewardship.commands.load_house import load_house

DAYS_BEFORE = 30


def build_house(plan: Plan, _progress: Progress) -> dict[str, Any]:
    """Load the members, libraries and rules; create the staff a month before the history begins."""
    load_house()
    ensure_media_types()
    began = plan.now - timedelta(days=plan.scale.days + DAYS_BEFORE)
    occasion = Occasion(at=began, library=None, channel=Channel.ROUND)
    for member in STAFF:
        scope = Scope()
        if member.scope == "library":
            scope = Scope(library_id=Library.objects.get(code=member.library).pk)
        elif member.scope == "municipality":
            scope = Scope(municipality_id=Municipality.objects.get(libraries__code=member.library).pk)
        facts = NewStaff(
            username=member.username,
            name=member.name,
            library=member.library,
            email=f"{member.username}@bibliotek.example",
            confidentiality_confirmed_date=began.date(),
        )
        create_staff(facts, STAFF_PASSWORD, [(role, scope) for role in member.roles], occasion=occasion)
    return {"libraries": Library.objects.count(), "staff": len(STAFF)}
