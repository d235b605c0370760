"""The two typefaces, cut down to the letters in use and made into woff2 once, at first start.

They come as packages, so nothing is vendored and no page fetches anything from elsewhere. Where a package is missing
the page falls back to the machine's fonts: worse looking, nothing broken.
"""

import logging
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

logger = logging.getLogger(__name__)

PREFIX = "fonts"
FONTS_CSS = f"{PREFIX}/fonts.css"
PRELOADED = (f"{PREFIX}/helge-sans-400-latin.woff2", f"{PREFIX}/helge-serif-600-latin.woff2")

# Written into the style sheet, so that an upgrade that changes what is cut makes the files anew.
EDITION = "2"


class Face(NamedTuple):
    family: str
    weight: int
    style: str
    package: str
    file: str

    @property
    def name(self) -> str:
        return f"{self.family.lower().replace(' ', '-')}-{self.weight}{'-italic' if self.style == 'italic' else ''}"


FACES = (
    Face("Helge Sans", 400, "normal", "font_hanken_grotesk", "HankenGrotesk-Regular.otf"),
    Face("Helge Sans", 500, "normal", "font_hanken_grotesk", "HankenGrotesk-Medium.otf"),
    Face("Helge Sans", 600, "normal", "font_hanken_grotesk", "HankenGrotesk-SemiBold.otf"),
    Face("Helge Serif", 400, "normal", "font_source_serif_pro", "SourceSerifPro-Regular.otf"),
    Face("Helge Serif", 600, "normal", "font_source_serif_pro", "SourceSerifPro-Semibold.otf"),
    Face("Helge Serif", 400, "italic", "font_source_serif_pro", "SourceSerifPro-It.otf"),
)
# Most pages need the first part only: Swedish, English, Finnish and western Europe. A browser fetches the others when
# such letters stand on the page: the Sami languages, Polish, Turkish and their neighbours; Greek and Cyrillic.
LETTERS = {
    "latin": "U+0000-00FF, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2190-2193, U+2212",
    "more-latin": "U+0100-024F, U+0259, U+1E00-1EFF",
    "world": "U+0370-03FF, U+0400-052F",
}
FEWEST_LETTERS = 40
FEATURES = ["kern", "liga", "locl", "ccmp", "mark", "mkmk", "tnum", "lnum"]


def ensure_fonts(target: Path) -> list[Path]:
    """Make the woff2 files and `fonts.css` in `target` unless they are there; return the files written.

    `target` is served as static files under "fonts/". Takes about three seconds the first time and nothing later.
    A missing package is logged and skipped.
    """
    sheet = target / "fonts.css"
    if sheet.exists() and f"edition {EDITION} " in sheet.read_text(encoding="utf-8"):
        return []
    target.mkdir(parents=True, exist_ok=True)
    written = list(_cut_faces(target))
    rules = "\n".join(_rule(face, part) for face, part, _file in written)
    # Written last and in one go: a half-made folder has no style sheet and is made again.
    unfinished = sheet.with_suffix(".part")
    unfinished.write_text(f"/* edition {EDITION} of the typefaces; made by helge/interfaces/ui/fonts.py */\n{rules}\n")
    unfinished.replace(sheet)
    return [*(file for _face, _part, file in written), sheet]


def _cut_faces(target: Path) -> Iterator[tuple[Face, str, Path]]:
    for face in FACES:
        source = _source(face)
        if source is None:
            logger.warning("typeface package %s is missing; pages use the machine's fonts", face.package)
            continue
        for part, ranges in LETTERS.items():
            woff2 = _cut(source, set(_codepoints(ranges)))
            if woff2:
                file = target / f"{face.name}-{part}.woff2"
                file.write_bytes(woff2)
                yield face, part, file


def _source(face: Face) -> Path | None:
    spec = find_spec(face.package)
    if spec is None or spec.origin is None:
        return None
    file = Path(spec.origin).parent / "files" / face.file
    return file if file.exists() else None


def _cut(source: Path, letters: set[int]) -> bytes:
    """Return the font with only `letters`, as woff2; nothing when it has hardly any, such as a lone Greek mu."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(source)
    if len(letters & set(font.getBestCmap())) < FEWEST_LETTERS:
        return b""
    options = subset.Options(layout_features=FEATURES, hinting=False, desubroutinize=True, name_IDs=[0, 1, 2, 13, 14])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    font.flavor = "woff2"
    file = BytesIO()
    font.save(file)
    return file.getvalue()


def _codepoints(ranges: str) -> Iterable[int]:
    for one in ranges.split(","):
        first, _dash, last = one.strip().removeprefix("U+").partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def _rule(face: Face, part: str) -> str:
    return (
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-style:{face.style};font-display:swap;'
        f'src:url("{face.name}-{part}.woff2") format("woff2");unicode-range:{LETTERS[part]}}}'
    )
