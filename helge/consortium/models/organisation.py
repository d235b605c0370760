"""The consortium as a tree: consortium, municipalities (members from a day to a day), libraries."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _


class Region(models.Model):
    """The body that signs supplier contracts and invoices the members."""

    name = models.CharField(max_length=100, unique=True)


class Consortium(models.Model):
    """The members together: to the public, one library."""

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=100)
    public_name = models.CharField(max_length=100, help_text="as the public knows it: HelGe-biblioteken")
    slogan = models.CharField(max_length=200, blank=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="consortia")


class Municipality(models.Model):
    """A member that owns items, employs staff and pays its share."""

    code = models.CharField(max_length=4, unique=True, help_text="SCB's municipality code, such as 2161")
    name = models.CharField(max_length=60, unique=True)
    # Population is an input to cost sharing, which keeps its own dated tables; this one is for display.
    is_assumed = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class DateSpan(Func):
    """`daterange(from, to, '[]')`: both days belong to the span; a blank end is for ever."""

    function = "DATERANGE"
    template = "%(function)s(%(expressions)s, '[]')"
    output_field = DateRangeField()


class Int8Span(Func):
    """`int8range(coalesce(x, 0), coalesce(x, 0), '[]')`: equality that GiST knows without an extension."""

    template = "int8range(coalesce(%(expressions)s, 0), coalesce(%(expressions)s, 0), '[]')"


class Membership(models.Model):
    """From which day to which day a municipality is a member."""

    consortium = models.ForeignKey(Consortium, on_delete=models.PROTECT, related_name="memberships")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="memberships")
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    is_assumed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
            ),
            ExclusionConstraint(
                name="membership_once_per_day",
                expressions=[
                    (Int8Span(F("municipality_id")), RangeOperators.OVERLAPS),
                    (DateSpan(F("from_date"), F("to_date")), RangeOperators.OVERLAPS),
                ],
            ),
        ]


class LibraryKind(models.TextChoices):
    MAIN = "main", _("huvudbibliotek")
    BRANCH = "branch", _("filial")
    BOOKMOBILE = "bookmobile", _("bokbuss")
    UPPER_SECONDARY = "upper_secondary", _("gymnasiebibliotek")
    COMPULSORY = "compulsory", _("skolbibliotek")


class Library(models.Model):
    """One place (or vehicle) with a desk, shelves and opening hours."""

    code = models.CharField(max_length=12, unique=True, help_text="such as LJU-JAR; stands on transit slips")
    name = models.CharField(max_length=100)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="libraries")
    kind = models.CharField(max_length=16, choices=LibraryKind.choices)
    place = models.CharField(max_length=80)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    address = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=6, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    sigel = models.CharField(max_length=10, blank=True, help_text="Libris code; national statistics use it")
    transport_stop = models.CharField(max_length=80, blank=True, help_text="where the van leaves and takes crates")
    hold_shelf_name = models.CharField(max_length=60, default="Hämthyllan")
    is_pickup_library = models.BooleanField(default=True, help_text="patrons may fetch holds here")
    shares_in_holds = models.BooleanField(default=True, help_text="its items serve the common hold queue")
    in_county_map = models.BooleanField(default=True)
    opened_date = models.DateField(null=True, blank=True)
    closed_date = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    is_assumed = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="library_kind_is_known", condition=Q(kind__in=LibraryKind.values)),
        ]

    def __str__(self) -> str:
        return self.name
