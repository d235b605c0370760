"""Change what stands about a patron; by staff, or a little of it by the patron on the web."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from helge.consortium.occasion import Channel, Occasion
from helge.consortium.rules.permissions import require
from helge.foundation.identity_numbers import parse_identity_number
from helge.foundation.refusals import Refusal, Refused
from helge.journal.commands.record import record
from helge.patrons.models import Patron, Protection
from helge.patrons.rules.naming import name_sort

EDITABLE = frozenset(
    {
        *("first_name", "last_name", "birth_date", "identity_number", "category_id", "municipality_id"),
        *("home_library_id", "pickup_library_id", "street", "postcode", "town", "protection", "language"),
        "expires_date",
    }
)
OWN_EDITABLE = frozenset({"pickup_library_id", "language"})


class EditRefused(Refused):
    """Nothing was changed; each refusal names its form field."""


@transaction.atomic
def edit_patron(patron_id: int, changes: Mapping[str, Any], *, occasion: Occasion) -> Patron:
    """Change columns of `EDITABLE`; on the web, where it is the patron, those of `OWN_EDITABLE`.

    Of a protected patron nothing is changed by those who may not see it. A new responsible municipality is kept in the
    journal (`PatronMoved`). Raises `EditRefused`, `NotAllowed`, and ValueError for other columns.
    """
    is_patron = occasion.channel == Channel.WEB
    if unknown := set(changes) - (OWN_EDITABLE if is_patron else EDITABLE):
        raise ValueError(f"not editable here: {', '.join(sorted(unknown))}")
    patron = Patron.objects.select_for_update().get(pk=patron_id)
    if not is_patron:
        require("edit_patron", occasion)
        if patron.protection != Protection.NONE:
            require("see_protected", occasion)
    wanted = dict(changes)
    if refusals := _reasons_against(patron, wanted, occasion):
        raise EditRefused(refusals)
    changed = {column: value for column, value in wanted.items() if getattr(patron, column) != value}
    if not changed:
        return patron
    moved_from = patron.municipality_id
    for column, value in changed.items():
        setattr(patron, column, value)
    patron.name_sort = name_sort(patron.first_name, patron.last_name)
    try:
        with transaction.atomic():
            patron.save(update_fields=[*changed, "name_sort"])
    except IntegrityError:
        raise EditRefused([_already_registered()]) from None
    # Which columns, never what stands in them: an event names no person.
    record("PatronEdited", occasion, patron_id=patron_id, why={"columns": sorted(changed)})
    if patron.municipality_id != moved_from:
        why = {"from": moved_from, "to": patron.municipality_id}
        record("PatronMoved", occasion, patron_id=patron_id, why=why)
    return patron


def _reasons_against(patron: Patron, wanted: dict[str, Any], occasion: Occasion) -> list[Refusal]:
    """What is wrong; puts the identity number in `wanted` into its one spelling."""
    refusals = []
    if "last_name" in wanted and not wanted["last_name"].strip():
        refusals.append(Refusal("name_missing", _("Skriv för- och efternamn."), field="last_name"))
    if wanted.get("birth_date") and wanted["birth_date"] > occasion.today:
        refusals.append(Refusal("not_born", _("Födelsedatumet har inte varit än."), field="birth_date"))
    if "protection" in wanted and wanted["protection"] not in Protection.values:
        refusals.append(Refusal("unknown_protection", _("Välj vilket skydd som gäller."), field="protection"))
    if "identity_number" in wanted:
        typed = (wanted["identity_number"] or "").strip()
        wanted["identity_number"] = None
        if typed:
            try:
                wanted["identity_number"] = parse_identity_number(typed, today=occasion.today).number12
            except ValueError as wrong:
                refusals.append(Refusal("identity_number_wrong", str(wrong), field="identity_number"))
        taken = Patron.objects.filter(identity_number=wanted["identity_number"]).exclude(pk=patron.pk)
        if wanted["identity_number"] and taken.exists():
            refusals.append(_already_registered())
    return refusals


def _already_registered() -> Refusal:
    message = _("Det finns redan en låntagare med det personnumret. Sök fram den i stället.")
    return Refusal("already_registered", message, field="identity_number")
