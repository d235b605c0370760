"""Decisions: who decided a rule, when, and under which number."""

from django.db import models


class Decision(models.Model):
    """A decision by a council, a board or the steering group. Rules point here for their authority."""

    body = models.CharField(max_length=120, help_text="such as Kommunfullmäktige i Ljusdal")
    decided_date = models.DateField()
    number = models.CharField(max_length=40, help_text="such as § 100")
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=200, blank=True)
    is_assumed = models.BooleanField(default=False)

    class Meta:
        ordering = ["-decided_date", "body"]
        constraints = [
            models.UniqueConstraint(name="decision_once_per_number", fields=["body", "decided_date", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.decided_date} {self.number}"
