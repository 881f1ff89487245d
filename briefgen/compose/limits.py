"""How much a template may take: time, memory, characters. Jinja2's sandbox bounds none of them."""

from __future__ import annotations

import ctypes
import mmap
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

STATM: Final = Path("/proc/self/statm")
LOOK_SECONDS: Final = 0.05
RETRY_SECONDS: Final = 0.5
MOST_TRIES: Final = 10


@dataclass(frozen=True, slots=True)
class Limits:
    """What one template may take at most, before it counts as endless."""

    seconds: float = 20.0
    characters: int = 20_000_000
    """What it may write in all: some forty times the largest shipped document."""
    step: int = 1_000_000
    """The longest text or list that one operator or filter may make."""
    repeats: int = 100_000
    """The longest text or list that `*` may make, and the longest range."""
    memory: int = 1 << 30
    """By how many bytes the process may grow while it runs (watched on Linux)."""


class TimeIsUp(BaseException):
    """Raised inside a template that runs too long; not an `Exception`, so that nothing on the way swallows it."""


@contextmanager
def watch(limits: Limits) -> Iterator[None]:
    """Raise `TimeIsUp` in this thread if the block takes too long, `MemoryError` if the process grows too much.

    Why: a signal would work in the main thread only; the interpreter can raise in any thread between two bytecodes.
    So no single step may take long: the sandbox bounds what one can make.
    """
    thread, done = threading.get_ident(), threading.Event()
    end, most = time.monotonic() + limits.seconds, _resident_bytes() + limits.memory

    def look() -> None:
        pause, tries = LOOK_SECONDS, MOST_TRIES
        while tries and not done.wait(pause):
            late = time.monotonic() > end
            if late or _resident_bytes() > most:
                reason = ctypes.py_object(TimeIsUp if late else MemoryError)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), reason)
                # raised in a callback of the garbage collector it would be lost, so it is raised again
                pause, tries = RETRY_SECONDS, tries - 1

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _resident_bytes() -> int:
    """The memory this process holds; 0 where the system does not say."""
    try:
        return int(STATM.read_text().split()[1]) * mmap.PAGESIZE
    except (OSError, IndexError, ValueError):
        return 0
