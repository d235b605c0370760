"""The colours of a cover: the media type gives the hue, chance one of three ways to wear it."""

import colorsys
from typing import NamedTuple

# Degrees on the colour wheel. Kinds that are not listed get the birch bark's grey-brown.
HUES = {
    "book": 155,
    "ebook": 178,
    "audiobook": 268,
    "talking_book": 268,
    "daisy": 268,
    "film": 350,
    "dvd": 350,
    "bluray": 350,
    "music": 32,
    "cd": 32,
    "score": 44,
    "magazine": 205,
    "newspaper": 205,
    "game": 312,
    "map": 92,
    "language_course": 222,
}
OTHER_HUE = 38
HUE_SWING = 24


class Colours(NamedTuple):
    ground: str
    text: str
    soft: str
    pattern: str


def cover_colours(media_type: str, chance: int) -> Colours:
    """Return ground, text, softer text and pattern as hex; both texts stand 4.5:1 or better against the ground."""
    hue = HUES.get(media_type, OTHER_HUE) + (chance % (2 * HUE_SWING + 1)) - HUE_SWING
    match (chance >> 8) % 4:
        case 0:  # paper
            return Colours(_hex(hue, 0.90, 0.34), _hex(hue, 0.15, 0.5), _hex(hue, 0.25, 0.35), _hex(hue, 0.62, 0.32))
        case 1:  # cloth
            return Colours(_hex(hue, 0.25, 0.34), _hex(hue, 0.97, 0.4), _hex(hue, 0.88, 0.25), _hex(hue, 0.45, 0.3))
        case 2:  # night
            return Colours(_hex(hue, 0.16, 0.30), _hex(hue, 0.95, 0.35), _hex(hue, 0.80, 0.22), _hex(hue, 0.40, 0.36))
        case _:  # faded linen
            return Colours(_hex(hue, 0.80, 0.30), _hex(hue, 0.11, 0.5), _hex(hue, 0.18, 0.4), _hex(hue, 0.52, 0.28))


def _hex(hue: int, lightness: float, saturation: float) -> str:
    red, green, blue = colorsys.hls_to_rgb(hue % 360 / 360, lightness, saturation)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"
