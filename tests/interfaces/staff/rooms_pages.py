"""More rows for the pages that are looked at: queues, jumps, imports, figures, lookups, failures; committed."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from helge.catalogue.commands.edit_record import edit_record
from helge.consortium.commands.add_closed_day import add_closed_day
from helge.holds.commands.jump_queue import jump_queue
from helge.intake.commands.import_batch import import_batch
from helge.inventory.commands.mark_attention import mark_attention
from helge.inventory.commands.mark_missing import mark_missing
from helge.journal.models import Event, Slip
from helge.notices.models import Notice, NoticeState
from helge.patrons.commands.log_lookup import log_lookup
from helge.statistics.commands.count_day import count_day
from tests.interfaces.staff.rooms_stage import Stage, full_stage
from tests.world import World

SAMPLE = """=LDR  00000nam a2200000 i 4500
=001  900{n}
=003  TEST
=245  10$a{title}$c{author}
=100  1\\$a{author}
=260  \\\\$c1912

"""


def picture_stage(world: World, folder: Path) -> tuple[Stage, dict[str, Any]]:
    """The full stage and more, with the numbers that addresses need."""
    stage = full_stage(world)
    here = world.at("HOF", staff=stage.anna, may=["jump_queue", "edit_record", "edit_libraries", "see_patrons"])
    wanted = stage.records["Kallocain"]
    queue = [world.hold(wanted, world.patron(name), pickup="HOF") for name in ("Greta", "Hugo", "Ivar")]
    jump_queue(queue[2].hold_id, "Bokcirkeln på biblioteket läser den på torsdag", occasion=here)
    mark_attention(stage.item("Mina drömmars stad").pk, "damaged", occasion=here)
    mark_missing(stage.item("Ronja rövardotter", 1).pk, occasion=world.at("LJU"))
    mark_missing(stage.item("Den allvarsamma leken", 1).pk, occasion=world.at("LJU"))
    gone = world.book("Gregorius", owned_by="LJU")
    world.hold(gone.record, world.patron("Jonna"), pickup="HOF")
    mark_missing(gone.pk, occasion=world.at("LJU"))
    lent = stage.item("Gösta Berlings saga", 1)
    reader = world.patron("Karin")
    world.lend(lent, reader, on=world.day - timedelta(days=20))
    edit_record(stage.records["Kallocain"].pk, {"subtitle": "roman från 2000-talet"}, occasion=here)
    log_lookup(reader.id, "card", occasion=here)
    day = world.day + timedelta(days=20)
    add_closed_day(day, day, "Inventering", library_id=here.place.id, occasion=here)
    for days in (0, 1, 20):
        count_day(world.day - timedelta(days=days))
    batch = import_batch(_file(folder), library_code="HOF", occasion=here)
    _fail_something(stage)
    return stage, {
        "record": stage.records["Kallocain"].pk,
        "item": stage.item("Gösta Berlings saga").pk,
        "lent": lent.pk,
        "batch": batch.pk,
        "staff": stage.anna.pk,
    }


def _file(folder: Path) -> Path:
    path = folder / "leverans-november.mrk"
    told = [("Bröderna Mörk", "Lidman, Sven"), ("Carolus Rex", "Lidman, Sven"), ("", "utan titel")]
    path.write_text("".join(SAMPLE.format(n=n, title=t, author=a) for n, (t, a) in enumerate(told)), encoding="utf-8")
    return path


def _fail_something(stage: Stage) -> None:
    event = Event.objects.filter(kind="ItemCheckedIn").latest("pk")
    Slip.objects.update_or_create(
        event=event,
        reader="pulls",
        defaults={
            "available_at": stage.world.moment() + timedelta(minutes=8),
            "attempts": 3,
            "last_error": "OperationalError: canceling statement due to lock timeout",
        },
    )
    Notice.objects.create(
        kind="hold_ready",
        channel="email",
        library=stage.world.library("HOF"),
        state=NoticeState.QUEUED,
        created_at=stage.world.moment(),
        attempts=2,
        next_attempt_at=stage.world.moment() + timedelta(minutes=4),
        last_error="ConnectionRefusedError: [Errno 111] Connection refused",
    )


PAGES = {
    "titlar": "titlar?q=lagerl%C3%B6f",
    "titlar-tom": "titlar",
    "titel-ny": "titlar/ny",
    "titel": "titel/{record}",
    "titel-uppgifter": "titel/{record}?visa=uppgifter",
    "titel-marc": "titel/{record}?visa=marc",
    "titel-reservera": "titel/{record}/reservera",
    "exemplar-nytt": "titel/{record}/exemplar",
    "exemplar": "exemplar/{item}",
    "exemplar-utlanat": "exemplar/{lent}",
    "plocklista": "plocklista",
    "hamthylla": "hamthylla",
    "hamthylla-tom": "hamthylla/tom",
    "ringlista": "ringlista",
    "transport": "transport",
    "transport-harifran": "transport?visa=harifran",
    "atgarder": "atgarder",
    "atgarder-utan-exemplar": "atgarder?visa=utan-exemplar",
    "forturer": "forturer",
    "import": "import",
    "import-resultat": "import/{batch}",
    "statistik": "statistik",
    "bibliotek": "bibliotek",
    "bibliotek-hofors": "bibliotek/HOF",
    "regler": "regler",
    "personal": "personal",
    "personal-ny": "personal/ny",
    "personal-en": "personal/{staff}",
    "handelser": "handelser",
    "uppslag": "uppslag",
}
