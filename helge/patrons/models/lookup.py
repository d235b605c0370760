"""Every opening of a patron's data by staff, append-only."""

from django.db import models

from helge.consortium.models import Library, StaffMember


class Lookup(models.Model):
    """Who looked at which patron, when, where, how they were identified and why."""

    at = models.DateTimeField()
    staff_member = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="lookups")
    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    # Plain, so that the log outlives the patron's row for as long as the retention table says.
    patron_id = models.BigIntegerField()
    patron_municipality_id = models.BigIntegerField()
    method = models.CharField(max_length=20, help_text="card, id_seen, search, hold, protected")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["patron_id", "at"], name="lookup_by_patron"),
            models.Index(fields=["at", "id"], name="lookup_by_time"),
        ]
