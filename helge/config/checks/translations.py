"""Every Swedish text of the screens has its English translation, in the room that shows it.

Swedish is the source. gettext collects the texts of each room (templates are turned into something it can
read by Django); the room's own `locale/en` must translate them all, none of them marked as a guess.
"""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

from helge.config.checks.rooms import files_of, rooms
from helge.config.debian import ensure_program
from helge.config.places import CLONE

KEYWORDS = (
    *("gettext_noop", "gettext_lazy", "ngettext_lazy:1,2", "pgettext:1c,2", "npgettext:1c,2,3"),
    *("pgettext_lazy:1c,2", "npgettext_lazy:1c,2,3"),
)


def missing_translations() -> Iterator[str]:
    """One line for every text that is not translated, is only guessed, or loses a placeholder."""
    xgettext = ensure_program("xgettext", package="gettext")
    for folder in rooms().values():
        wanted = texts_of(folder, xgettext)
        file = folder / "locale" / "en" / "LC_MESSAGES" / "django.po"
        if not wanted and not file.exists():
            continue
        here = file.relative_to(CLONE)
        if not file.exists():
            yield f"{here} is missing ({len(wanted)} texts)"
            continue
        have = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(file)) if not entry.obsolete}
        for text in wanted:
            found = have.get((text.msgctxt, text.msgid))
            if found is None:
                yield f"{here}: missing: {text.msgid!r} ({places(text)})"
            elif found.fuzzy or not found.translated():
                yield f"{here}: not finished: {text.msgid!r} ({places(text)})"
            elif text.msgid_plural and not found.msgid_plural:
                yield f"{here}: needs a plural: {text.msgid!r} ({places(text)})"


def places(text: polib.POEntry) -> str:
    return ", ".join(f"{file}:{line}" for file, line in text.occurrences[:2])


def texts_of(folder: Path, xgettext: Path) -> list[polib.POEntry]:
    """The texts of one room, with the places they stand in."""
    from django.utils.translation.template import templatize

    with tempfile.TemporaryDirectory() as name:
        root, sources = Path(name), []
        for file in files_of(folder, "**/*.py", "**/*.html", "**/*.txt", "**/*.svg"):
            text = file.read_text(encoding="utf-8")
            relative = file.relative_to(CLONE)
            copy = root / relative
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text if file.suffix == ".py" else templatize(text, origin=str(relative)), encoding="utf-8")
            sources.append(str(relative))
        if not sources:
            return []
        return list(polib.pofile(collected(xgettext, root, sources)))


def collected(xgettext: Path, root: Path, sources: list[str]) -> str:
    """What xgettext finds, as the text of a .po file."""
    keywords = [f"--keyword={keyword}" for keyword in KEYWORDS]
    done = subprocess.run(
        [str(xgettext), "--language=Python", "--from-code=UTF-8", "--output=-", *keywords, "--files-from=-"],
        check=True,
        text=True,
        capture_output=True,
        cwd=root,
        input="\n".join(sources),
    )
    return done.stdout or 'msgid ""\nmsgstr ""\n'
