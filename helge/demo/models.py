"""What the demo has built: one row per finished part, so that an interrupted seeding goes on where it was.

The first row, `begun`, also marks the database as the demo's own: nothing is ever seeded without it.
"""

from django.db import models

BEGUN = "begun"
FINISHED = "finished"


class Part(models.Model):
    """One finished part of the seeding. Written in the transaction that builds the part."""

    name = models.CharField(max_length=40, unique=True, help_text="begun, catalogue, day 2026-09-01 …")
    seed = models.BigIntegerField()
    today = models.DateField(help_text="the day that the three months lead up to")
    finished_at = models.DateTimeField()
    seconds = models.FloatField(default=0)
    cpu_seconds = models.FloatField(default=0)
    figures = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name
