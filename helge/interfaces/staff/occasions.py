"""The occasion of what staff do: who, where, now, with which permissions, at which desk."""

import secrets

from django.utils import timezone

from helge.consortium.occasion import Channel, Occasion
from helge.interfaces.staff.access import StaffRequest

DESK = "desk"


def occasion_of(request: StaffRequest) -> Occasion:
    """Build the occasion of this request. A scan's own key comes with the form (`scan_key`)."""
    return Occasion(
        at=timezone.now(),
        library=request.here.place,
        channel=Channel.DESK,
        staff_id=request.staff.pk,
        permissions=request.permissions,
        scan_key=request.POST.get("scan_key", "")[:64],
        desk=desk_of(request),
    )


def desk_of(request: StaffRequest) -> str:
    """The name of this desk session: random, kept in the session, the owner of what can be taken back."""
    if DESK not in request.session:
        request.session[DESK] = secrets.token_hex(16)
    desk: str = request.session[DESK]
    return desk
