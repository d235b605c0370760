"""Slip in, PDF out. Reads no table and writes none, so it may be called again for the same slip at any time.

A scan never renders: the screen asks for the slip in a request of its own, and a fault here costs a
piece of paper, not a loan. What is printed reaches typst as a JSON input, never as source text, so a title
that looks like markup is printed as it is.
"""

import json
import logging
import threading
from functools import cache
from pathlib import Path
from typing import Literal

import typst

from helge.interfaces.ui.printing.content import content_of
from helge.interfaces.ui.printing.fonts import families, fonts
from helge.interfaces.ui.printing.slips import Slip

TEMPLATES = Path(__file__).parent / "typst"
log = logging.getLogger(__name__)


class Press:
    """One typst compiler, kept warm. Compiling is serialised: a compiler serves one thread at a time."""

    def __init__(self, *, of_the_machine: bool = True) -> None:
        """`of_the_machine=False` leaves out the fonts installed on this machine, so that tests see the poorest one."""
        self.families = families(of_the_machine=of_the_machine)
        self.compiler = typst.Compiler(root=TEMPLATES, font_paths=fonts(of_the_machine=of_the_machine))
        self.lock = threading.Lock()

    def pdf(self, slip: Slip) -> bytes:
        content = content_of(slip)
        template = TEMPLATES / f"{content['template']}.typ"
        inputs = {"slip": json.dumps(content | {"fonts": self.families}, ensure_ascii=False)}
        with self.lock:
            try:
                return self.compiled(template, inputs, standard="ua-1")
            except typst.TypstError as no:
                if "could not be displayed" not in no.message:
                    raise
                # PDF/UA forbids a character that no font can draw. A slip with an empty box is better than none.
                log.warning("%s is printed without PDF/UA: a character has no font", type(slip).__name__)
                return self.compiled(template, inputs, standard="1.7")

    def compiled(self, template: Path, inputs: dict[str, str], *, standard: Literal["ua-1", "1.7"]) -> bytes:
        pdf = self.compiler.compile(input=template, format="pdf", sys_inputs=inputs, pdf_standards=standard)
        assert isinstance(pdf, bytes)
        return pdf


def render(slip: Slip) -> bytes:
    """The slip as a PDF (PDF/UA, tagged, titled) in the language active now.

    Pages of an 80 mm roll are as long as their text. Raises typst.TypstError when the fault is ours.
    """
    return press().pdf(slip)


@cache
def press() -> Press:
    """The press of this process, made at the first print and not at import, where it would slow every start."""
    return Press()
