"""Why this copy and not another: what the planner wrote on a pull slip, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


def pull_words(why: Mapping[str, Any]) -> str:
    said = {
        "pickup_library": _("Står på hämtstället."),
        "same_municipality": _("Finns i samma kommun som hämtstället."),
        "nearest": _("Närmast hämtstället, %(km)s km.") % {"km": why.get("km", "?")},
    }.get(str(why.get("step")), "")
    copies = why.get("copies") or 0
    if copies > 1:
        said += " " + _("Valt bland %(n)s exemplar som är inne.") % {"n": copies}
    return said
