"""A web process leaves when the `serve` that started it is gone.

granian's processes share the port. Those of a killed `serve` would go on answering beside the next one's, with
old code.
"""

import os
import signal
import threading
import time

VARIABLE = "HELGE_SERVE_PID"  # set by `serve` for its own processes, not by people


def announce() -> None:
    """Called by `serve` before it starts its processes."""
    os.environ[VARIABLE] = str(os.getpid())


def leave_with_parent() -> None:
    """Watch the `serve` we belong to, if we belong to one."""
    if os.environ.get(VARIABLE) == str(os.getppid()):
        threading.Thread(target=watch, args=(os.getppid(),), daemon=True, name="parent").start()


def watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGKILL)  # a killed parent left nothing to tidy; open transactions roll back
