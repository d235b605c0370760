"""Refusals: the expected kind of no, as values that a screen, a self-check and a test can all read."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """One reason to stop. `code` never changes; `message` is for the person at the desk.

    `message` is a gettext string, lazy or evaluated, so that it comes in the reader's language.
    `permission` lets staff who hold it continue; None means nobody may. `field` names the form field to mark, if any.
    """

    code: str
    message: str
    permission: str | None = None
    field: str = ""


class Refused(Exception):
    """Nothing was changed; `refusals` tells why, all reasons at once."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals: tuple[Refusal, ...] = tuple(refusals)
        # The text of the exception carries codes only: messages may hold sums or names, and exceptions reach logs.
        super().__init__(", ".join(self.codes))

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(refusal.code for refusal in self.refusals)


def still_standing(
    refusals: Iterable[Refusal], override: frozenset[str], permissions: frozenset[str]
) -> tuple[Refusal, ...]:
    """Return the refusals that remain after staff answered "do it anyway" to the codes in `override`.

    An override counts only when the refusal can be overridden at all and its permission is held.
    """
    return tuple(
        refusal
        for refusal in refusals
        if refusal.code not in override or refusal.permission is None or refusal.permission not in permissions
    )
