"""Small words of the rooms behind the desk."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def of(names: Mapping[Any, Any], key: Any) -> Any:
    """{{ media_types|of:item.media_type_id }}: the name of a code; the code itself when it has none."""
    return names.get(key, key)
