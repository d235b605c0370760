"""The words, icons and voices of states: one table, so that a state looks and reads the same on every screen.

Voices: need (lingonberry), wait (cloudberry), way (lake), done (moss), plain. Words are the glossary's.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(NamedTuple):
    word: str | Promise
    icon: str
    voice: str


HOLD = {
    "waiting": State(_("i kö"), "clock", "wait"),
    "pulling": State(_("plockas"), "clipboard-document-list", "way"),
    "being_picked": State(_("plockas"), "clipboard-document-list", "way"),
    "on_the_way": State(_("på väg"), "truck", "way"),
    "ready": State(_("finns att hämta"), "check-circle", "done"),
    "not_collected": State(_("ej hämtad"), "x-circle", "need"),
    "cancelled": State(_("borttagen"), "minus-circle", "plain"),
    "suspended": State(_("pausad"), "pause-circle", "plain"),
    "fulfilled": State(_("utlånad"), "check", "plain"),
    "lapsed": State(_("behövs inte längre"), "minus-circle", "plain"),
}
ITEM = {
    "shelf": State(_("inne"), "check-circle", "done"),
    "on_loan": State(pgettext_lazy("item", "utlånad"), "arrow-up-tray", "wait"),
    "hold_shelf": State(_("på hämthyllan"), "inbox-stack", "way"),
    "transit": State(_("under transport"), "truck", "way"),
    "on_order": State(_("beställd"), "shopping-cart", "wait"),
    "processing": State(_("görs i ordning"), "wrench", "wait"),
    "attention": State(_("kräver åtgärd"), "hand-raised", "need"),
    "damaged": State(_("skadad"), "hand-raised", "need"),
    "missing": State(_("saknas"), "question-mark-circle", "need"),
    "lost": State(_("förkommen"), "x-circle", "need"),
    "claimed_returned": State(_("påstås återlämnad"), "question-mark-circle", "need"),
    "withdrawn": State(_("gallrad"), "archive-box-x-mark", "plain"),
    "reference": State(_("läses på plats"), "book-open", "plain"),
}
LOAN = {
    "open": State(_("hemma hos dig"), "home", "plain"),
    "due_soon": State(_("snart dags att lämna"), "clock", "wait"),
    "overdue": State(_("försenad"), "hand-raised", "need"),
    "closed": State(_("återlämnad"), "check", "done"),
}
STATES: dict[str, dict[str, State]] = {"hold": HOLD, "item": ITEM, "loan": LOAN}
