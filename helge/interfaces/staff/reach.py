"""How far a colleague's roles reach: a permission held for one library is not held for its neighbours."""

from dataclasses import replace
from datetime import date

from django.db.models import Q

from helge.consortium.models import Role
from helge.consortium.occasion import Occasion, Place
from helge.consortium.queries import permissions_of
from helge.consortium.rules.granting import Scope
from helge.consortium.rules.permissions import PERMISSIONS
from helge.interfaces.staff.access import StaffRequest
from helge.interfaces.staff.occasions import occasion_of


def occasion_over(request: StaffRequest, library: Place) -> Occasion:
    """The occasion of this request with what the person may do at another library than where they stand."""
    occasion = occasion_of(request)
    return replace(occasion, permissions=permissions_of(request.staff.pk, library, occasion.today))


def scopes_of(staff_id: int, permission: str, today: date) -> list[Scope]:
    """Where a colleague holds a permission today."""
    roles = Role.objects.filter(
        Q(to_date__isnull=True) | Q(to_date__gte=today), staff_member_id=staff_id, from_date__lte=today
    )
    return [
        Scope(role.municipality_id, role.library_id)
        for role in roles
        if permission in PERMISSIONS.get(role.kind, frozenset())
    ]


def reaches(
    staff_id: int, permission: str, wanted: Scope, today: date, municipality_of_library: int | None = None
) -> bool:
    """Whether one of the colleague's roles gives the permission over everything in `wanted`."""
    return any(own.covers(wanted, municipality_of_library) for own in scopes_of(staff_id, permission, today))
