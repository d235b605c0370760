"""Where the bars of a chart stand: plain numbers for an inline SVG, labels beside the bars, no axis to decode."""

from collections.abc import Sequence
from typing import NamedTuple

ROW_HEIGHT = 30
BAR_HEIGHT = 18
LABEL_WIDTH = 170  # at least; long labels get the room they need
LETTER_WIDTH = 7  # of the sans at 13 px, on the wide side
BAR_SPACE = 400
VALUE_WIDTH = 70


class Bar(NamedTuple):
    label: str
    value: float
    y: int
    text_y: int
    width: float
    value_x: float


def bar_chart(rows: Sequence[tuple[str, float]]) -> dict[str, object]:
    """Place one horizontal bar per (label, value); the longest fills the space. Raises ValueError below zero."""
    if any(value < 0 for _label, value in rows):
        raise ValueError("a bar cannot be shorter than nothing")
    most = max((value for _label, value in rows), default=0) or 1
    label_width = max([LABEL_WIDTH, *(LETTER_WIDTH * len(label) + 10 for label, _value in rows)])
    bars = []
    for place, (label, value) in enumerate(rows):
        width = round(BAR_SPACE * value / most, 1)
        y = place * ROW_HEIGHT
        bars.append(Bar(label, value, y, y + BAR_HEIGHT - 4, width, label_width + width + 8))
    return {
        "bars": bars,
        "label_x": label_width - 10,
        "bar_x": label_width,
        "bar_height": BAR_HEIGHT,
        "width": label_width + BAR_SPACE + VALUE_WIDTH,
        "height": max(len(rows), 1) * ROW_HEIGHT,
    }
