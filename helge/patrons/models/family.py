"""Guardians: the adults who answer for a child's loans."""

from django.db import models
from django.db.models import F, Q

from .patron import Patron


class Guardianship(models.Model):
    """One guardian of one child, until the link ends (at the latest on the 18th birthday)."""

    child = models.ForeignKey(Patron, on_delete=models.CASCADE, related_name="guardians")
    guardian = models.ForeignKey(Patron, on_delete=models.CASCADE, related_name="wards")
    kind = models.CharField(max_length=20, default="guardian", help_text="guardian, legal representative, foster home")
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="guardianship_once", fields=["child", "guardian"], condition=Q(to_date__isnull=True)
            ),
            models.CheckConstraint(name="guardianship_of_another", condition=~Q(child=F("guardian"))),
        ]
