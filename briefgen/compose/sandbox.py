"""The sandbox that templates run in: they may lay out what they are given, and nothing else.

Jinja2's sandbox keeps templates away from Python; it bounds neither time nor size, so that is done here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from jinja2 import BaseLoader, Environment, StrictUndefined, Template, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape
from pydantic import BaseModel

from briefgen.compose.filters import bounded_filters, no_list, size_of
from briefgen.compose.limits import Limits, TimeIsUp, watch
from briefgen.errors import BriefgenError, NotFoundError, RenderingError
from briefgen.workspace import TEMPLATES, Workspace, find_shipped

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
SHIPPED: Final = "shipped:"


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


class _Generator(CodeGenerator):
    """Compiles `a ~ b` to a call of the sandbox, which bounds what it makes."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        """Write the call."""
        self.write("environment.chain(context.eval_ctx, (")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class Sandbox(ImmutableSandboxedEnvironment):
    """A Jinja2 environment without a way out: no attributes of Python, no huge values, no missing names."""

    intercepted_binops = frozenset(("+", "*", "**", "%"))
    code_generator_class = _Generator

    def __init__(self, workspace: Workspace, limits: Limits | None = None) -> None:
        super().__init__(
            loader=WorkspaceLoader(workspace),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=no_list,
            trim_blocks=True,
            lstrip_blocks=True,
            cache_size=200,
        )
        self.limits = limits or Limits()
        self.filters = bounded_filters(self.limits)
        self._texts: dict[str, Template] = {}
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
        ours = type(obj).__module__.startswith(("briefgen.compose.", "jinja2.runtime", "jinja2.utils"))
        return ours or isinstance(obj, TemplateModule)

    def wrap_str_format(self, value: Any) -> None:
        """Nothing in place of `format`, so that it is no harmless method: it pads to any width."""

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """The result of `+`, `*` or `%`; refuses what would grow without bound."""
        if operator == "**" or (operator == "%" and isinstance(left, str)):
            raise SecurityError(f"{operator} is not allowed here")
        if operator == "*":
            sizes = [len(side) if isinstance(side, str | list | tuple) else abs(side) for side in (left, right)]
            if sizes[0] * sizes[1] > self.limits.repeats:
                raise SecurityError("the result of * is too large")
        if operator == "+":
            self._bound(size_of(left) + size_of(right), "+")
        return super().call_binop(context, operator, left, right)

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """What a call returns; refuses lists of huge texts, which would be put together in one step."""
        for value in (*args, *kwargs.values()):
            if isinstance(value, list | tuple):
                __self._bound(sum(map(size_of, value)), "a list")
        return super().call(__context, __obj, *args, **kwargs)

    def concat(self, parts: Iterable[str]) -> str:
        """The parts of a block, a macro or a template as one text."""
        whole = list(parts)
        if sum(map(len, whole)) > self.limits.characters:
            raise self._too_long()
        return "".join(whole)

    def chain(self, eval_ctx: Any, parts: tuple[Any, ...]) -> str:
        """The result of `~`: the parts as one text, escaped where one of them is HTML."""
        texts = [one if isinstance(one, str) else str(no_list(one)) for one in parts]
        self._bound(sum(map(len, texts)), "~")
        if eval_ctx.autoescape and any(isinstance(one, Markup) for one in texts):
            return Markup().join(map(escape, texts))
        return "".join(texts)

    def render(self, name: str, context: dict[str, Any]) -> str:
        """What a template writes. Raises `RenderingError` with the template's file and line where it fails."""
        return self._run(name, lambda: self.get_template(name), context)

    def render_text(self, name: str, source: str, context: dict[str, Any]) -> str:
        """What the text of a field writes as a template. Raises `RenderingError` that begins with `name`."""
        return self._run(name, lambda: self._compiled(source), context)

    def _compiled(self, source: str) -> Template:
        if source not in self._texts:
            self._texts[source] = self.from_string(source)
        return self._texts[source]

    def _run(self, name: str, find: Callable[[], Template], context: dict[str, Any]) -> str:
        parts: list[str] = []
        size = 0
        try:
            with watch(self.limits):
                for part in find().generate(context):
                    size += len(part)
                    if size > self.limits.characters:
                        raise self._too_long()
                    parts.append(part)
        except TimeIsUp:
            message = f"{name} runs for more than {self.limits.seconds:g} seconds"
            raise RenderingError(message, "is a loop endless?") from None
        except MemoryError:
            raise RenderingError(f"{name} needs too much memory", "is a loop endless?") from None
        except TemplateNotFound as error:
            place = _place_in_template(error, name)
            raise RenderingError(f"{place}: there is no template {error.name}", "templates lie in templates/") from None
        except TemplateSyntaxError as error:
            raise RenderingError(f"{error.filename or name}:{error.lineno}: {error.message}") from None
        except BriefgenError as error:
            raise RenderingError(f"{_place_in_template(error, name)}: {error.message}", error.hint) from None
        except Exception as error:  # whatever a template sets off is its own failure, never the whole build's
            raise RenderingError(f"{_place_in_template(error, name)}: {error or type(error).__name__}") from None
        return "".join(parts)

    def _bound(self, size: int, name: str) -> None:
        if size > self.limits.step:
            raise SecurityError(f"the result of {name} is too large")

    def _too_long(self) -> SecurityError:
        return SecurityError(f"the template writes more than {self.limits.characters:,} characters; is a loop endless?")


def _place_in_template(error: BaseException, name: str) -> str:
    """The template's file and line an error came from: Jinja2 rewrites the traceback to say so."""
    place, trace = name, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(".j2"):
            place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
