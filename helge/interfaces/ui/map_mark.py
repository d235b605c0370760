"""The county as a mark: Gävleborg in outline with a dot for each member municipality, one of them lit.

The land is drawn by hand in round strokes, for recognition and not for navigation. Dots stand where the main libraries
are (WGS 84, GeoNames), moved through the same plain projection as the outline.
"""

import math
from xml.sax.saxutils import escape

NORTH, SOUTH, WEST, EAST = 62.42, 60.16, 14.35, 17.62
HEIGHT = 120.0
DEGREE_WIDTH = math.cos(math.radians(61.3))  # a degree of longitude against one of latitude, mid-county
WIDTH = HEIGHT * (EAST - WEST) * DEGREE_WIDTH / (NORTH - SOUTH)

# Main library of each member, keyed by the first three letters of its library code: (latitude, longitude).
MAIN_LIBRARIES = {
    "BOL": (61.34817, 16.39464),
    "HOF": (60.54573, 16.28668),
    "HUD": (61.72744, 17.10558),
    "LJU": (61.82883, 16.09126),
    "NOR": (61.98253, 17.06368),
    "OCK": (60.8912, 16.71846),
    "OVA": (61.37692, 15.81747),
    "SAN": (60.61667, 16.76667),
    "SOD": (61.30373, 17.05921),
}
MUNICIPALITIES = {
    "BOLLNÄS": "BOL",
    "HOFORS": "HOF",
    "HUDIKSVALL": "HUD",
    "LJUSDAL": "LJU",
    "NORDANSTIG": "NOR",
    "OCKELBO": "OCK",
    "OVANÅKER": "OVA",
    "SANDVIKEN": "SAN",
    "SÖDERHAMN": "SOD",
}

# The county's border from the coast in the north, clockwise: (latitude, longitude), about one point per 25 km.
OUTLINE = (
    (62.20, 17.40), (61.98, 17.40), (61.73, 17.50), (61.68, 17.22), (61.52, 17.10), (61.33, 17.26), (61.15, 17.18),
    (60.98, 17.16), (60.80, 17.24), (60.68, 17.20), (60.62, 17.48), (60.45, 17.36), (60.28, 17.05), (60.24, 16.72),
    (60.45, 16.55), (60.36, 16.22), (60.55, 15.98), (60.82, 16.22), (61.02, 15.98), (61.06, 15.55), (61.28, 15.22),
    (61.52, 15.10), (61.62, 14.52), (61.88, 14.58), (62.02, 15.12), (62.26, 15.45), (62.24, 16.02), (62.08, 16.30),
    (62.34, 16.62), (62.28, 17.02),
)  # fmt: skip


def municipality_of(code_or_name: str) -> str:
    """Return a municipality's three letters, from them, a library code ("LJU-JAR") or a name; "" if unknown."""
    key = code_or_name.strip().upper()
    letters = MUNICIPALITIES.get(key, key[:3])
    return letters if letters in MAIN_LIBRARIES else ""


def map_mark_svg(code_or_name: str = "", label: str = "") -> str:
    """Return the mark as inline SVG; colours come from CSS. Without a label it is decoration and stays silent."""
    lit = municipality_of(code_or_name)
    dots = "".join(_dot(letters, lit=letters == lit) for letters in sorted(MAIN_LIBRARIES, key=lambda c: c == lit))
    spoken = f'role="img" aria-label="{escape(label, {chr(34): "&quot;"})}"' if label else 'aria-hidden="true"'
    return (
        f'<svg class="map-mark" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" {spoken} focusable="false">'
        f'<path class="map-mark__land" d="{_outline()}"/>{dots}</svg>'
    )


def _dot(letters: str, *, lit: bool) -> str:
    x, y = _place(*MAIN_LIBRARIES[letters])
    radius, name = (10.0, "map-mark__dot map-mark__dot--lit") if lit else (5.5, "map-mark__dot")
    return f'<circle class="{name}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}"/>'


def _place(latitude: float, longitude: float) -> tuple[float, float]:
    scale = HEIGHT / (NORTH - SOUTH)
    return (longitude - WEST) * DEGREE_WIDTH * scale, (NORTH - latitude) * scale


def _outline() -> str:
    """A closed curve through the middles of the border's sides, so that no corner is sharp."""
    points = [_place(*point) for point in OUTLINE]
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(points, points[1:] + points[:1], strict=True)]
    start = f"M{middles[-1][0]:.1f} {middles[-1][1]:.1f}"
    return (
        start
        + "".join(
            f"Q{corner[0]:.1f} {corner[1]:.1f} {middle[0]:.1f} {middle[1]:.1f}"
            for corner, middle in zip(points, middles, strict=True)
        )
        + "Z"
    )
