"""How long personal data are kept, as rows of a table that a test holds against the database."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Retained:
    """One kind of personal data: in which table and columns, how long, and what removes it."""

    table: str
    columns: tuple[str, ...]
    period: str
    purged_by: str
    why: str
