"""Covers for titles without a picture: typographic, deterministic, one quiet pattern for what the book is about.

The hue comes from the media type, moved a little by the seed, so that a page of results looks like a shelf and the
same title always looks the same. Nothing but attributes: no style, no ids, no fonts fetched, so it may stand inline
many times on a page under a strict content policy, and prints as lines and not as dots.
"""

import zlib
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from django.http import HttpResponse

from helge.interfaces.ui.cover_colours import Colours, cover_colours
from helge.interfaces.ui.cover_patterns import pattern_for
from helge.interfaces.ui.cover_text import Setting, is_right_to_left, set_text

WIDTH, HEIGHT = 240, 360
MARGIN = 22
TEXT_WIDTH = WIDTH - 2 * MARGIN
AUTHOR_TOP = 38
TITLE_TOP = 62
PATTERN_TOP = 236

SERIF = "'Helge Serif',Georgia,serif"
SANS = "'Helge Sans',sans-serif"


def cover_svg(
    title: str,
    author: str = "",
    media_type: str = "",
    subjects: Sequence[str] = (),
    year: int | str | None = None,
    seed: int | str = "",
) -> str:
    """Return a 2:3 cover as an SVG element whose accessible name is the title.

    `media_type` is a media type's code and gives the hue; `subjects` choose the pattern, the first that is understood;
    `seed` (the record's id) moves hue and pattern, and without it title and author do. Handles right-to-left and
    Chinese, Japanese and Korean titles, and shortens a title that cannot fit.
    """
    name = " ".join(title.split()) or "–"
    chance = zlib.crc32(str(seed or f"{name}|{author}").encode())
    colours = cover_colours(media_type, chance)
    main, _colon, rest = name.partition(" : ")
    heading = set_text(main, width=TEXT_WIDTH, height=PATTERN_TOP - TITLE_TOP - (38 if rest else 12))
    spoken = f"{name}, {author}" if author else name
    return "".join(
        (
            f'<svg class="cover" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"',
            f' focusable="false"><title>{escape(spoken)}</title>',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{colours.ground}"/>',
            _pattern(subjects, chance, colours),
            # The fold of the spine: one line of shade along the edge, so that light covers keep their shape on white.
            f'<rect width="7" height="{HEIGHT}" fill="{colours.text}" fill-opacity=".14"/>',
            _author(author, colours),
            _lines(heading, main, TITLE_TOP, colours.text, weight=600),
            _subtitle(rest, TITLE_TOP + heading.height, colours),
            _year(year, colours),
            "</svg>",
        )
    )


def cover_answer(title: str, author: str = "", **facts: Any) -> HttpResponse:
    """Answer a request with the cover as a picture that a browser may keep for a day; `facts` as for `cover_svg`."""
    return HttpResponse(
        cover_svg(title, author, **facts),
        content_type="image/svg+xml; charset=utf-8",
        headers={"Cache-Control": "public, max-age=86400"},
    )


def _pattern(subjects: Sequence[str], chance: int, colours: Colours) -> str:
    drawn = pattern_for(subjects, chance)(chance, WIDTH, PATTERN_TOP, HEIGHT)
    return f'<g fill="none" stroke="{colours.pattern}" stroke-width="1.6" stroke-linecap="round">{drawn}</g>'


def _author(author: str, colours: Colours) -> str:
    if not author.strip():
        return ""
    setting = set_text(author, width=TEXT_WIDTH, height=18, sizes=(14, 13, 12, 11), most_lines=1)
    return _lines(setting, author, AUTHOR_TOP - setting.size, colours.soft, weight=500, family=SANS)


def _subtitle(subtitle: str, top: float, colours: Colours) -> str:
    room = PATTERN_TOP - 8 - top
    if not subtitle or room < 18:
        return ""
    return _lines(
        set_text(subtitle, width=TEXT_WIDTH, height=room, sizes=(14, 13), most_lines=3), subtitle, top + 4, colours.soft
    )


def _year(year: int | str | None, colours: Colours) -> str:
    if not year:
        return ""
    x, y = WIDTH - MARGIN, HEIGHT - 16
    width = 7.2 * len(str(year)) + 12
    return (
        f'<rect x="{x - width + 6:.1f}" y="{y - 14}" width="{width:.1f}" height="19" fill="{colours.ground}"/>'
        f'<text x="{x}" y="{y}" text-anchor="end" fill="{colours.soft}" font-family="{SANS}" font-size="12">'
        f"{escape(str(year))}</text>"
    )


def _lines(setting: Setting, text: str, top: float, fill: str, *, weight: int = 400, family: str = SERIF) -> str:
    """Text lines below `top`, from the right where the script runs that way."""
    from_right = is_right_to_left(text)
    x = WIDTH - MARGIN if from_right else MARGIN
    direction = ' direction="rtl"' if from_right else ""
    spans = "".join(
        f'<tspan x="{x}" y="{top + setting.size + place * setting.leading:.1f}">{escape(line)}</tspan>'
        for place, line in enumerate(setting.lines)
    )
    return (
        f'<text{direction} fill="{fill}" font-family="{family}" font-size="{setting.size}" font-weight="{weight}">'
        f"{spans}</text>"
    )
