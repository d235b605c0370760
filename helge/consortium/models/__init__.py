"""Municipalities, libraries, staff, calendars and decisions: who the one library consists of."""

from .decision import Decision
from .login import Login, LoginAttempt
from .opening import ClosedDay, OpeningHours
from .organisation import Consortium, Library, LibraryKind, Membership, Municipality, Region
from .staff import Role, StaffMember
from .version import CacheVersion

__all__ = [
    "CacheVersion",
    "ClosedDay",
    "Consortium",
    "Decision",
    "Library",
    "LibraryKind",
    "Login",
    "LoginAttempt",
    "Membership",
    "Municipality",
    "OpeningHours",
    "Region",
    "Role",
    "StaffMember",
]
