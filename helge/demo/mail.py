"""A mail server of the demo's own: takes every message, sends none on, and keeps each as a file.

The messages can be opened with any mail program: HELGE_DATA/mail/20261122-174501-0001.eml.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"


class Keeper:
    """Writes down what comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = count(1)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the message. The name of the file tells nothing about anybody."""
        name = f"{datetime.now():%Y%m%d-%H%M%S}-{next(self.numbers):04d}"  # noqa: DTZ005 (for people to sort by)
        draft = self.folder / f"{name}.part"
        draft.write_bytes(envelope.original_content or b"")
        draft.rename(self.folder / f"{name}.eml")
        return "250 Kept"


@contextmanager
def mail_catcher(folder: Path) -> Iterator[int]:
    """Catch mail meanwhile; gives the port."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    controller = Controller(Keeper(folder), hostname=HOST, port=free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def free_port() -> int:
    with socket.create_server((HOST, 0)) as free:
        return int(free.getsockname()[1])
