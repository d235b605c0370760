"""The index on disk: one writer per machine, any number of readers, and how far into the journal it has come.

The position lies in the index itself, as a document of another kind, and so is committed together with the records: a
kill between the two cannot happen.
"""

import json
import logging
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock

import tantivy
from tantivy import Query

from .document import IndexDocument
from .folders import current_folder
from .schema import engine_document, schema

log = logging.getLogger("helge.search")

WRITER_BYTES = 64_000_000  # buffered before a segment is written
FRESH_SECONDS = 1.0  # how long a reader trusts what it has seen


class IndexMissing(Exception):
    """There is no index of this schema version: a state to act on, since the worker builds one."""


@dataclass(frozen=True)
class Position:
    """How far into the journal the index has come.

    `txid` and `read_id` are the (transaction, event) to read on after. `event_id` and `event_at` name an event that was
    there; a restored database has another one, or none. `event_id` 0 means that the journal was empty.
    """

    event_id: int
    event_at: str = ""
    txid: int = 0
    read_id: int = 0


class IndexWriter:
    """The one writer of an index folder. The engine's own lock keeps a second one out, and dies with the process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._index = tantivy.Index(schema(), path=str(folder))
        self._writer = self._index.writer(WRITER_BYTES, 1)

    def put(self, documents: Iterable[IndexDocument]) -> None:
        """Add the records, each in the place of what was known of it before. Seen after `commit`."""
        for document in documents:
            told = engine_document(document)
            self._writer.delete_documents_by_term("key", str(document.record_id))
            self._writer.add_document(told)

    def remove(self, record_ids: Iterable[int]) -> None:
        for record_id in record_ids:
            self._writer.delete_documents_by_term("key", str(record_id))

    def commit(self, position: Position) -> None:
        """Keep everything put and removed, and the position it leads to, in one step."""
        self._writer.delete_documents_by_term("kind", "position")
        told = tantivy.Document()
        told.add_text("kind", "position")
        told.add_text("source", json.dumps(asdict(position)))
        self._writer.add_document(told)
        self._writer.commit()

    def rollback(self) -> None:
        """Forget what was put and removed since the last commit."""
        self._writer.rollback()

    def position(self) -> Position | None:
        self._index.reload()
        return _position(self._index.searcher())

    def close(self) -> None:
        """Let the engine finish merging its files, and release the lock."""
        try:
            self._writer.wait_merging_threads()
        except (ValueError, OSError):
            # A rebuild removed the folder, or the writer has died: what is committed stands, the rest is read again.
            log.info("the writer of %s was closed with unfinished merges", self.folder.name)


class IndexReader:
    """What a process searches in. Looks for news at most once a second, also for a rebuilt index in a new folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = Lock()
        self._folder: Path | None = None
        self._index: tantivy.Index | None = None
        self._seen: tuple[int, int] = (0, 0)
        self._looked_at = 0.0

    def searcher(self) -> tantivy.Searcher:
        """Return the newest committed state. Raises IndexMissing when there is no index yet."""
        with self._lock:
            now = time.monotonic()
            if self._index is None or now - self._looked_at >= FRESH_SECONDS:
                self._look(now)
            assert self._index is not None
            return self._index.searcher()

    def position(self) -> Position | None:
        """Up to where in the journal the index has read. Raises IndexMissing when there is no index yet."""
        return _position(self.searcher())

    def refresh(self) -> None:
        """Look for news at the next search, however lately that was done."""
        with self._lock:
            self._looked_at = 0.0

    def _look(self, now: float) -> None:
        folder = current_folder(self.root)
        if folder is None:
            self._index = None
            raise IndexMissing(str(self.root))
        try:
            meta = (folder / "meta.json").stat()
            seen = (meta.st_mtime_ns, meta.st_ino)
            if folder != self._folder or self._index is None:
                self._index = tantivy.Index.open(str(folder))
                self._index.config_reader("manual")
                self._index.reload()
            elif seen != self._seen:
                self._index.reload()
        except (OSError, ValueError) as gone:
            # A rebuild switched folders between two lines of ours; the next search finds the new one.
            self._index = None
            raise IndexMissing(str(self.root)) from gone
        self._folder, self._seen, self._looked_at = folder, seen, now


def _position(searcher: tantivy.Searcher) -> Position | None:
    hits = searcher.search(Query.term_query(schema(), "kind", "position"), 1).hits
    if not hits:
        return None
    return Position(**json.loads(str(searcher.doc(hits[0][1]).get_first("source"))))
