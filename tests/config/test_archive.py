"""A backup brings everything back, and a restore either happens whole or not at all."""

import io
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from helge.config.archive import ArchiveFault, back_up, read_about, unpack
from helge.consortium.models import Region

NOW = datetime(2027, 3, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def house(transactional_db, settings, tmp_path) -> Path:
    settings.MEDIA_ROOT, settings.SEARCH_INDEX = tmp_path / "media", tmp_path / "index"
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "omslag.svg").write_text("<svg/>")
    settings.SEARCH_INDEX.mkdir()
    Region.objects.create(name="Region Gävleborg")
    return tmp_path


def test_a_restore_brings_back_database_and_media_and_drops_the_index(house, settings):
    back_up(house / "natt.helge", now=NOW)
    Region.objects.update(name="förstörd")
    (settings.MEDIA_ROOT / "omslag.svg").unlink()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE left_over ()")

    call_command("restore", house / "natt.helge", yes=True)

    assert Region.objects.get().name == "Region Gävleborg"
    assert (settings.MEDIA_ROOT / "omslag.svg").read_text() == "<svg/>"
    assert "left_over" not in connection.introspection.table_names()
    assert not settings.SEARCH_INDEX.exists()


def test_only_its_owner_can_read_a_backup(house):
    back_up(house / "natt.helge", now=NOW)
    assert (house / "natt.helge").stat().st_mode & 0o777 == 0o600
    assert not list(house.glob(".*"))


def test_a_backup_never_writes_over_another(house):
    back_up(house / "natt.helge", now=NOW)
    with pytest.raises(ArchiveFault, match="exists already"):
        back_up(house / "natt.helge", now=NOW)


def test_a_filled_database_is_not_overwritten_without_a_yes(house, monkeypatch):
    back_up(house / "natt.helge", now=NOW)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    with pytest.raises(CommandError, match="--yes"):
        call_command("restore", house / "natt.helge")


def test_a_file_cut_short_changes_nothing(house):
    back_up(house / "natt.helge", now=NOW)
    whole = (house / "natt.helge").read_bytes()
    (house / "half.helge").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CommandError, match="not a whole backup"):
        call_command("restore", house / "half.helge", yes=True)
    assert Region.objects.exists()


def test_a_broken_dump_inside_changes_nothing(house):
    back_up(house / "natt.helge", now=NOW)
    (house / "open").mkdir()
    unpack(house / "natt.helge", house / "open")
    dump = house / "open" / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-4000])
    with tarfile.open(house / "broken.helge", "w") as tar:
        for name in ("about.json", "database.dump", "media"):
            tar.add(house / "open" / name, name)
    with pytest.raises(CommandError, match="failed"):
        call_command("restore", house / "broken.helge", yes=True)
    assert Region.objects.get().name == "Region Gävleborg"
    assert (house / "media" / "omslag.svg").exists()


def test_a_backup_of_a_newer_helge_is_refused(house, monkeypatch):
    monkeypatch.setattr("helge.config.archive.applied_migrations", lambda: {"consortium": "9999_from_the_future"})
    back_up(house / "natt.helge", now=NOW)
    with pytest.raises(ArchiveFault, match="newer Helge"):
        read_about(house / "natt.helge")


def test_a_file_that_reaches_outside_is_refused(house):
    back_up(house / "natt.helge", now=NOW)
    with tarfile.open(house / "natt.helge", "a") as tar:
        tar.add(house / "media" / "omslag.svg", "../outside.svg")
    with pytest.raises(CommandError, match="no place in a backup"):
        call_command("restore", house / "natt.helge", yes=True)
    assert not (house.parent / "outside.svg").exists()
    assert Region.objects.get().name == "Region Gävleborg"
