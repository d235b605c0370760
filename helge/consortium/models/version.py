"""Version numbers of what every process keeps in memory (libraries, hours, rules)."""

from django.db import models


class CacheVersion(models.Model):
    """One row per kept thing; the command that changes it adds one in its own transaction.

    A hot verb reads the number with its facts and reloads when it has moved, so that no process
    decides by yesterday's rules.
    """

    name = models.CharField(max_length=30, primary_key=True)
    number = models.BigIntegerField(default=1)
