"""Log lines carry ids only (docs/privacy.md)."""

import logging
import re

# PostgreSQL explains a broken constraint with the values of the row: card numbers, names, addresses.
VALUES = re.compile(r"^\s*(DETAIL|CONTEXT|HINT|LINE \d+):.*(?:\n(?=\s).*)*\n?", re.MULTILINE)


class WithoutValues(logging.Formatter):
    """Leaves out of a fault what PostgreSQL quotes from the rows; the constraint's name stays."""

    def formatException(self, ei) -> str:  # type: ignore[no-untyped-def]  # noqa: N802 (the name is logging's)
        return VALUES.sub("", super().formatException(ei))
