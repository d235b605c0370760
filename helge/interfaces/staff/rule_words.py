"""A dated rule in words: whom and what it covers, and who decided it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from helge.inventory.models import LoanKind
from helge.policies.models import DatedRule

RELATED = ("library", "municipality", "category", "media_type", "decision")


@dataclass(frozen=True)
class RuleWords:
    """`case` is what the rule covers, `decision` who decided it, when and under which number."""

    case: str
    decision: str

    @property
    def said(self) -> str:
        return f"{self.case} ({self.decision})"


def rule_words(table: type[DatedRule], numbers: Iterable[int]) -> dict[int, RuleWords]:
    """Words by rule number, in one query; no query for no numbers."""
    wanted = set(numbers)
    if not wanted:
        return {}
    rows = with_names(table).filter(pk__in=wanted)
    return {row.pk: RuleWords(case_words(row), str(row.decision)) for row in rows}


def with_names(table: type[DatedRule]) -> QuerySet[DatedRule]:
    """The table's rows with what they name."""
    there = {field.name for field in table._meta.get_fields()}
    return table._default_manager.select_related(*(name for name in RELATED if name in there))


def case_words(row: DatedRule) -> str:
    """Whom and what a rule covers: "Hofors · Barn · Film"; the catch-all covers everything."""
    said = [
        getattr(getattr(row, "library", None), "name", ""),
        getattr(getattr(row, "municipality", None), "name", ""),
        _named(getattr(row, "category", None)),
        _named(getattr(row, "media_type", None)),
        _loan_kind(getattr(row, "loan_kind", "") or ""),
        getattr(row, "language", "") or "",
        getattr(row, "department", "") or "",
    ]
    return " · ".join(part for part in said if part) or _("alla och allt")


def _named(row: object) -> str:
    """The name of a category or media type, in the language of the page."""
    column = "name_en" if (get_language() or "sv").startswith("en") else "name_sv"
    return str(getattr(row, column, "")) if row is not None else ""


def _loan_kind(code: str) -> str:
    return str(LoanKind(code).label) if code in LoanKind.values else code
