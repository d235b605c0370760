"""What every staff page shows around its content: where one stands, who one is, and what waits."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from helge.consortium import queries as consortium
from helge.consortium.occasion import STOCKHOLM
from helge.holds.models import Hold, PullSlip
from helge.holds.queries import hopeless
from helge.inventory.models import Whereabouts
from helge.logistics.queries import late_transits
from helge.notices.queries import phone_list


def staff_page(request: HttpRequest) -> dict[str, Any]:
    """Context of the staff base template; nothing for other doors, and no counts for a partial."""
    here = getattr(request, "here", None)
    if here is None:
        return {}
    context: dict[str, Any] = {
        "here": here,
        "staff_name": request.staff.name,  # type: ignore[attr-defined]
        "permissions": request.permissions,  # type: ignore[attr-defined]
    }
    # A boosted form swaps parts of a whole page, the menu with its counts among them.
    if request.headers.get("HX-Request") and not request.headers.get("HX-Boosted"):
        return context
    return context | {
        "here_choices": list(consortium.libraries().values()),
        "here_url": "/personal/har",
        "counts": waiting_here(here.id),
    }


def waiting_here(library_id: int) -> dict[str, int]:
    """How much waits on each work list of one library."""
    from django.utils import timezone

    today = timezone.now().astimezone(STOCKHOLM).date()
    return {
        "pull_list": PullSlip.objects.filter(library_id=library_id, state__in=["open", "claimed"]).count(),
        "hold_shelf": Whereabouts.objects.filter(library_id=library_id, place="hold_shelf")
        .exclude(hold_id__in=Hold.objects.filter(state="ready").values("id"))
        .count(),
        "transit": len(late_transits(library_id, today)),
        "attention": Whereabouts.objects.filter(
            Q(place="attention") | Q(place="missing"), library_id=library_id
        ).count()
        + hopeless(Hold.objects.filter(pickup_library_id=library_id, outlook="")).count(),
        "phone_list": phone_list(library_id).count(),
    }
