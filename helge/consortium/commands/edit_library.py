"""Add a municipality and a library, and change what stands about a library."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from helge.consortium.commands.touch import touch
from helge.consortium.models import Consortium, Library, LibraryKind, Membership, Municipality
from helge.consortium.occasion import Occasion
from helge.consortium.rules.permissions import require
from helge.consortium.telling import tell
from helge.foundation.refusals import Refusal, Refused

EDITABLE = frozenset(
    {
        *("name", "kind", "place", "latitude", "longitude", "address", "postcode", "phone", "email", "sigel"),
        *("transport_stop", "hold_shelf_name", "is_pickup_library", "shares_in_holds", "in_county_map"),
        *("opened_date", "closed_date"),
    }
)
NEVER_BLANK = ("name", "place", "hold_shelf_name")


class LibraryRefused(Refused):
    """Nothing was changed; each refusal names its form field."""


@dataclass(frozen=True)
class NewLibrary:
    code: str
    name: str
    municipality_id: int
    kind: str
    place: str
    opened_date: date | None = None


@transaction.atomic
def add_municipality(code: str, name: str, *, from_date: date, occasion: Occasion) -> Municipality:
    """Take a municipality in as a member from a day; nothing before that day changes. `code` is SCB's four digits.

    Raises `LibraryRefused` when the code or name is taken. A former member comes back with a membership of its own.
    """
    require("edit_libraries", occasion)
    municipality = Municipality.objects.filter(code=code, name=name).first()
    try:
        with transaction.atomic():
            municipality = municipality or Municipality.objects.create(code=code, name=name)
            Membership.objects.create(
                consortium=Consortium.objects.get(), municipality=municipality, from_date=from_date
            )
    except IntegrityError:
        taken = Refusal("municipality_taken", _("Kommunen finns redan eller är redan medlem den dagen."), field="code")
        raise LibraryRefused([taken]) from None
    touch("libraries")
    tell("MunicipalityAdded", occasion, {"municipality": municipality.pk, "from": from_date.isoformat()})
    return municipality


@transaction.atomic
def add_library(facts: NewLibrary, *, occasion: Occasion) -> Library:
    """Open a library. Its codes are for ever: they stand on slips. Raises `LibraryRefused`."""
    require("edit_libraries", occasion)
    library = Library(**{**asdict(facts), "code": facts.code.strip().upper()})
    refusals = _reasons_against(library)
    if not library.code or Library.objects.filter(code=library.code).exists():
        refusals.append(Refusal("code_taken", _("Koden saknas eller finns redan."), field="code"))
    if refusals:
        raise LibraryRefused(refusals)
    library.save()
    touch("libraries")
    tell("LibraryAdded", occasion, {"library": library.pk, "code": library.code})
    return library


@transaction.atomic
def edit_library(library_id: int, changes: Mapping[str, Any], *, occasion: Occasion) -> Library:
    """Change `EDITABLE` columns. Raises `LibraryRefused`, `NotAllowed`, and ValueError for other columns."""
    require("edit_libraries", occasion)
    if unknown := set(changes) - EDITABLE:
        raise ValueError(f"a library has no editable {', '.join(sorted(unknown))}")
    library = Library.objects.select_for_update().get(pk=library_id)
    changed = {column: value for column, value in changes.items() if getattr(library, column) != value}
    for column, value in changed.items():
        setattr(library, column, value)
    if refusals := _reasons_against(library):
        raise LibraryRefused(refusals)
    if changed:
        library.save(update_fields=sorted(changed))
        touch("libraries")
        tell("LibraryEdited", occasion, {"library": library_id, "columns": sorted(changed)})
    return library


def _reasons_against(library: Library) -> list[Refusal]:
    refusals = [
        Refusal(f"{column}_missing", _("Fältet får inte vara tomt."), field=column)
        for column in NEVER_BLANK
        if not getattr(library, column).strip()
    ]
    if library.kind not in LibraryKind.values:
        refusals.append(Refusal("unknown_kind", _("Välj en bibliotekstyp."), field="kind"))
    if library.email:
        try:
            validate_email(library.email)
        except ValidationError:
            refusals.append(Refusal("bad_email", _("E-postadressen är inte fullständig."), field="email"))
    if library.opened_date and library.closed_date and library.closed_date <= library.opened_date:
        refusals.append(
            Refusal("closed_before_open", _("Biblioteket kan inte stänga innan det öppnar."), field="closed_date")
        )
    return refusals
