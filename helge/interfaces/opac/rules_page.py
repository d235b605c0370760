"""The rules page: what the rules in force say today, asked of the same function that decides at the desk.

Nothing here is written by hand, so the page cannot say anything else than the desk does (requirement 9).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from helge.consortium import queries as consortium
from helge.consortium.queries import LibraryFacts
from helge.inventory.models import MediaType
from helge.patrons.models import PatronCategory
from helge.policies import queries as policies
from helge.policies.models import HoldRule, LoanRule, Tariff
from helge.policies.rules.deciding import Decided, RuleRow

from .hours import SCHOOLS

# How many of the first columns name an owner: library and municipality, or municipality alone.
OWNER_COLUMNS: dict[type[LoanRule] | type[HoldRule] | type[Tariff], int] = {LoanRule: 2, HoldRule: 2, Tariff: 1}
ANY_LIBRARY = 0  # no library has this id, so that only common rules and those of the municipality decide


@dataclass(frozen=True)
class LoanLine:
    """What holds for some kinds of media alike. None is "no limit"; 0 days is "not lent"."""

    kinds: str
    loan_days: int | None
    queue_loan_days: int | None
    max_renewals: int | None
    min_age: int | None
    is_holdable: bool
    reasons: tuple[str, ...]
    decisions: tuple[str, ...]


@dataclass(frozen=True)
class FeeLine:
    """`per_day_ore` is what a day late costs; caps are per item and per return occasion."""

    kinds: str
    per_day_ore: int
    item_cap_ore: int | None
    occasion_cap_ore: int | None
    reasons: tuple[str, ...]
    decisions: tuple[str, ...]


@dataclass(frozen=True)
class LocalRule:
    """A rule of one municipality or library, in its own words."""

    owner: str
    about: str
    text: str
    from_date: date
    decision: str


@dataclass(frozen=True)
class RulesPage:
    loans: tuple[LoanLine, ...]
    fees: tuple[FeeLine, ...]
    local: tuple[LocalRule, ...]
    max_loans: int | None
    debt_limit_ore: int | None
    max_holds: int | None
    shelf_days: int | None
    needed_days: int | None
    fees_from_age: int | None
    decisions: tuple[str, ...]


def rules_page(day: date, *, category: str, municipality_id: int) -> RulesPage:
    """The rules of one kind of patron at the libraries of one municipality (0: what is common to all)."""
    kinds = {row.code: row.name_en if get_language() == "en" else row.name_sv for row in MediaType.objects.all()}
    usual = _loan(day, category, municipality_id, "book", "normal")
    fetching = _hold(day, municipality_id, "book", "normal")
    loans = _loan_lines(day, category, municipality_id, kinds)
    fees = _fee_lines(day, category, municipality_id, kinds)
    rows = [*usual.reasons.values(), *fetching.reasons.values()]
    told = [row.decision for row in rows]
    told += [name for line in loans for name in line.decisions] + [name for line in fees for name in line.decisions]
    return RulesPage(
        loans=loans,
        fees=fees,
        local=tuple(_local_rules(day, kinds)),
        max_loans=usual["max_loans"],
        debt_limit_ore=usual["debt_limit_ore"],
        max_holds=fetching["max_holds"],
        shelf_days=fetching["shelf_days"],
        needed_days=fetching["needed_days"],
        fees_from_age=_tariff(day, category, municipality_id, "book")["fees_from_age"],
        decisions=tuple(dict.fromkeys(name for name in told if name)),
    )


def categories() -> list[tuple[str, str]]:
    """Kinds of patrons, adults first."""
    rows = sorted(PatronCategory.objects.all(), key=lambda row: (row.code != "adult", row.code != "child", row.code))
    return [(row.code, row.name_en if get_language() == "en" else row.name_sv) for row in rows]


def _loan(day: date, category: str, municipality_id: int, media_type: str, loan_kind: str) -> Decided:
    return policies.loan_rule(
        day,
        library_id=ANY_LIBRARY,
        municipality_id=municipality_id,
        category=category,
        media_type=media_type,
        loan_kind=loan_kind,
    )


def _hold(day: date, municipality_id: int, media_type: str, loan_kind: str) -> Decided:
    return policies.hold_rule(
        day, library_id=ANY_LIBRARY, municipality_id=municipality_id, media_type=media_type, loan_kind=loan_kind
    )


def _tariff(day: date, category: str, municipality_id: int, media_type: str) -> Decided:
    return policies.tariff(day, municipality_id=municipality_id, category=category, media_type=media_type)


def _loan_lines(day: date, category: str, municipality_id: int, kinds: dict[str, str]) -> tuple[LoanLine, ...]:
    """Media types that are lent alike share a line; short loans and reference copies have their own."""
    alike: dict[tuple[Any, ...], list[str]] = {}
    for code, name in kinds.items():
        key = _key(_loan(day, category, municipality_id, code, "normal"), _hold(day, municipality_id, code, "normal"))
        alike.setdefault(key, []).append(name)
    lines = [_line(_together(names), key) for key, names in alike.items()]
    for loan_kind, name in (("short", _("Korttidslån")), ("reference", _("Läses på biblioteket"))):
        loan = _loan(day, category, municipality_id, "book", loan_kind)
        lines.append(_line(name, _key(loan, _hold(day, municipality_id, "book", loan_kind))))
    return tuple(lines)


def _key(loan: Decided, hold: Decided) -> tuple[Any, ...]:
    rows = [*loan.reasons.values(), *(hold.reasons[name] for name in ("is_holdable",) if name in hold.reasons)]
    return (
        loan["loan_days"],
        loan["queue_loan_days"],
        loan["max_renewals"],
        loan["min_age"],
        bool(hold["is_holdable"]),
        _texts(rows),
        _decisions(rows),
    )


def _line(kinds: str, key: tuple[Any, ...]) -> LoanLine:
    return LoanLine(kinds, *key)


def _fee_lines(day: date, category: str, municipality_id: int, kinds: dict[str, str]) -> tuple[FeeLine, ...]:
    alike: dict[tuple[Any, ...], list[str]] = {}
    for code, name in kinds.items():
        fee = _tariff(day, category, municipality_id, code)
        rows = list(fee.reasons.values())
        caps = (fee["item_cap_ore"], fee["occasion_cap_ore"])
        key = (fee["overdue_ore_per_day"] or 0, *caps, _texts(rows), _decisions(rows))
        alike.setdefault(key, []).append(name)
    everything = _("Allt")
    return tuple(FeeLine(everything if len(alike) == 1 else _together(names), *key) for key, names in alike.items())


def _local_rules(day: date, kinds: dict[str, str]) -> Iterable[LocalRule]:
    """Rows that name a library or a municipality: where one member does not do as the others."""
    libraries = consortium.libraries()
    municipalities = {each.municipality_id: each.municipality for each in libraries.values()}
    found: dict[tuple[str, str, date, str], list[str]] = {}
    for table, owners in OWNER_COLUMNS.items():
        for row in policies.rows_in_force(table, day):
            library_id, municipality_id = row.columns[:2] if owners == 2 else (None, row.columns[0])
            if not library_id and not municipality_id:
                continue
            owner = (
                _owner(libraries[library_id]) if library_id in libraries else municipalities.get(municipality_id, "")
            )
            media = next((kinds[column] for column in row.columns[owners:] if column in kinds), "")
            text = _text(row) or _("Egen regel, se tabellen för kommunen.")
            found.setdefault((text, media, row.from_date, row.decision), []).append(owner)
    for (text, media, from_date, decision), owners_told in sorted(found.items(), key=lambda each: each[1]):
        yield LocalRule(", ".join(dict.fromkeys(owners_told)), media, text, from_date, decision)


def _owner(library: LibraryFacts) -> str:
    """Schools are told together: there are many of them and their rule is one."""
    return _("Skolbibliotek") if library.kind in SCHOOLS else library.name


def _texts(rows: Iterable[RuleRow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for row in rows if (text := _text(row))))


def _text(row: RuleRow) -> str:
    return row.reason_en if get_language() == "en" and row.reason_en else row.reason_sv


def _decisions(rows: Iterable[RuleRow]) -> tuple[str, ...]:
    return tuple(sorted({row.decision for row in rows if row.decision}))


def _together(names: list[str]) -> str:
    """ "Bok, ljudbok och karta"; codes of media stand with a capital only first."""
    first, *rest = names
    said = [first, *(name[:1].lower() + name[1:] for name in rest)]
    if len(said) == 1:
        return first
    return _("%(most)s och %(last)s") % {"most": ", ".join(said[:-1]), "last": said[-1]}
