"""What templates say aloud: money, days, numbers, the county mark, covers, the reader's theme."""

from datetime import date, datetime, time
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.template.context import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from helge.foundation import money
from helge.interfaces.ui import bars, covers, formats, map_mark
from helge.interfaces.ui.fonts import FONTS_CSS, PRELOADED
from helge.interfaces.ui.states import State, state_of
from helge.interfaces.ui.theme import chosen_theme

register = template.Library()


@register.filter
def kronor(ore: int | None) -> str:
    """{{ loan.late_fee_ore|kronor }}: "12,50 kr"; nothing for nothing."""
    return "" if ore is None else money.kronor(ore)


@register.filter
def short_date(moment: date | datetime | None) -> str:
    """{{ loan.due_date|short_date }}: "tors 26 nov", with the year when it is not this one."""
    return formats.short_date(moment, today=timezone.localdate()) if moment else ""


@register.filter
def long_date(moment: date | datetime | None) -> str:
    """{{ day|long_date }}: "torsdag 26 november 2026"."""
    return formats.long_date(moment) if moment else ""


@register.filter
def clock(moment: datetime | time | None) -> str:
    """{{ at|clock }}: "14:05", Swedish time. A plain time of day passes as it is."""
    if moment is None:
        return ""
    here = timezone.localtime(moment) if isinstance(moment, datetime) and timezone.is_aware(moment) else moment
    return f"{here:%H:%M}"


@register.filter
def from_now_words(moment: date | datetime | None) -> str:
    """{{ hold.shelf_until|from_now_words }}: "om 3 dagar"."""
    return formats.from_now_words(moment, today=timezone.localdate()) if moment else ""


@register.filter
def isbn_pretty(text: str | None) -> str:
    """{{ record.isbn|isbn_pretty }}: "978-91-29-68831-3"."""
    return formats.isbn_pretty(text or "")


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: Any) -> str:
    """{% query_with page=2 sort="" %}: this page's query string with changes; an empty value takes the key away."""
    params = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            params.pop(name, None)
        elif isinstance(value, (list, tuple)):
            params.setlist(name, [str(one) for one in value])
        else:
            params[name] = str(value)
    return f"?{params.urlencode()}"


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """{% theme %}: "light", "dark" or "auto", as the reader chose; "auto" when there is no request."""
    request = context.get("request")
    return chosen_theme(request.COOKIES) if request is not None else "auto"


@register.simple_tag
def font_links() -> SafeString:
    """{% font_links %}: the style sheet of the typefaces, or nothing when they were never made."""
    if finders.find(FONTS_CSS) is None:
        return mark_safe("")
    preloads = format_html_join(
        "\n  ",
        '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>',
        ((static(name),) for name in PRELOADED),
    )
    return format_html('{}\n  <link rel="stylesheet" href="{}">', preloads, static(FONTS_CSS))


@register.simple_tag(name="map_mark")
def map_mark_tag(code_or_name: str = "", label: str = "") -> SafeString:
    """{% map_mark "LJU-JAR" %}: the county with that municipality lit; decoration unless a label is given."""
    return mark_safe(map_mark.map_mark_svg(code_or_name or "", label))  # noqa: S308 - built and escaped by us


@register.simple_tag
def cover(
    title: str,
    author: str = "",
    media_type: str = "",
    subjects: Any = (),
    year: int | str | None = None,
    seed: int | str = "",
) -> SafeString:
    """{% cover record.title record.author record.media_type record.subjects record.year record.id %}: inline SVG."""
    return mark_safe(covers.cover_svg(title, author, media_type, subjects or (), year, seed))  # noqa: S308 - escaped


@register.simple_tag
def state(kind: str, name: str) -> State:
    """{% state "hold" hold.state as s %}: its word, icon and voice; an unknown state is shown by its own name."""
    return state_of(kind, str(name))


@register.simple_tag
def bar_chart(title: str, rows: Any, unit: str = "") -> dict[str, Any]:
    """{% bar_chart _("Lån per dag") rows as chart %}: places for parts/bars.html; rows are (label, number)."""
    return {"title": title, "unit": unit, **bars.bar_chart([(str(label), value) for label, value in rows])}
