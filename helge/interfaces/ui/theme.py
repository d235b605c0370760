"""Light or dark, as the reader chose: kept in a cookie that holds that one word and nothing about the reader."""

from collections.abc import Mapping

THEMES = ("light", "dark", "auto")
COOKIE = "helge_theme"
COOKIE_SECONDS = 365 * 24 * 60 * 60


def chosen_theme(cookies: Mapping[str, str]) -> str:
    """Return "light", "dark" or "auto" (as the computer is set)."""
    theme = cookies.get(COOKIE, "auto")
    return theme if theme in THEMES else "auto"
