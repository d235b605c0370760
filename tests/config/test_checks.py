"""The checks find what they are there to find."""

from pathlib import Path

import pytest

from helge.config import translations
from helge.config.checks import sql_writes
from helge.config.checks import translations as check

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def room(tmp_path, monkeypatch) -> Path:
    """A small room of its own, outside the house."""
    folder = tmp_path / "holds"
    (folder / "templates").mkdir(parents=True)
    (folder / "locale" / "en" / "LC_MESSAGES").mkdir(parents=True)
    for module in (check, sql_writes):
        monkeypatch.setattr(module, "CLONE", tmp_path)
        monkeypatch.setattr(module, "rooms", lambda: {"holds": folder, "inventory": tmp_path / "inventory"})
    return folder


def translate(room: Path, *entries: str) -> None:
    (room / "locale" / "en" / "LC_MESSAGES" / "django.po").write_text(PO + "\n\n".join(entries) + "\n")


def test_a_text_without_translation_is_named_with_its_place(room):
    (room / "views.py").write_text('from django.utils.translation import gettext as _\n\nTITLE = _("Plocklista")\n')
    (room / "templates" / "list.html").write_text("<h1>{% translate 'Hämthylla' %}</h1>")
    translate(room, 'msgid "Plocklista"\nmsgstr "Pull list"')
    (line,) = check.missing_translations()
    assert "'Hämthylla'" in line
    assert "holds/templates/list.html:1" in line


@pytest.mark.parametrize("entry", ['msgid "Kö"\nmsgstr ""', '#, fuzzy\nmsgid "Kö"\nmsgstr "Cow"'])
def test_a_translation_that_is_empty_or_a_guess_is_not_finished(room, entry):
    (room / "views.py").write_text('TITLE = gettext("Kö")\n')
    translate(room, entry)
    (line,) = check.missing_translations()
    assert "not finished: 'Kö'" in line


def test_a_room_that_is_fully_translated_is_silent(room):
    (room / "views.py").write_text('TEXT = ngettext("%(n)s bok", "%(n)s böcker", 2)\n')
    translate(room, 'msgid "%(n)s bok"\nmsgid_plural "%(n)s böcker"\nmsgstr[0] "%(n)s book"\nmsgstr[1] "%(n)s books"')
    assert list(check.missing_translations()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO inventory_item (id) VALUES (1)",
        "update inventory_item set id = 2",
        "DELETE FROM ONLY inventory_item",
        'UPDATE\n "inventory_item" AS i SET id = 2',
    ],
)
def test_a_write_to_another_rooms_table_is_found(room, statement):
    (room / "sql.py").write_text(f'MOVE = """{statement}"""\n')
    (line,) = sql_writes.foreign_writes()
    assert line.startswith("holds/sql.py:1")
    assert line.endswith("holds writes inventory_item, which belongs to inventory")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO holds_hold (id) VALUES (1)",
        "SELECT 1 FROM inventory_item FOR NO KEY UPDATE",
        "ON CONFLICT DO UPDATE SET id = 1",
    ],
)
def test_own_writes_and_foreign_reads_are_fine(room, statement):
    (room / "sql.py").write_text(f'QUERY = "{statement}"\n')
    assert list(sql_writes.foreign_writes()) == []


def test_translations_are_compiled_once_and_again_after_a_change(room):
    import os

    translate(room, 'msgid "Plocklista"\nmsgstr "Pull list"')
    compiled = room / "locale" / "en" / "LC_MESSAGES" / "django.mo"
    assert translations.compile_stale(room) == [compiled]
    assert translations.compile_stale(room) == []
    os.utime(compiled, (0, 0))
    assert translations.compile_stale(room) == [compiled]
