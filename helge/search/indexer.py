"""Keeping the index: what the worker does each second, and building it anew.

There is one index per machine, and its one writer is the machine's worker. `rebuild` may run beside it: it fills a
folder of its own, and the worker takes over when the folders are switched.
"""

import fcntl
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from helge.catalogue.models import BibRecord
from helge.foundation.batches import in_batches

from .engine import IndexWriter
from .folders import current_folder, new_folder, switch_to
from .gathering import documents_for
from .journal_reading import belongs_to_this_database, news_since, position_now

log = logging.getLogger("helge.search")

RECORDS_AT_ONCE = 500

# The machine has one writer, kept open between the seconds.
_open_writer: IndexWriter | None = None


class RebuildRunning(Exception):
    """Another process builds the index on this machine."""


def run_index_once() -> bool:
    """Bring the index up to now, or build it when there is none that fits; return whether more is waiting.

    Called each second by the worker, so that what happens at a desk is found about a second later.
    """
    global _open_writer
    root = index_root()
    folder = current_folder(root)
    if folder is None:
        _close_writer()
        return _rebuild_unless_running("none of this version is here")
    if _open_writer is None or _open_writer.folder != folder:
        _close_writer()
        _open_writer = IndexWriter(folder)
    position = _open_writer.position()
    if position is None or not belongs_to_this_database(position):
        _close_writer()
        return _rebuild_unless_running("it is not of this database, which may have been restored")
    news = news_since(position)
    if news.position == position:
        return False
    try:
        index_records(_open_writer, news.record_ids)
        _open_writer.commit(news.position)
    except Exception:
        # What was half done must not be kept by the next commit.
        _close_writer()
        raise
    return not news.is_all


def index_records(writer: IndexWriter, record_ids: frozenset[int]) -> None:
    """Put the records as they are now into the index, and take out those that are gone or hidden."""
    for some in in_batches(sorted(record_ids), RECORDS_AT_ONCE):
        documents = documents_for(some)
        writer.put(documents)
        writer.remove(set(some) - {document.record_id for document in documents})


def rebuild(progress: Callable[[int, int], None] = lambda _done, _total: None) -> int:
    """Build a new index of every record and put it in use; return how many records it has.

    Searches go on in the old one meanwhile. `progress` is told records done and in all. A stopped rebuild leaves the
    old index as it was. Raises RebuildRunning when another process is at it.
    """
    root = index_root()
    with _only_builder(root):
        position = position_now()
        total = BibRecord.objects.filter(is_suppressed=False).count()
        writer = IndexWriter(new_folder(root))
        done = 0
        for some in in_batches(_record_ids(), RECORDS_AT_ONCE):
            documents = documents_for(some)
            writer.put(documents)
            done += len(documents)
            progress(done, total)
        writer.commit(position)
        writer.close()
        switch_to(writer.folder)
    return done


def index_root() -> Path:
    return Path(settings.SEARCH_INDEX)


def forget_writer() -> None:
    """Close the writer of this process: for stories, and before the folder is moved."""
    _close_writer()


def _rebuild_unless_running(why: str) -> bool:
    log.info("building the search index: %s", why)
    try:
        records = rebuild()
    except RebuildRunning:
        return False
    log.info("the search index is built: %d records", records)
    return True


def _close_writer() -> None:
    global _open_writer
    if _open_writer is not None:
        writer, _open_writer = _open_writer, None
        writer.close()


def _record_ids() -> Iterator[int]:
    """Ids in steps, so that neither a long cursor nor a long list is held while the index grows."""
    last = 0
    while ids := list(
        BibRecord.objects.filter(pk__gt=last, is_suppressed=False).order_by("pk").values_list("pk", flat=True)[:10_000]
    ):
        yield from ids
        last = ids[-1]


@contextmanager
def _only_builder(root: Path) -> Iterator[None]:
    """Hold the machine's building lock; the kernel frees it when the process dies."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / "building.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as busy:
            raise RebuildRunning(str(root)) from busy
        yield
