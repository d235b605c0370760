"""The worker process: hands slips to readers, keeps the search index, runs jobs and rounds.

Several may run on several machines: slips are claimed, jobs and rounds are locked in the database, and
each machine writes its own index.
"""

import asyncio
import logging
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from django.db import close_old_connections, connection
from django.utils import timezone
from django.utils.module_loading import import_string
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from helge.config.reactions import READERS
from helge.journal.commands.claim_slips import claim_slips

log = logging.getLogger("helge.worker")

PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
JOBS_AT_ONCE = 4  # a long import must not keep the rounds waiting
GRACE_SECONDS = 20.0  # what a running job gets when the worker is asked to stop


@dataclass(frozen=True)
class Loop:
    """Something done again and again. `step` returns whether there was work, so that it goes on at once."""

    name: str
    step: Callable[[], bool]

    def run(self, stopping: threading.Event) -> None:
        """Repeat until `stopping`. A fault is logged and waits longer each time: the database may be restarting."""
        pause = PAUSE_SECONDS
        while not stopping.is_set():
            try:
                close_old_connections()
                if self.step():
                    continue
                pause = PAUSE_SECONDS
            except Exception:
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
                log.exception("%s failed; next try in %.0f s", self.name, pause)
            stopping.wait(pause)
        connection.close()


def hand_out_slips() -> bool:
    readers = {name: import_string(function) for name, function in READERS.items()}
    return claim_slips(readers, now=timezone.now()) > 0


def write_index() -> bool:
    return bool(import_string("helge.search.indexer.run_index_once")())


LOOPS = (Loop("readers", hand_out_slips), Loop("index", write_index))


def work() -> None:
    """Work until SIGTERM or Ctrl-C; what has begun is finished first."""
    stopping = threading.Event()
    threads = [threading.Thread(target=loop.run, args=(stopping,), name=loop.name) for loop in LOOPS]
    for thread in threads:
        thread.start()
    try:
        # Django's connector enqueues; the worker needs one of its own that listens.
        connector = cast("DjangoConnector", app.connector).get_worker_connector()
        with app.replace_connector(connector):
            # Not asyncio.run: it waits for every task, and one of procrastinate's that is cancelled in its first
            # milliseconds never ends. What is left here dies with the process.
            asyncio.new_event_loop().run_until_complete(run_jobs())
    finally:
        stopping.set()
        for thread in threads:
            thread.join()
        log.info("worker stopped")


async def run_jobs() -> None:
    """Run jobs and rounds until a signal comes; begin again when the database comes back."""
    asked_to_stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, asked_to_stop.set)
    stop = asyncio.create_task(asked_to_stop.wait())
    log.info("worker started")
    while not asked_to_stop.is_set():
        jobs = asyncio.create_task(run_jobs_once())
        await asyncio.wait({jobs, stop}, return_when=asyncio.FIRST_COMPLETED)
        jobs.cancel()  # asks for a graceful end: running jobs get their grace
        fault = (await asyncio.gather(jobs, return_exceptions=True))[0]
        if asked_to_stop.is_set():
            return
        log.error("jobs stopped: %r; next try in %.0f s", fault, LONGEST_PAUSE_SECONDS)
        await asyncio.wait({stop}, timeout=LONGEST_PAUSE_SECONDS)


async def run_jobs_once() -> None:
    async with app.open_async():
        await app.run_worker_async(
            concurrency=JOBS_AT_ONCE,
            install_signal_handlers=False,
            delete_jobs="successful",
            shutdown_graceful_timeout=GRACE_SECONDS,
        )
