"""Staff and what they may do, scoped to the consortium, a municipality or a library."""

from django.db import models
from django.db.models import F, Q

from .login import Login
from .organisation import Library, Municipality


class StaffMember(models.Model):
    """A person who works here. Without a recorded confidentiality confirmation no patron is shown."""

    login = models.OneToOneField(Login, on_delete=models.PROTECT, related_name="staff_member")
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="staff", help_text="usual workplace")
    confidentiality_confirmed_date = models.DateField(null=True, blank=True)
    expires_date = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """A role of a staff member within a scope; blank municipality and library is the whole consortium.

    What each kind may do stands in `consortium.rules.permissions`.
    """

    staff_member = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=30)
    municipality = models.ForeignKey(Municipality, null=True, blank=True, on_delete=models.CASCADE)
    library = models.ForeignKey(Library, null=True, blank=True, on_delete=models.CASCADE)
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="role_has_one_scope", condition=Q(library__isnull=True) | Q(municipality__isnull=True)
            ),
            models.CheckConstraint(
                name="role_ends_after_it_starts",
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
            ),
        ]
