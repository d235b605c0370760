"""Try a password or PIN: counted, slowed down, and telling nobody whether the card or name exists.

Every attempt is written as a failure before the secret is looked at, and turned into a success afterwards: a hundred
attempts sent at once are counted like a hundred in a row. An unknown card costs the same hashing as a known one.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils.translation import gettext as _

from helge.consortium.models import Login, LoginAttempt
from helge.consortium.rules import throttle
from helge.foundation.refusals import Refusal, Refused


class TooManyAttempts(Refused):
    """Wait before the next attempt. Said of whatever was typed, whether it exists or not."""

    def __init__(self, until: datetime, at: datetime) -> None:
        self.until = until
        minutes = max(1, -(-int((until - at).total_seconds()) // 60))
        message = _("För många försök. Vänta %(minutes)s min och försök igen.") % {"minutes": minutes}
        super().__init__([Refusal("too_many_attempts", message)])


def attempt_login(login: Login | None, secret: str, *, identity: str, address: str, at: datetime) -> bool:
    """Whether `secret` opens `login`; False for a wrong secret, a closed login and no login at all alike.

    `identity` is what was typed, in one spelling; `address` the sender's, "" when unknown. Raises `TooManyAttempts`.
    """
    identity_key = key_of("identity", identity)
    attempts = _count_attempt(identity_key, key_of("address", address) if address else "", at)
    if login is None:
        make_password(secret)  # the same work as for a login that exists
        return False
    is_right = login.check_password(secret) and login.is_active
    if is_right:
        LoginAttempt.objects.filter(pk__in=attempts).update(succeeded=True)
    return is_right


def forget_attempts(identity: str) -> None:
    """Let a card or name be tried again at once: after staff have seen the person and given a new secret."""
    LoginAttempt.objects.filter(key=key_of("identity", identity)).delete()


def key_of(kind: str, text: str) -> str:
    """A keyed hash: the table of attempts tells nobody who tried."""
    return hmac.new(settings.SECRET_KEY.encode(), f"login {kind} {text}".encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def _count_attempt(identity_key: str, address_key: str, at: datetime) -> list[int]:
    """Write one attempt under each key and return their ids. Raises `TooManyAttempts` when one of them must wait."""
    keys = sorted(key for key in (identity_key, address_key) if key)
    with connection.cursor() as cursor:
        for key in keys:  # in order, so that two attempts never wait for each other
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
    waits = [throttle.identity_waits_until(_failures_since_success(identity_key, at))]
    if address_key:
        waits.append(throttle.address_waits_until(_failures(address_key, at, throttle.ADDRESS_WINDOW)))
    until = max((wait for wait in waits if wait), default=None)
    if until and until > at:
        raise TooManyAttempts(until, at)
    return [
        attempt.pk
        for attempt in LoginAttempt.objects.bulk_create(LoginAttempt(key=key, at=at, succeeded=False) for key in keys)
    ]


def _failures_since_success(key: str, at: datetime) -> list[datetime]:
    rows = LoginAttempt.objects.filter(key=key, at__gt=at - throttle.REMEMBERED).order_by("at", "id")
    failures: list[datetime] = []
    for moment, succeeded in rows.values_list("at", "succeeded"):
        failures = [] if succeeded else [*failures, moment]
    return failures


def _failures(key: str, at: datetime, window: timedelta) -> list[datetime]:
    rows = LoginAttempt.objects.filter(key=key, at__gt=at - window, succeeded=False).order_by("at", "id")
    return list(rows.values_list("at", flat=True))
