import pytest

from helge.consortium.rules.granting import Scope, may_grant

LJUSDAL, HOFORS = 1, 2
JARVSO = 11
EVERYWHERE = Scope()


@pytest.mark.parametrize(
    ("held", "kind", "scope", "allowed"),
    [
        (("library_head", Scope(LJUSDAL)), "desk", Scope(LJUSDAL), True),
        (("library_head", Scope(LJUSDAL)), "desk", Scope(library_id=JARVSO), True),
        (("library_head", Scope(LJUSDAL)), "desk", Scope(HOFORS), False),
        (("library_head", Scope(LJUSDAL)), "desk", EVERYWHERE, False),
        (("library_head", Scope(LJUSDAL)), "protected_identity", Scope(LJUSDAL), False),
        (("library_head", Scope(library_id=JARVSO)), "desk", Scope(library_id=JARVSO), True),
        (("library_head", Scope(library_id=JARVSO)), "desk", Scope(LJUSDAL), False),
        (("librarian", EVERYWHERE), "desk", Scope(LJUSDAL), False),
        (("system_librarian", EVERYWHERE), "protected_identity", Scope(LJUSDAL), True),
    ],
)
def test_nobody_gives_more_than_their_own(held, kind, scope, allowed):
    lies_in = LJUSDAL if scope.library_id == JARVSO else None
    assert may_grant([held], kind, scope, lies_in) is allowed
