"""The typefaces of printed matter, looked up once per process.

Our two families cover for each other (Hanken Grotesk has the Sami ŋ, Source Serif has Cyrillic). What
both lack is taken from the machine's own fonts and at last from those inside typst, whose DejaVu Sans
Mono writes Arabic on every machine. Chinese needs a font of the machine's own (Debian: fonts-noto-cjk).
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst

GROTESK, SERIF = "Hanken Grotesk", "Source Serif Pro"
FALLBACKS = (GROTESK, SERIF, "Noto Naskh Arabic", "DejaVu Sans", "DejaVu Sans Mono", "New Computer Modern")


@cache
def fonts(*, of_the_machine: bool = True) -> typst.Fonts:
    """All usable fonts; a tenth of a second on a machine with hundreds of them."""
    folders: list[Path] = [files_of("font_hanken_grotesk"), files_of("font_source_serif_pro")]
    return typst.Fonts(include_system_fonts=of_the_machine, font_paths=folders)


@cache
def families(*, of_the_machine: bool = True) -> dict[str, list[str]]:
    """For each voice the families to try in order, only those that are there."""
    there = set(fonts(of_the_machine=of_the_machine).families())
    return {
        voice: [family for family in dict.fromkeys((first, *FALLBACKS)) if family in there]
        for voice, first in (("grotesk", GROTESK), ("serif", SERIF))
    }


def files_of(package: str) -> Path:
    """The folder with the font files of an installed font package. Raises LookupError without it."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise LookupError(f"the font package {package} is not installed")
    return Path(spec.origin).parent / "files"
