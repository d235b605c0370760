"""The index on disk survives what happens to it."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from helge.search.document import IndexDocument
from helge.search.engine import IndexMissing, IndexReader, IndexWriter, Position
from helge.search.folders import current_folder, new_folder, switch_to

from .shelf import SHELF, Desk, index_of, numbered, title


def test_strange_numbers_do_not_stop_the_writer(tmp_path: Path):
    """A negative or huge number on the wrong kind of field would end indexing until the worker is restarted."""
    strange = [
        title("År minus", year=-500, added_date=-1, copies=-3, holds=-1),
        title("År enormt", year=10**30, added_date=10**30, copies=10**9),
        title(""),
        title("Vanlig"),
    ]
    desk = Desk(index_of(tmp_path, strange))

    assert desk.find().total == 4
    assert desk.titles("vanlig") == ["Vanlig"]


def test_a_document_comes_back_as_it_was():
    for document in numbered(SHELF):
        assert IndexDocument.from_json(document.to_json()) == document


def test_a_changed_record_takes_its_own_place(tmp_path: Path):
    root = tmp_path
    searcher = index_of(root, SHELF[:2])
    assert searcher.num_docs == 3  # two records and the position
    folder = current_folder(root)
    assert folder is not None
    writer = IndexWriter(folder)
    writer.put([replace(numbered(SHELF)[0], title="Nytt namn")])
    writer.remove([2])
    writer.commit(Position(7, "now", 3, 7))

    desk = Desk(IndexReader(root).searcher())
    assert desk.titles() == ["Nytt namn"]
    assert writer.position() == Position(7, "now", 3, 7)


def test_what_was_put_without_a_commit_is_forgotten_with_the_process(tmp_path: Path):
    """Killed between two commits: records and position are those of the first."""
    index_of(tmp_path, SHELF[:1])
    script = (
        "import sys, os; from pathlib import Path\n"
        "from helge.search.engine import IndexWriter, Position\n"
        "from helge.search.folders import current_folder\n"
        "from tests.search.shelf import SHELF, numbered\n"
        "writer = IndexWriter(current_folder(Path(sys.argv[1])))\n"
        "writer.put(numbered(SHELF)[:5]); writer.commit(Position(5))\n"
        "writer.put(numbered(SHELF)[5:])\n"
        "print('ready', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    ) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "ready\n"
        killed.send_signal(signal.SIGKILL)
        killed.wait()

    folder = current_folder(tmp_path)
    assert folder is not None
    writer = IndexWriter(folder)  # the dead process holds no lock
    assert writer.position() == Position(5)
    assert Desk(IndexReader(tmp_path).searcher()).find().total == 5


def test_readers_see_a_commit_and_a_new_folder_within_a_second(tmp_path: Path):
    index_of(tmp_path, SHELF[:1])
    reader = IndexReader(tmp_path)
    assert Desk(reader.searcher()).find().total == 1

    writer = IndexWriter(new_folder(tmp_path))
    writer.put(numbered(SHELF))
    writer.commit(Position(0))
    switch_to(writer.folder)
    reader.refresh()
    assert Desk(reader.searcher()).find().total == len(SHELF)

    writer.remove([1])
    writer.commit(Position(0))
    reader.refresh()
    assert Desk(reader.searcher()).find().total == len(SHELF) - 1


def test_a_searcher_in_use_outlives_the_folder_it_reads(tmp_path: Path):
    desk = Desk(index_of(tmp_path, SHELF))
    writer = IndexWriter(new_folder(tmp_path))
    writer.commit(Position(0))
    switch_to(writer.folder)

    assert desk.titles("pippi")[0] == "Pippi Långstrump"


def test_no_index_and_a_broken_pointer_are_told(tmp_path: Path):
    with pytest.raises(IndexMissing):
        IndexReader(tmp_path).searcher()
    (tmp_path / "current").write_text("v2-gone")
    with pytest.raises(IndexMissing):
        IndexReader(tmp_path).searcher()
