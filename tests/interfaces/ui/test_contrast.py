"""Every pair of colours that text or a control is made of can be read, day and night (WCAG 2.2, 1.4.3, 1.4.11)."""

import re
from pathlib import Path

import pytest

import helge.interfaces.ui
from helge.interfaces.ui.cover_colours import HUES, cover_colours

STATIC = Path(helge.interfaces.ui.__file__).parent / "static" / "ui"
TOKEN = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6})")

GROUNDS = ("ground", "raised", "sunk")
TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-soft", "spruce", "spruce-strong") for ground in GROUNDS),
    *(
        (f"{voice}-ink", ground)
        for voice in ("lingon", "cloud", "lake", "moss")
        for ground in (*GROUNDS, f"{voice}-tint")
    ),
    *(("ink", f"{voice}-tint") for voice in ("lingon", "cloud", "lake", "moss", "spruce")),
    *((f"on-{voice}", f"{voice}-solid") for voice in ("lingon", "cloud", "lake", "moss")),
    ("on-spruce", "spruce"),
    ("on-spruce", "spruce-strong"),
    ("on-forest", "forest"),
    ("on-forest", "forest-line"),
    ("on-forest-soft", "forest"),
]
CONTROL_PAIRS = [*(("edge", ground) for ground in GROUNDS), *(("focus", ground) for ground in GROUNDS)]


def tokens(theme: str) -> dict[str, str]:
    colours = dict(TOKEN.findall((STATIC / "tokens.css").read_text(encoding="utf-8")))
    if theme == "dark":
        colours |= dict(TOKEN.findall((STATIC / "tokens-dark.css").read_text(encoding="utf-8")))
    return colours


def luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_can_be_read(theme, ink, ground):
    colours = tokens(theme)
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), CONTROL_PAIRS)
def test_borders_of_fields_and_the_focus_can_be_found(theme, edge, ground):
    colours = tokens(theme)
    assert contrast(colours[edge], colours[ground]) >= 3


def test_the_dark_theme_changes_every_colour_and_invents_none():
    light, dark = (
        dict(TOKEN.findall((STATIC / name).read_text(encoding="utf-8"))) for name in ("tokens.css", "tokens-dark.css")
    )
    assert light.keys() == dark.keys()


@pytest.mark.parametrize("media_type", [*HUES, "something new"])
def test_a_cover_can_be_read_whatever_its_colours(media_type):
    for chance in range(0, 4096, 7):
        colours = cover_colours(media_type, chance)
        assert contrast(colours.text, colours.ground) >= 7
        assert contrast(colours.soft, colours.ground) >= 4.5
