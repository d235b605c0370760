"""Adopt a rule: from a day, by a decision. The row before it of the same combination ends the day before."""

from datetime import timedelta

from django.db import transaction

from helge.consortium.commands.touch import touch
from helge.consortium.occasion import Occasion
from helge.journal.commands.record import record
from helge.policies.models import DatedRule, HoldRule, LoanRule, Tariff


@transaction.atomic
def adopt_rule(rule: LoanRule | HoldRule | Tariff, *, occasion: Occasion) -> DatedRule:
    """Save a new rule row and end the one it follows, so that no day has two.

    `rule` is unsaved and names its decision. The row of the same columns that applies on its first
    day ends the day before. Raises IntegrityError when a later row already stands in its way.
    """
    table = type(rule)
    same = {column: getattr(rule, column) for column in table.COLUMNS}
    blank = {f"{column}__isnull": True for column, value in same.items() if value is None}
    named = {column: value for column, value in same.items() if value is not None}
    before = table.objects.filter(**blank, **named, from_date__lt=rule.from_date).order_by("-from_date").first()
    if before and (before.to_date is None or before.to_date >= rule.from_date):
        before.to_date = rule.from_date - timedelta(days=1)
        before.save(update_fields=["to_date"])
    rule.save()
    touch("rules")
    record("RuleAdopted", occasion, why={"table": table.__name__, "rule": rule.pk, "decision": rule.decision_id})
    return rule
