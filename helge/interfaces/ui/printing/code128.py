"""Code 128, the bars that every scanner at a desk reads. Source: ISO/IEC 15417.

A symbol is eleven modules, three bars and three spaces; each row below gives their widths. Digits
go two to a symbol (set C), everything else one to a symbol (set B), so a number stays narrow.
"""

import re
from itertools import pairwise

SYMBOLS = re.findall(
    r"\d{6}",
    """
    212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222
    123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321
    232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121
    313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224
    111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111
    111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113
    114311 411113 411311 113141 114131 311141 411131 211412 211214 211232
    """,
)
STOP = "2331112"
TO_C, TO_B, START_B, START_C = 99, 100, 104, 105


def bar_widths(barcode: str) -> list[int]:
    """Widths in modules, bar first then space by turns; empty when the text has more than printable ASCII."""
    if not re.fullmatch(r"[ -~]+", barcode):
        return []
    values = symbol_values(barcode)
    checksum = (values[0] + sum(place * value for place, value in enumerate(values))) % 103
    return [int(width) for symbol in [*values, checksum] for width in SYMBOLS[symbol]] + [int(w) for w in STOP]


def symbol_values(barcode: str) -> list[int]:
    """The symbols for the text with its start and its changes of set, without checksum and stop."""
    runs = [(in_digits(run), run) for run in re.findall(r"(?:\d\d){2,}|(?:(?!\d{4}).)+", barcode)]
    values = [START_C if runs[0][0] else START_B, *run_values(*runs[0])]
    for (was_digits, _), (digits, run) in pairwise(runs):
        if was_digits != digits:
            values.append(TO_C if digits else TO_B)
        values += run_values(digits, run)
    return values


def in_digits(run: str) -> bool:
    return run.isdigit() and len(run) >= 4


def run_values(digits: bool, run: str) -> list[int]:
    if digits:
        return [int(run[i : i + 2]) for i in range(0, len(run), 2)]
    return [ord(char) - 32 for char in run]
