"""Who may give which role: nobody more than their own."""

from collections.abc import Iterable
from dataclasses import dataclass

from .permissions import PERMISSIONS

# These reach past the libraries, into rules and secrets: only whoever edits the rules hands them out.
GRANTED_BY_SYSTEM_LIBRARIANS = frozenset({"system_librarian", "protected_identity", "data_protection"})


@dataclass(frozen=True)
class Scope:
    """Where a role counts: a library, a municipality, or the whole consortium when both are blank."""

    municipality_id: int | None = None
    library_id: int | None = None

    def covers(self, other: "Scope", municipality_of_library: int | None = None) -> bool:
        """True when everything in `other` is also here. `municipality_of_library` is where the other's library lies."""
        if self.library_id is not None:
            return other.library_id == self.library_id
        if self.municipality_id is not None:
            return self.municipality_id in (other.municipality_id, municipality_of_library)
        return True


def may_grant(
    held: Iterable[tuple[str, Scope]], kind: str, scope: Scope, municipality_of_library: int | None = None
) -> bool:
    """Whether somebody who holds the roles `held` may give the role `kind` within `scope`.

    Nobody hands out more than their own scope; roles that reach into rules and secrets come from system librarians.
    """
    needed = "edit_rules" if kind in GRANTED_BY_SYSTEM_LIBRARIANS else "edit_staff"
    return any(
        needed in PERMISSIONS.get(mine, frozenset()) and own.covers(scope, municipality_of_library)
        for mine, own in held
    )
