"""Log in a member of staff by user name and password."""

from datetime import datetime

from helge.consortium.commands.attempt_login import attempt_login
from helge.consortium.models import StaffMember
from helge.consortium.occasion import STOCKHOLM


def log_in_staff(username: str, password: str, *, at: datetime, address: str) -> StaffMember | None:
    """The member of staff, or None: wrong password, unknown name and expired account look alike.

    Who has not confirmed confidentiality may log in, but holds no permissions (`queries.permissions_of`) until that is
    recorded. Raises `TooManyAttempts`.
    """
    # The database takes no NUL, and a user name has nothing that cannot be seen.
    identity = "".join(sign for sign in username if sign.isprintable()).strip().casefold()
    today = at.astimezone(STOCKHOLM).date()
    member = StaffMember.objects.select_related("login", "library").filter(username=identity).first()
    opened = attempt_login(
        member.login if member else None, password, identity=f"staff {identity}", address=address, at=at
    )
    if member is None or not opened:
        return None
    is_over = member.expires_date is not None and member.expires_date < today
    return None if is_over else member
