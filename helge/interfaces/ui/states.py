"""The words, icons and voices of states: one table, so that a state looks and reads the same on every screen.

Keys are the rooms' own codes (HoldState, PlaceKind, PullSlip.State) and a few that screens work out: "picking", "late",
"suspended", "due_soon". Staff read `item`; the public reads `copy`.

Voices: need (lingonberry), wait (cloudberry), way (lake), done (moss), plain. Words are the glossary's.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(NamedTuple):
    word: str | Promise
    icon: str
    voice: str


HOLD = {
    "waiting": State(_("i kö"), "clock", "wait"),
    "picking": State(_("plockas"), "clipboard-document-list", "way"),
    "in_transit": State(_("på väg"), "truck", "way"),
    "ready": State(_("finns att hämta"), "check-circle", "done"),
    "fulfilled": State(_("hämtad"), "check", "plain"),
    "not_collected": State(_("ej hämtad"), "x-circle", "need"),
    "cancelled": State(_("borttagen"), "minus-circle", "plain"),
    "lapsed": State(_("behövs inte längre"), "minus-circle", "plain"),
    "suspended": State(_("pausad"), "pause-circle", "plain"),
    "late": State(_("försenad på vägen"), "clock", "need"),
}
ITEM = {
    "shelf": State(_("på hyllan"), "check-circle", "done"),
    "on_loan": State(_("utlånad"), "arrow-up-tray", "wait"),
    "hold_shelf": State(_("på hämthyllan"), "inbox-stack", "way"),
    "in_transit": State(_("under transport"), "truck", "way"),
    "attention": State(_("kräver åtgärd"), "hand-raised", "need"),
    "missing": State(_("saknas"), "question-mark-circle", "need"),
    "lost": State(_("förkommen"), "x-circle", "need"),
    "withdrawn": State(_("gallrad"), "archive-box-x-mark", "plain"),
}
COPY = {
    "shelf": State(_("inne"), "check-circle", "done"),
    "reference": State(_("läses på plats"), "book-open", "done"),
    "on_loan": State(_("utlånad"), "clock", "wait"),
    "hold_shelf": State(_("väntar på en annan låntagare"), "clock", "wait"),
    "in_transit": State(_("på väg mellan bibliotek"), "truck", "way"),
}
NOT_HERE = State(_("inte tillgänglig"), "minus-circle", "plain")
LOAN = {
    "open": State(_("hemma hos dig"), "home", "plain"),
    "due_soon": State(_("snart dags att lämna"), "clock", "wait"),
    "overdue": State(_("försenad"), "hand-raised", "need"),
    "closed": State(_("återlämnad"), "check", "done"),
}
PULL = {
    "open": State(_("att plocka"), "clock", "wait"),
    "claimed": State(_("tagen av en kollega"), "user", "way"),
    "picked": State(_("plockad"), "check-circle", "done"),
    "not_found": State(_("hittades inte"), "question-mark-circle", "need"),
    "withdrawn": State(_("behövs inte längre"), "minus-circle", "plain"),
}
STATES = {"hold": HOLD, "item": ITEM, "copy": COPY, "loan": LOAN, "pull": PULL}


def state_of(kind: str, name: str) -> State:
    """Return how to show a state. A copy that is neither in nor on its way is not the public's to puzzle over.

    Any other unknown state shows its own name, so that a new one is seen and named, not hidden.
    """
    known = STATES.get(kind, {}).get(name)
    if known:
        return known
    return NOT_HERE if kind == "copy" else State(name, "question-mark-circle", "plain")
