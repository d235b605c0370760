"""Reading HELGE_* variables: typed, with an error that says which variable is wrong and how.

Every variable is documented in docs/settings.md.
"""

import os
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off", ""}


class WrongSetting(ImproperlyConfigured):
    """A variable cannot be used; the message is for the operator and needs no traceback."""


def text(name: str, default: str = "") -> str:
    """The variable without surrounding space; an empty variable counts as not set."""
    return os.environ.get(name, "").strip() or default


def number(name: str, default: int, *, least: int = 0, most: int = 2**31 - 1) -> int:
    """The variable as a whole number from `least` to `most`. Raises WrongSetting."""
    raw = text(name)
    if not raw:
        return default
    if not raw.isascii() or not raw.isdigit() or not least <= int(raw) <= most:
        raise WrongSetting(f"{name} must be a whole number from {least} to {most}, not {raw!r}.")
    return int(raw)


def switch(name: str, *, default: bool = False) -> bool:
    """The variable as on or off (1, true, yes, on / 0, false, no, off). Raises WrongSetting."""
    raw = text(name).lower()
    if not raw:
        return default
    if raw not in TRUE_WORDS | FALSE_WORDS:
        raise WrongSetting(f"{name} must be 1 or 0, not {raw!r}.")
    return raw in TRUE_WORDS


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """The variable as a list separated by commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or list(default)


def address(name: str, *, schemes: tuple[str, ...]) -> SplitResult | None:
    """The variable as an address with one of `schemes`, or None when not set. Raises WrongSetting.

    The message never repeats the value: addresses of databases and mail servers carry passwords.
    """
    raw = text(name)
    if not raw:
        return None
    try:
        parts = urlsplit(raw)
        _ = parts.port
    except ValueError as wrong:
        raise WrongSetting(f"{name} is not an address: {wrong}.") from None
    if parts.scheme not in schemes:
        raise WrongSetting(f"{name} must start with {' or '.join(f'{s}://' for s in schemes)}.")
    return parts


def postgres(name: str) -> dict[str, str]:
    """The variable as what PostgreSQL's own library understands by a postgresql:// address; empty when not set.

    Several hosts, sockets (`?host=/folder`) and options such as sslmode are understood too. Raises WrongSetting.
    """
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    raw = text(name)
    if raw and not raw.startswith(("postgresql://", "postgres://")):
        raise WrongSetting(f"{name} must start with postgresql://.")
    try:
        return {key: str(value) for key, value in conninfo_to_dict(raw).items()} if raw else {}
    except ProgrammingError:
        raise WrongSetting(f"{name} is not an address that PostgreSQL understands.") from None
