"""What media types are called in the language of the page."""

from django.utils.translation import get_language

from helge.inventory.models import MediaType


def media_type_names() -> dict[str, str]:
    """Names by code, in the order they are listed."""
    column = "name_en" if (get_language() or "sv").startswith("en") else "name_sv"
    return dict(MediaType.objects.order_by("rank", "code").values_list("code", column))
