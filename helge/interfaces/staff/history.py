"""An item's history in words: what happened, where, by whom and why; read out of the journal.

The journal's `why` holds row numbers, which are looked up for a whole page at once. No patron is named, and none read.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helge.consortium import queries as consortium
from helge.foundation.money import kronor
from helge.holds.models import PullSlip
from helge.holds.rules.eligible import REASONS as NOT_SERVED
from helge.interfaces.staff.history_words import edited_words, overridden_words, reason_words, warning_words
from helge.interfaces.staff.pull_words import pull_words
from helge.interfaces.staff.rule_words import RuleWords, rule_words
from helge.interfaces.ui.formats import short_date
from helge.journal.models import Event
from helge.logistics.models import FloatingRule
from helge.policies.models import HoldRule, LoanRule

PAGE = 25

# The scan that captured a hold tells the same thing with its reasons.
LEFT_OUT = ("HoldCaptured", "HoldReady")


@dataclass(frozen=True)
class Told:
    """One event as staff read it. `why` holds a sentence per reason."""

    at: datetime
    what: str
    why: tuple[str, ...]
    icon: str
    voice: str
    library: str
    who: str


@dataclass
class Words:
    """What the page's events refer to, looked up once: rules by table and number, why a copy was pulled by hold."""

    loan_rules: Mapping[int, RuleWords] = field(default_factory=dict)
    hold_rules: Mapping[int, RuleWords] = field(default_factory=dict)
    floating_rules: Mapping[int, RuleWords] = field(default_factory=dict)
    pulls: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    undone: frozenset[int] = frozenset()


def history_of(item_id: int, *, before: int | None = None) -> tuple[list[Told], int | None]:
    """The newest events of an item, and the number to ask for the older ones by (None: these were the first)."""
    rows = Event.objects.filter(item_id=item_id).exclude(kind__in=LEFT_OUT).select_related("staff_member")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    events = list(rows.order_by("-pk")[: PAGE + 1])
    shown = events[:PAGE]
    words = look_up(item_id, shown)
    return [told(event, words) for event in shown], shown[-1].pk if len(events) > PAGE else None


def look_up(item_id: int, events: Iterable[Event]) -> Words:
    """Everything that the events name by number, in four queries at most."""
    whys = [(event.kind, event.why, event.hold_id) for event in events]
    lent = {number for _kind, why, _hold in whys for number in _loan_rule_ids(why)}
    held = {number for _kind, why, _hold in whys for number in why.get("hold_rules", ())}
    floating = {number for _kind, why, _hold in whys for number in why.get("floating_rules", ())}
    served = {hold for kind, _why, hold in whys if kind == "ItemCheckedIn" and hold is not None}
    pulls = PullSlip.objects.filter(item_id=item_id, hold_id__in=served, state=PullSlip.State.PICKED) if served else []
    return Words(
        loan_rules=rule_words(LoanRule, lent),
        hold_rules=rule_words(HoldRule, held),
        floating_rules=rule_words(FloatingRule, floating),
        pulls={slip.hold_id: slip.why for slip in pulls},
        undone=frozenset(why["event"] for kind, why, _hold in whys if kind == "ScanUndone" and "event" in why),
    )


def _loan_rule_ids(why: Mapping[str, Any]) -> list[int]:
    rules = why.get("rules")
    return [rules["loan_days"]] if isinstance(rules, dict) and rules.get("loan_days") else []


def told(event: Event, words: Words) -> Told:
    """One event in words; an event nobody has found words for is shown by its name rather than left out."""
    say = SAYINGS.get(event.kind)
    what, why, icon, voice = say(event, words) if say else (event.kind, [], "information-circle", "plain")
    if event.pk in words.undone:
        why = [*why, _("Ångrades sedan.")]
    library = consortium.libraries().get(event.library_id or 0)
    return Told(
        event.at, what, tuple(one for one in why if one), icon, voice, library.name if library else "", who(event)
    )


def who(event: Event) -> str:
    """The colleague, or what did it by itself; a borrower on the web is never named."""
    if event.staff_member is not None:
        return event.staff_member.name
    return {
        "web": _("låntagaren på webben"),
        "machine": _("automat"),
        "round": _("Helge av sig själv"),
        "import": _("importen"),
    }.get(event.channel, "")


Saying = tuple[str, list[str], str, str]


def _lent(event: Event, words: Words) -> Saying:
    what = _("Utlånad till %(day)s") % {"day": _day(event.why.get("due"))}
    why = [_days_by(words.loan_rules.get(number)) for number in _loan_rule_ids(event.why)]
    return what, [*why, overridden_words(event.why.get("overridden", ()))], "arrow-up-tray", "wait"


def _renewed(event: Event, words: Words) -> Saying:
    what = _("Omlånad till %(day)s") % {"day": _day(event.why.get("due"))}
    why = [_days_by(words.loan_rules.get(number)) for number in _loan_rule_ids(event.why)]
    return what, [*why, overridden_words(event.why.get("overridden", ()))], "arrow-path", "wait"


def _days_by(rule: RuleWords | None) -> str:
    if rule is None:
        return ""
    return _("Lånetid enligt regeln för %(rule)s (%(decision)s).") % {"rule": rule.case, "decision": rule.decision}


def _checked_in(event: Event, words: Words) -> Saying:
    answer = event.why.get("answer", {})
    to_library = _library(answer.get("to_library"))
    was_lent = bool(answer.get("was_on_loan"))
    match answer.get("outcome"):
        case "hold_shelf":
            what, icon, voice = _("Ställd på hämthyllan"), "inbox-stack", "way"
        case "send_hold":
            what, icon, voice = _("Skickad till %(library)s åt en låntagare") % {"library": to_library}, "truck", "way"
        case "send_home":
            what, icon, voice = _("Skickad hem till %(library)s") % {"library": to_library}, "truck", "way"
        case "floats":
            what, icon, voice = _("Stannade här: flytande bestånd"), "check-circle", "done"
        case "attention":
            what, icon, voice = reason_words(answer.get("attention", "")), "hand-raised", "need"
        case _:
            what, icon, voice = _("Ställd på hyllan"), "check-circle", "done"
    if was_lent:
        what = _("Återlämnad. %(then)s") % {"then": what}
    return what, _why_there(event, words), icon, voice


def _why_there(event: Event, words: Words) -> list[str]:
    why = event.why
    pulled = words.pulls.get(event.hold_id or 0)
    late = why.get("late") or {}
    return [
        _("Plockad därför att: %(why)s") % {"why": pull_words(pulled)} if pulled else "",
        *(
            _("Reservationsregeln för %(rule)s.") % {"rule": words.hold_rules[n].said}
            for n in why.get("hold_rules", ())
            if n in words.hold_rules
        ),
        *(
            _("Flytande bestånd: %(rule)s.") % {"rule": words.floating_rules[n].said}
            for n in why.get("floating_rules", ())
            if n in words.floating_rules
        ),
        skipped_words(why.get("skipped", ()), why.get("skipped_in_all", 0)),
        _("%(days)s dagar sen, avgift %(sum)s.") % {"days": late["days"], "sum": kronor(late["ore"])}
        if late.get("ore")
        else "",
        warning_words(why.get("answer", {}).get("warnings", ())),
    ]


def skipped_words(skipped: Iterable[tuple[int, str]], in_all: int) -> str:
    """How many in the queue the copy could not serve, and why, each reason once."""
    reasons = list(dict.fromkeys(str(NOT_SERVED.get(reason, reason)) for _hold, reason in skipped))
    if not reasons:
        return ""
    said = ngettext(
        "%(n)d i kön kunde inte få exemplaret: %(why)s.", "%(n)d i kön kunde inte få exemplaret: %(why)s.", in_all
    )
    return said % {"n": in_all, "why": ", ".join(reasons)}


def _undone(event: Event, words: Words) -> Saying:
    what = {
        "check_out": _("Utlånet ångrades"),
        "check_in": _("Återlämningen ångrades"),
        "renew": _("Omlånet ångrades"),
    }.get(event.why.get("verb", ""), _("Skanningen ångrades"))
    return what, [_("Allt blev som det var innan.")], "arrow-uturn-left", "plain"


def _released(event: Event, words: Words) -> Saying:
    why = _("Den hittades inte på vägen.") if event.why.get("reason") == "not_found_under_way" else ""
    return _("Reservationen fick vänta på ett annat exemplar"), [why], "bookmark", "wait"


def _transit_answered(event: Event, words: Words) -> Saying:
    what = {
        "still_here": _("Försenad transport: kvar hos avsändaren"),
        "not_found": _("Försenad transport: letat, finns inte"),
        "arrived": _("Försenad transport: framme"),
    }.get(event.why.get("answer", ""), _("Försenad transport: svar"))
    return what, [], "truck", "wait"


def _opened(event: Event, words: Words) -> Saying:
    library = consortium.libraries().get(event.why.get("to", 0))
    return (
        _("Skickad till %(library)s för att stanna där") % {"library": library.name if library else ""},
        [],
        "truck",
        "way",
    )


def _missing(event: Event, words: Words) -> Saying:
    why = _("Båda ändarna av transporten har letat.") if "transit" in event.why else ""
    return _("Markerad som saknad"), [why], "question-mark-circle", "need"


def _attention(event: Event, words: Words) -> Saying:
    if "cleared" in event.why:
        return _("Åtgärdad"), [reason_words(event.why["cleared"])], "check-circle", "done"
    return _("Lades undan"), [reason_words(event.why.get("reason", ""))], "hand-raised", "need"


def _edited(event: Event, words: Words) -> Saying:
    return _("Rättad"), [edited_words(event.why.get("changed", ()))], "pencil-square", "plain"


def _withdrawn(event: Event, words: Words) -> Saying:
    last = _("Det var konsortiets sista exemplar.") if event.why.get("last_copy") else ""
    return _("Gallrad"), [event.why.get("reason", ""), last], "archive-box-x-mark", "plain"


def _plain(what: Callable[[], str], icon: str, voice: str) -> Callable[[Event, Words], Saying]:
    return lambda event, words: (what(), [], icon, voice)


SAYINGS: dict[str, Callable[[Event, Words], Saying]] = {
    "ItemCheckedOut": _lent,
    "LoanRenewed": _renewed,
    "ItemCheckedIn": _checked_in,
    "ScanUndone": _undone,
    "HoldReleased": _released,
    "HoldFulfilled": _plain(lambda: _("Reservationen hämtades"), "bookmark", "done"),
    "HoldCancelled": _plain(lambda: _("Reservationen togs bort: ska tas från hämthyllan"), "bookmark", "plain"),
    "HoldNotCollected": _plain(lambda: _("Hämtades inte i tid: ska tas från hämthyllan"), "bookmark", "need"),
    "HoldLapsed": _plain(lambda: _("Reservationen behövdes inte längre"), "bookmark", "plain"),
    "PullAnswered": _plain(lambda: _("Söktes på hyllan och hittades inte"), "question-mark-circle", "need"),
    "TransitOpened": _opened,
    "TransitAnswered": _transit_answered,
    "ItemAdded": _plain(lambda: _("Inlagd i katalogen"), "plus-circle", "done"),
    "ItemEdited": _edited,
    "ItemWithdrawn": _withdrawn,
    "ItemMarkedMissing": _missing,
    "ItemAttention": _attention,
}


def _day(iso: Any) -> str:
    try:
        return short_date(date.fromisoformat(iso))
    except (TypeError, ValueError):
        return ""


def _library(code: Any) -> str:
    if not code:
        return ""
    try:
        return consortium.library(code).name
    except LookupError:
        return str(code)
