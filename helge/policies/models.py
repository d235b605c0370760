"""Loan rules, hold rules and tariffs: decided jointly, with dates and deciding body.

A blank column covers every case; a blank value is inherited from the next most decisive row.
The order of decisiveness is the order of `LoanRule.COLUMNS` (most decisive first), as
`policies.rules.deciding` reads it. Empty is not zero.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from helge.consortium.models import Decision, Library, Municipality
from helge.consortium.models.organisation import DateSpan, Int8Span
from helge.inventory.models import MediaType
from helge.patrons.models import PatronCategory


class CodeSpan(Func):
    """Equality of a short code that GiST knows without an extension: a range over its hash."""

    template = (
        "int8range(hashtextextended(coalesce(%(expressions)s, ''), 0)::bigint,"
        " hashtextextended(coalesce(%(expressions)s, ''), 0)::bigint, '[]')"
    )


def once_per_day(name: str, keys: list[str], codes: list[str]) -> ExclusionConstraint:
    """Each combination of the key columns at most once on any day."""
    same = RangeOperators.OVERLAPS
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((Int8Span(F(key)), same) for key in keys),
            *((CodeSpan(F(code)), same) for code in codes),
            (DateSpan(F("from_date"), F("to_date")), same),
        ],
    )


class DatedRule(models.Model):
    """What every rule row has: the days it applies and the decision behind it."""

    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="%(class)ss")
    reason_sv = models.CharField(max_length=200, blank=True, help_text="shown to the public")
    reason_en = models.CharField(max_length=200, blank=True)
    is_assumed = models.BooleanField(default=False)

    class Meta:
        abstract = True


class LoanRule(DatedRule):
    """How long, how often, for whom. Whose rule: the lending library's municipality."""

    COLUMNS = ("library_id", "municipality_id", "category_id", "media_type_id", "loan_kind")
    VALUES = (
        "loan_days",
        "queue_loan_days",
        "max_renewals",
        "min_age",
        "max_loans",
        "debt_limit_ore",
    )

    library = models.ForeignKey(Library, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(PatronCategory, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    media_type = models.ForeignKey(MediaType, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    loan_kind = models.CharField(max_length=10, null=True, blank=True)
    loan_days = models.PositiveSmallIntegerField(null=True, blank=True, help_text="0: not lent")
    queue_loan_days = models.PositiveSmallIntegerField(null=True, blank=True, help_text="when others wait")
    max_renewals = models.PositiveSmallIntegerField(null=True, blank=True)
    min_age = models.PositiveSmallIntegerField(null=True, blank=True, help_text="years on the loan day")
    max_loans = models.PositiveSmallIntegerField(null=True, blank=True, help_text="open loans in all")
    debt_limit_ore = models.PositiveIntegerField(null=True, blank=True, help_text="borrowing stops from this debt")

    class Meta:
        constraints = [
            once_per_day(
                "loan_rule_once_per_day",
                ["library_id", "municipality_id"],
                ["category_id", "media_type_id", "loan_kind"],
            ),
            models.CheckConstraint(
                name="loan_rule_ends_after_it_starts",
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
            ),
        ]


class HoldRule(DatedRule):
    """What may be reserved, where it may be fetched, how long it waits.

    Whose rule: the item's owner for what may be reserved and fetched where; the pickup library for `shelf_days`,
    `max_holds` and `needed_days`, since it is its shelf and its desk.
    """

    COLUMNS = ("library_id", "municipality_id", "media_type_id", "loan_kind")
    VALUES = ("is_holdable", "pickup_scope", "new_item_days", "shelf_days", "max_holds", "needed_days")

    library = models.ForeignKey(Library, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    media_type = models.ForeignKey(MediaType, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    loan_kind = models.CharField(max_length=10, null=True, blank=True)
    is_holdable = models.BooleanField(null=True, blank=True)
    pickup_scope = models.CharField(
        max_length=12, null=True, blank=True, help_text="anywhere, municipality or library (the owner's)"
    )
    new_item_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="days since acquisition while it serves only pickup in its own municipality"
    )
    shelf_days = models.PositiveSmallIntegerField(null=True, blank=True, help_text="open days of the pickup library")
    max_holds = models.PositiveSmallIntegerField(null=True, blank=True, help_text="active holds per patron")
    needed_days = models.PositiveSmallIntegerField(null=True, blank=True, help_text="a hold lapses after so many days")

    class Meta:
        constraints = [
            once_per_day("hold_rule_once_per_day", ["library_id", "municipality_id"], ["media_type_id", "loan_kind"]),
            models.CheckConstraint(
                name="hold_rule_scope_is_known",
                condition=Q(pickup_scope__isnull=True) | Q(pickup_scope__in=["anywhere", "municipality", "library"]),
            ),
            models.CheckConstraint(
                name="hold_rule_ends_after_it_starts",
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
            ),
        ]


class Tariff(DatedRule):
    """What a late item costs. Whose rule and money: the lending library's municipality."""

    COLUMNS = ("municipality_id", "category_id", "media_type_id")
    VALUES = ("overdue_ore_per_day", "item_cap_ore", "occasion_cap_ore", "fees_from_age")

    municipality = models.ForeignKey(Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(PatronCategory, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    media_type = models.ForeignKey(MediaType, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    overdue_ore_per_day = models.PositiveIntegerField(null=True, blank=True)
    item_cap_ore = models.PositiveIntegerField(null=True, blank=True)
    occasion_cap_ore = models.PositiveIntegerField(null=True, blank=True, help_text="per return occasion")
    fees_from_age = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            once_per_day("tariff_once_per_day", ["municipality_id"], ["category_id", "media_type_id"]),
            models.CheckConstraint(
                name="tariff_ends_after_it_starts", condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date"))
            ),
        ]
