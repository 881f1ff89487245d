"""The filters that templates may use: those of Jinja2 that can neither write a huge text nor take very long."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any, Final

from jinja2 import pass_eval_context
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS, do_replace, do_round, make_attrgetter, sync_do_join, sync_do_slice

from briefgen.compose.limits import Limits

OF_TEXT: Final = "capitalize e escape float int lower string title trim truncate upper urlencode"
OF_LISTS: Final = """abs count d default dictsort first groupby items last length list map max min reject rejectattr
reverse safe select selectattr sort unique"""
MOST_DIGITS: Final = 15
"""The most decimal places a number may be rounded to."""


def size_of(value: object) -> int:
    """How many characters or entries a value has; 1 for anything else."""
    return len(value) if isinstance(value, str | list | tuple | dict) else 1


def no_list(value: Any) -> Any:
    """The value, which must not be a list or a mapping.

    Why: what Python prints for one is of no use on a page, and a small nest of lists can print without end.
    """
    if isinstance(value, list | tuple | dict | set | frozenset):
        raise SecurityError("a list cannot be printed: use a loop or |join")
    return value


def bounded_filters(limits: Limits) -> dict[str, Callable[..., Any]]:
    """The filters by name, each bounded by `limits`."""

    def bound(size: int, name: str) -> None:
        if size > limits.step:
            raise SecurityError(f"the result of {name} is too large")

    def batch(value: Iterable[Any], linecount: int, fill_with: Any = None) -> Iterator[list[Any]]:
        bound(linecount, "batch")
        items = list(value)
        for start in range(0, len(items), linecount):
            row = items[start : start + linecount]
            yield row if fill_with is None else row + [fill_with] * (linecount - len(row))

    def slice_(value: Iterable[Any], slices: int, fill_with: Any = None) -> Iterator[list[Any]]:
        bound(slices, "slice")
        columns: Iterator[list[Any]] = sync_do_slice(list(value), slices, fill_with)
        return columns

    @pass_eval_context
    def join(eval_ctx: Any, value: Iterable[Any], d: str = "", attribute: str | int | None = None) -> str:
        items = list(value if attribute is None else map(make_attrgetter(eval_ctx.environment, attribute), value))
        bound(sum(size_of(no_list(one)) for one in items) + size_of(no_list(d)) * len(items), "join")
        joined: str = sync_do_join(eval_ctx, items, d)
        return joined

    @pass_eval_context
    def replace(eval_ctx: Any, s: str, old: str, new: str, count: int | None = None) -> str:
        text, before, after = (str(no_list(one)) for one in (s, old, new))
        bound(len(text) + (text.count(before) if count is None else abs(count)) * len(after), "replace")
        return do_replace(eval_ctx, s, old, new, count)

    filters = {name: FILTERS[name] for name in OF_LISTS.split()}
    filters |= {name: _of_text(FILTERS[name]) for name in OF_TEXT.split()}
    return filters | {
        "batch": batch,
        "slice": slice_,
        "join": join,
        "replace": replace,
        "round": round_number,
        "sum": sum_numbers,
    }


def round_number(value: float, precision: int = 0, method: Any = "common") -> float:
    """The number rounded as Jinja2 does it, to a sensible number of places."""
    if abs(precision) > MOST_DIGITS:
        raise SecurityError(f"round goes up to {MOST_DIGITS} places")
    return do_round(value, precision, method)


def sum_numbers(value: Iterable[float]) -> float:
    """The sum of numbers."""
    total: float = 0
    for number in value:
        if not isinstance(number, int | float):
            raise SecurityError("sum adds numbers only: use |join for texts")
        total += number
    return total


def _of_text(original: Callable[..., Any]) -> Callable[..., Any]:
    """The filter, for texts and numbers only."""

    @wraps(original)
    def filtered(*args: Any, **options: Any) -> Any:
        for value in (*args, *options.values()):
            no_list(value)
        return original(*args, **options)

    return filtered
