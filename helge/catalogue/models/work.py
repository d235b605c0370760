"""Works: what an author made, whatever the edition. The hold queue of a title hangs on its work."""

from django.db import models


class Work(models.Model):
    """Every record has a work from the start; editions of one work share it.

    `key` is the folded author and title that new editions are gathered by
    (`foundation.swedish.title_key`); blank when nothing trustworthy is known.
    """

    key = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["key"], name="work_by_key")]
