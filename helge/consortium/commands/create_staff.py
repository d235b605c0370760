"""Give a new colleague a login, a workplace and roles; edit an account, change its password, close it."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from helge.consortium.commands.attempt_login import forget_attempts
from helge.consortium.commands.grant_role import grant_role
from helge.consortium.models import Library, Login, StaffMember
from helge.consortium.occasion import Occasion
from helge.consortium.rules.granting import Scope
from helge.consortium.rules.permissions import require
from helge.consortium.telling import tell
from helge.foundation.refusals import Refusal, Refused

EDITABLE = frozenset({"name", "email", "library", "expires_date", "confidentiality_confirmed_date"})


class StaffRefused(Refused):
    """Nothing was changed; the refusals say why, each with its form field."""


@dataclass(frozen=True)
class NewStaff:
    """`confidentiality_confirmed_date` is the day on the signed form; without it no patron is shown.

    `expires_date` is the last day the account works: a must for temporary staff.
    """

    username: str
    name: str
    library: str
    email: str = ""
    confidentiality_confirmed_date: date | None = None
    expires_date: date | None = None


@transaction.atomic
def create_staff(
    facts: NewStaff, password: str, roles: Iterable[tuple[str, Scope]] = (), *, occasion: Occasion
) -> StaffMember:
    """Create the account. Raises `StaffRefused` (name taken, weak password, unknown library) and `NotAllowed`."""
    require("edit_staff", occasion)
    username = facts.username.strip().casefold()
    library = Library.objects.filter(code=facts.library).first()
    refusals = [
        *_reasons_against_name(username, facts.name),
        *_reasons_against_password(password),
    ]
    if library is None:
        refusals.append(Refusal("unknown_library", _("Det finns inget bibliotek med den koden."), field="library"))
    if refusals or library is None:
        raise StaffRefused(refusals)
    login = Login(handle=secrets.token_hex(20))
    login.set_password(password)
    login.save()
    try:
        with transaction.atomic():
            member = StaffMember.objects.create(
                login=login,
                username=username,
                name=facts.name.strip(),
                email=facts.email.strip(),
                library=library,
                confidentiality_confirmed_date=facts.confidentiality_confirmed_date,
                expires_date=facts.expires_date,
            )
    except IntegrityError:
        raise StaffRefused([_name_taken()]) from None
    tell("StaffCreated", occasion, {"staff": member.pk, "library": library.code})
    for kind, scope in roles:
        grant_role(member.pk, kind, scope, from_date=occasion.today, occasion=occasion)
    return member


@transaction.atomic
def edit_staff(staff_id: int, changes: Mapping[str, Any], *, occasion: Occasion) -> StaffMember:
    """Change `EDITABLE` columns of an account; `library` is a code. Raises `StaffRefused` and `NotAllowed`."""
    require("edit_staff", occasion)
    if unknown := set(changes) - EDITABLE:
        raise ValueError(f"staff have no editable {', '.join(sorted(unknown))}")
    member = StaffMember.objects.select_for_update().get(pk=staff_id)
    for column, value in changes.items():
        if column == "library":
            member.library = _library(value)
        else:
            setattr(member, column, value)
    if not member.name.strip():
        raise StaffRefused([Refusal("name_missing", _("Skriv namnet."), field="name")])
    member.save(update_fields=sorted(changes))
    tell("StaffEdited", occasion, {"staff": staff_id, "columns": sorted(changes)})
    return member


@transaction.atomic
def close_staff_account(staff_id: int, *, occasion: Occasion) -> None:
    """Close the login at once, whatever day the account was to expire."""
    require("edit_staff", occasion)
    Login.objects.filter(staff_member__pk=staff_id).update(is_active=False)
    tell("StaffAccountClosed", occasion, {"staff": staff_id})


@transaction.atomic
def set_staff_password(staff_id: int, password: str, *, occasion: Occasion) -> None:
    """Set a new password: one's own, or a colleague's with the permission. Raises `StaffRefused`."""
    if occasion.staff_id != staff_id:
        require("edit_staff", occasion)
    if refusals := _reasons_against_password(password):
        raise StaffRefused(refusals)
    member = StaffMember.objects.select_related("login").get(pk=staff_id)
    member.login.set_password(password)
    member.login.is_active = True
    member.login.save(update_fields=["password", "is_active"])
    forget_attempts(f"staff {member.username}")
    tell("StaffPasswordSet", occasion, {"staff": staff_id})


def _library(code: str) -> Library:
    library = Library.objects.filter(code=code).first()
    if library is None:
        raise StaffRefused([Refusal("unknown_library", _("Det finns inget bibliotek med den koden."), field="library")])
    return library


def _reasons_against_name(username: str, name: str) -> list[Refusal]:
    refusals = []
    if not username or any(sign.isspace() for sign in username):
        refusals.append(Refusal("username_missing", _("Skriv ett användarnamn utan mellanslag."), field="username"))
    elif StaffMember.objects.filter(username=username).exists():
        refusals.append(_name_taken())
    if not name.strip():
        refusals.append(Refusal("name_missing", _("Skriv namnet."), field="name"))
    return refusals


def _name_taken() -> Refusal:
    return Refusal("username_taken", _("Användarnamnet finns redan."), field="username")


def _reasons_against_password(password: str) -> list[Refusal]:
    """The rules stand in the setting AUTH_PASSWORD_VALIDATORS, with texts of Django's own in the reader's language."""
    try:
        validate_password(password)
    except ValidationError as wrong:
        return [Refusal("weak_password", message, field="password") for message in wrong.messages]
    return []
