"""The sandbox that templates run in: they may lay out what they are given, and nothing else.

Jinja2's sandbox keeps templates away from Python; it bounds neither time nor size, so that is done here.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel

from briefgen.errors import NotFoundError, RenderingError
from briefgen.workspace import TEMPLATES, Workspace, find_shipped

SECONDS: Final = 20.0
"""How long one template may run."""
MOST_CHARACTERS: Final = 20_000_000
"""How much one template may write: some forty times the largest shipped document."""
MOST_REPEATS: Final = 100_000
"""The largest text or list that `*` may make."""
FILTERS: Final = """abs batch capitalize count d default dictsort e escape first float groupby int items join last
length list lower map max min reject rejectattr replace reverse round safe select selectattr slice sort string sum
title trim truncate unique upper urlencode"""
"""The filters of Jinja2 that cannot make a huge text out of a small one."""
HARMLESS: Final[tuple[tuple[type, frozenset[str]], ...]] = (
    (
        str,
        frozenset(("endswith", "lower", "removeprefix", "removesuffix", "split", "startswith", "strip", "upper")),
    ),
    (dict, frozenset(("get", "items", "keys", "values"))),
    (list, frozenset(("count", "index"))),
    (tuple, frozenset(("count", "grouper", "index", "list"))),
    (dt.date, frozenset(("year", "month", "day"))),
)
"""The methods a template may call on plain Python values."""
MOST_MEMORY: Final = 1 << 30
"""By how many bytes the process may grow while a template runs (watched on Linux)."""
STATM: Final = Path("/proc/self/statm")
PAGE_BYTES: Final = 4096
SHIPPED: Final = "shipped:"


class TimeIsUp(BaseException):
    """Raised inside a template that runs too long; not an `Exception`, so that nothing on the way swallows it."""


class WorkspaceLoader(BaseLoader):
    """Templates by name: the user's first, then the shipped ones; `shipped:name` means the shipped one."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text and the path of a template. Raises `TemplateNotFound` for names outside the folders."""
        path = self._find(template)
        try:
            return path.read_text("utf-8"), str(self.workspace.shown(path)), lambda: True
        except (OSError, UnicodeDecodeError):
            raise TemplateNotFound(template) from None

    def _find(self, template: str) -> Path:
        name = template.removeprefix(SHIPPED)
        only_shipped = template.startswith(SHIPPED)
        workspace = Workspace((find_shipped(),)) if only_shipped else self.workspace
        try:
            path = workspace.find_file(TEMPLATES, name)
        except (NotFoundError, ValueError):
            raise TemplateNotFound(template) from None
        roots = [folder.resolve() for folder in workspace.folders(TEMPLATES)]
        if not name.endswith(".j2") or not any(path.resolve().is_relative_to(root) for root in roots):
            raise TemplateNotFound(template)
        return path


class Sandbox(ImmutableSandboxedEnvironment):
    """A Jinja2 environment without a way out: no attributes of Python, no huge numbers, no missing names."""

    intercepted_binops = frozenset(("*", "**", "%"))

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            loader=WorkspaceLoader(workspace),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            cache_size=200,
        )
        self.filters = {name: self.filters[name] for name in FILTERS.split()}
        self.globals = {"range": self.globals["range"], "namespace": self.globals["namespace"]}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read this attribute: fields of the data it is given, and a few harmless methods.

        Why: Jinja2 forbids what begins with an underscore, but pydantic models can parse files and texts can pad
        themselves to any length.
        """
        if not super().is_safe_attribute(obj, attr, value):
            return False
        if isinstance(obj, BaseModel):
            return attr in type(obj).model_fields
        for kind, names in HARMLESS:
            if isinstance(obj, kind):
                return attr in names
        return type(obj).__module__.startswith(("briefgen.compose.", "jinja2.runtime", "jinja2.utils"))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """The result of `*` or `%`; refuses what would grow without bound."""
        if operator == "**" or (operator == "%" and isinstance(left, str)):
            raise SecurityError(f"{operator} is not allowed here")
        if operator == "*":
            sizes = [len(side) if isinstance(side, str | list | tuple) else abs(side) for side in (left, right)]
            if sizes[0] * sizes[1] > MOST_REPEATS:
                raise SecurityError("the result of * is too large")
        return super().call_binop(context, operator, left, right)

    def render(self, name: str, context: dict[str, Any]) -> str:
        """What a template writes. Raises `RenderingError` with the template's file and line where it fails."""
        parts: list[str] = []
        size = 0
        try:
            with _limits(SECONDS, MOST_MEMORY):
                for part in self.get_template(name).generate(context):
                    size += len(part)
                    if size > MOST_CHARACTERS:
                        raise RenderingError(
                            f"{name} writes more than {MOST_CHARACTERS:,} characters", "is a loop endless?"
                        )
                    parts.append(part)
        except TimeIsUp:
            raise RenderingError(f"{name} runs for more than {SECONDS:.0f} seconds", "is a loop endless?") from None
        except MemoryError:
            raise RenderingError(f"{name} needs too much memory", "is a loop endless?") from None
        except TemplateNotFound as error:
            raise RenderingError(f"{name}: there is no template {error.name}", "templates lie in templates/") from None
        except TemplateSyntaxError as error:
            raise RenderingError(f"{error.filename or name}:{error.lineno}: {error.message}") from None
        except (
            TemplateError,
            TypeError,
            ValueError,
            ArithmeticError,
            LookupError,
            AttributeError,
            RecursionError,
        ) as error:
            raise RenderingError(f"{_place_in_template(error, name)}: {error}") from None
        return "".join(parts)


def _place_in_template(error: BaseException, name: str) -> str:
    """The template's file and line an error came from: Jinja2 rewrites the traceback to say so."""
    place, trace = name, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(".j2"):
            place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


@contextmanager
def _limits(seconds: float, memory: int) -> Iterator[None]:
    """Raise `TimeIsUp` in this thread if the block takes longer, `MemoryError` if the process grows by more bytes.

    Why: a signal would work in the main thread only; the interpreter can raise in any thread between two bytecodes.
    """
    thread, done = threading.get_ident(), threading.Event()
    end, most = time.monotonic() + seconds, _resident_bytes() + memory

    def watch() -> None:
        while not done.wait(0.05):
            late = time.monotonic() > end
            if late or _resident_bytes() > most:
                reason = ctypes.py_object(TimeIsUp if late else MemoryError)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), reason)
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _resident_bytes() -> int:
    """The memory this process holds; 0 where the system does not say."""
    try:
        return int(STATM.read_text().split()[1]) * PAGE_BYTES
    except (OSError, IndexError, ValueError):
        return 0
