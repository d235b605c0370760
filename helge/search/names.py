"""Headings as people say them."""

import re

_IN_PARENTHESES = re.compile(r"\s*\([^)]*\)?")
_FORENAME = re.compile(r"[^\W\d_]")
_INITIAL_LAST = re.compile(r"(?:^|[\s.])\w\.$")


def spoken_name(heading: str) -> str:
    """Return "Lindgren, Astrid, 1907-2002" as "Astrid Lindgren"; a name without a forename is left as it is.

    Years go, and so does what describes a person in small letters: "Gustav III, kung av Sverige" is "Gustav III".
    """
    parts = [part.strip() for part in _IN_PARENTHESES.sub("", heading).split(",") if part.strip()]
    if not parts:
        return heading.strip()
    if len(parts) == 1 or not _FORENAME.match(parts[1]) or parts[1][0].islower():
        return parts[0]
    forename = parts[1] if _INITIAL_LAST.search(parts[1]) else parts[1].rstrip(".")
    return f"{forename} {parts[0]}"
