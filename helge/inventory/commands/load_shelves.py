"""Load the media types and every library's walk through its shelves from a configuration folder."""

from pathlib import Path

from django.db import transaction

from helge.consortium.commands.adding import Tally, ensure
from helge.consortium.models import Library
from helge.foundation.tables import lines_of
from helge.inventory.models import MediaType, ShelfLocation

# Room between two places of a walk, so that one can be put in without numbering the rest again.
STEP = 10


@transaction.atomic
def load_shelves(folder: Path, tally: Tally) -> None:
    """Media types that are new, and the walk of every library that has none yet."""
    for line in lines_of(folder / "media_types.csv"):
        ensure(
            tally,
            MediaType,
            {"code": line["code"]},
            name_sv=line["name_sv"],
            name_en=line["name_en"],
            statistics_code=line["statistics_code"],
            rank=line.number_or_none("rank") or 100,
        )
    libraries = {row.code: row for row in Library.objects.all()}
    with_walk = set(ShelfLocation.objects.values_list("library__code", flat=True))
    for line in lines_of(folder / "walks.csv"):
        if line["library"] not in libraries:
            raise line.wrong("library", "no such library")
        places = [place.strip().partition("/") for place in line["walk"].split(">")]
        if line["library"] in with_walk:
            tally.found["ShelfLocation"] += len(places)
            continue
        made = ShelfLocation.objects.bulk_create(
            ShelfLocation(
                library=libraries[line["library"]], department=department, placement=placement, walk_order=turn * STEP
            )
            for turn, (department, _slash, placement) in enumerate(places, start=1)
        )
        tally.added["ShelfLocation"] += len(made)
