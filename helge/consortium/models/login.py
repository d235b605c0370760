"""The bare login that a staff member or a patron may have, and the count of attempts."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class LoginManager(BaseUserManager["Login"]):
    """Django's machinery asks for a manager; people are created by `create_staff` and `register_patron`."""


class Login(AbstractBaseUser):
    """A password hash and whether it may be used; who it belongs to stands with the person.

    `handle` is a random, meaningless text: no name or number of a person.
    """

    handle = models.CharField(max_length=40, unique=True)
    is_active = models.BooleanField(default=True)

    objects = LoginManager()

    USERNAME_FIELD = "handle"


class LoginAttempt(models.Model):
    """One attempt to log in, counted to slow guessing down.

    `key` is a keyed hash of what was typed (or of the sender's address), so that the table tells
    nobody who tried. Rows are purged after a day.
    """

    key = models.CharField(max_length=64)
    at = models.DateTimeField()
    succeeded = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["key", "at"], name="login_attempt_by_key")]
