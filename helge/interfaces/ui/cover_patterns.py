"""Quiet patterns for the foot of a cover: what the book is about, in lines.

Each pattern draws inside (0, top) to (width, bottom) with the stroke that its group gives, and takes `chance` for its
small differences. A subject word chooses the pattern; a cover without an understood subject gets one by chance.
"""

import math
from collections.abc import Callable, Sequence

Pattern = Callable[[int, int, int, int], str]


def bark(chance: int, width: int, top: int, bottom: int) -> str:
    """The dashes of birch bark."""
    marks: list[str] = []
    for row, y in enumerate(range(top + 8, bottom, 11)):
        x = (chance >> row % 13) * 37 % 40 - 20
        while x < width:
            long = 6 + (x * 7 + row * 13 + chance) % 34
            marks.append(f"M{x} {y}h{long}")
            x += long + 9 + (x + row * 5 + chance) % 29
    return f'<path d="{"".join(marks)}"/>'


def waves(chance: int, width: int, top: int, bottom: int) -> str:
    length = 34 + chance % 3 * 8
    rows = []
    for row, y in enumerate(range(top + 12, bottom + 12, 13)):
        start = -length + (row % 2) * length // 2
        rows.append(f"M{start} {y}" + f"q{length / 4:g} -9 {length / 2:g} 0t{length / 2:g} 0" * (width // length + 3))
    return f'<path d="{"".join(rows)}"/>'


def spruces(chance: int, width: int, top: int, bottom: int) -> str:
    """A wood: each tree a trunk and its branches."""
    trees = []
    for place, x in enumerate(range(6, width + 20, 27)):
        tall = 62 + (chance >> place % 11) * 29 % 58
        peak = bottom - tall
        branches = "".join(
            f"M{x} {y}l-{reach:.0f} {reach * 0.6:.0f}M{x} {y}l{reach:.0f} {reach * 0.6:.0f}"
            for y, reach in ((peak + step * 11, 4 + step * 2.3) for step in range(1, tall // 11))
            if y < bottom
        )
        trees.append(f"M{x} {max(peak, top)}V{bottom}{branches}")
    return f'<path d="{"".join(trees)}"/>'


def hills(chance: int, width: int, top: int, _bottom: int) -> str:
    """Blue hills behind each other."""
    lines = []
    for row in range(7):
        y = top + 22 + row * 17
        swing = 14 - row
        shift = (chance >> row * 2) % 90
        points = [
            (x, y - swing * math.sin((x + shift) / (31 + row * 5)) - swing / 2 * math.sin((x - shift) / 17))
            for x in range(0, width + 13, 12)
        ]
        lines.append("M" + "L".join(f"{x} {py:.0f}" for x, py in points))
    return f'<path stroke-linejoin="round" d="{"".join(lines)}"/>'


def rings(chance: int, _width: int, top: int, bottom: int) -> str:
    """The years of a tree, seen where it was cut. The stump stands below the edge."""
    cx, cy = 50 + chance % 140, bottom + 6
    return "".join(
        f'<ellipse cx="{cx}" cy="{cy}" rx="{radius * 1.35:.0f}" ry="{radius}"/>'
        for radius in _uneven(chance, 10, bottom + 6 - top - 4)
    )


def snow(chance: int, width: int, top: int, bottom: int) -> str:
    """Stars or flakes, strewn and never evenly."""
    marks: list[str] = []
    for row, y in enumerate(range(top + 12, bottom, 19)):
        for column, x in enumerate(range(8, width, 23)):
            turn = (chance >> (row + column) % 17) + row * 5 + column * 3
            px, py, size = x + turn % 11, y + turn % 7, 2 + turn % 3
            marks.append(f"M{px - size} {py}h{2 * size}M{px} {py - size}v{2 * size}")
    return f'<path d="{"".join(marks)}"/>'


def rain(chance: int, width: int, top: int, bottom: int) -> str:
    """Slanting strokes: bad weather and worse deeds."""
    marks: list[str] = []
    for row, y in enumerate(range(top + 4, bottom, 21)):
        for column, x in enumerate(range(-10, width + 20, 15)):
            long = 8 + ((chance >> (row * 3 + column) % 15) + column) % 4 * 3
            marks.append(f"M{x + row * 5 % 15} {y}l-{long * 0.45:.0f} {long}")
    return f'<path d="{"".join(marks)}"/>'


def weave(chance: int, width: int, top: int, bottom: int) -> str:
    """Over and under, as on a loom."""
    step = 18
    marks: list[str] = []
    for row, y in enumerate(range(top + 6, bottom + step, step)):
        for column, x in enumerate(range(0, width + step, step)):
            over = (row + column + (chance >> 5) % 2) % 2
            marks.extend(f"M{x} {y + d}h14" if over else f"M{x + d} {y}v14" for d in (2, 7, 12))
    return f'<path d="{"".join(marks)}"/>'


def bubbles(chance: int, width: int, top: int, bottom: int) -> str:
    """Round and glad, for those who are small."""
    marks: list[str] = []
    for row, y in enumerate(range(top + 18, bottom + 20, 30)):
        for column, x in enumerate(range((row % 2) * 17 + 8, width + 20, 34)):
            radius = 5 + ((chance >> (row * 5 + column) % 19) + row + column) % 4 * 3
            marks.append(f'<circle cx="{x}" cy="{y}" r="{radius}"/>')
    return "".join(marks)


def staves(chance: int, width: int, top: int, bottom: int) -> str:
    """Lines to sing from."""
    marks: list[str] = []
    for row, y in enumerate(range(top + 14, bottom, 42)):
        marks.extend(f"M0 {y + line * 5}H{width}" for line in range(5))
        for column, x in enumerate(range(24, width - 10, 31)):
            place = ((chance >> (row * 4 + column) % 17) + column) % 5
            marks.append(f"M{x} {y + place * 5}v-14M{x} {y + place * 5}h-5")
    return f'<path d="{"".join(marks)}"/>'


PATTERNS: tuple[Pattern, ...] = (bark, waves, spruces, hills, rings, snow, weave)

# Beginnings of words in subjects (Swedish and English, small letters) and the pattern they call for.
WORDS: tuple[tuple[tuple[str, ...], Pattern], ...] = (
    (("deck", "krim", "brott", "mord", "thrill", "spänning", "crime", "detective", "skräck", "horror"), rain),
    (("barn", "bilderb", "child", "småbarn", "saga", "sagor", "pekb", "lek", "spel", "game"), bubbles),
    (("musik", "sång", "music", "opera", "noter", "jazz", "kör"), staves),
    (("hav", "sjö", "båt", "segl", "fisk", "kust", "vatten", "sea", "ocean", "vik"), waves),
    (("skog", "natur", "djur", "växt", "träd", "svamp", "jakt", "forest", "nature", "animal", "trädgård"), spruces),
    (("histor", "släkt", "biograf", "minne", "history", "memoir", "arkeolog", "krig"), rings),
    (("resa", "resor", "geograf", "fjäll", "vandr", "travel", "hälsingland", "gästrikland", "hembygd", "berg"), hills),
    (("rymd", "astronom", "fysik", "jul", "vinter", "space", "science", "matemat", "fantasy", "drak"), snow),
    (("hantverk", "textil", "stick", "slöjd", "craft", "mat", "kok", "konst", "art", "design", "sömnad"), weave),
)


def pattern_for(subjects: Sequence[str], chance: int) -> Pattern:
    """The pattern of the first subject with a known word, else one by chance."""
    for subject in subjects:
        for word in subject.casefold().replace("-", " ").split():
            for beginnings, pattern in WORDS:
                if word.startswith(beginnings):
                    return pattern
    return PATTERNS[(chance >> 16) % len(PATTERNS)]


def _uneven(chance: int, first: int, last: int) -> list[int]:
    """Radii that grow by good years and bad."""
    radii, radius, year = [], first, 0
    while radius <= last:
        radii.append(radius)
        radius += 5 + (chance >> year % 23) % 6
        year += 1
    return radii
