"""Give a role from a day to a day within a scope, and end it; nobody gives more than their own."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from helge.consortium.models import Library, Role, StaffMember
from helge.consortium.occasion import Occasion
from helge.consortium.rules.granting import Scope, may_grant
from helge.consortium.rules.permissions import PERMISSIONS
from helge.consortium.telling import tell
from helge.foundation.refusals import Refusal, Refused


class RoleRefused(Refused):
    """No role was given or ended."""


@transaction.atomic
def grant_role(
    staff_id: int, kind: str, scope: Scope, *, from_date: date, to_date: date | None = None, occasion: Occasion
) -> Role:
    """Give the role. Raises `RoleRefused` when the granter's own roles do not reach so far, ValueError for none."""
    if kind not in PERMISSIONS:
        raise ValueError(f"there is no role {kind}; there are {', '.join(PERMISSIONS)}")
    _check_granter(kind, scope, occasion)
    member = StaffMember.objects.get(pk=staff_id)
    role = Role.objects.create(
        staff_member=member,
        kind=kind,
        municipality_id=scope.municipality_id,
        library_id=scope.library_id,
        from_date=from_date,
        to_date=to_date,
    )
    tell("RoleGranted", occasion, {"staff": staff_id, "role": role.pk, "kind": kind})
    return role


@transaction.atomic
def end_role(role_id: int, *, last_date: date, occasion: Occasion) -> Role:
    """Let the role end after `last_date`; a role that has not begun by then is removed. Raises `RoleRefused`."""
    role = Role.objects.select_for_update().get(pk=role_id)
    _check_granter(role.kind, Scope(role.municipality_id, role.library_id), occasion)
    tell("RoleEnded", occasion, {"staff": role.staff_member_id, "role": role_id, "kind": role.kind})
    if last_date < role.from_date:
        role.delete()
        return role
    role.to_date = last_date
    role.save(update_fields=["to_date"])
    return role


def _check_granter(kind: str, scope: Scope, occasion: Occasion) -> None:
    """What no member of staff does (the command line, the demo) is set-up, and needs no role."""
    if occasion.staff_id is None:
        return
    held = Role.objects.filter(
        Q(to_date__isnull=True) | Q(to_date__gte=occasion.today),
        staff_member_id=occasion.staff_id,
        from_date__lte=occasion.today,
    ).values_list("kind", "municipality_id", "library_id")
    own = [(mine, Scope(municipality_id, library_id)) for mine, municipality_id, library_id in held]
    lies_in = None
    if scope.library_id is not None:
        lies_in = Library.objects.values_list("municipality_id", flat=True).get(pk=scope.library_id)
    if not may_grant(own, kind, scope, lies_in):
        raise RoleRefused([Refusal("role_too_wide", _("Du kan inte ge en roll som når längre än din egen."))])
