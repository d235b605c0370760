"""Let a reader try a failing slip again now, instead of when its waiting time is over."""

from collections.abc import Iterable

from helge.consortium.occasion import Occasion
from helge.journal.models import Slip


def run_again(slip_ids: Iterable[int], *, occasion: Occasion) -> int:
    """Make slips that have failed due at once; returns how many. The count of attempts goes on."""
    return Slip.objects.filter(pk__in=list(slip_ids), attempts__gt=0).update(available_at=occasion.at)
