"""The names that a template may use: each declared once, with what it means and an example of what it prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a template's context.

    `path` has dots between parts and `[]` after a list: `hoc.so`, `cac_can_cu[]`, `bang_don_vi[].ten`. `meaning` is a
    Vietnamese phrase. `example` is what it may print (a text), or an int or a bool for names that only conditions use.
    `quoted` marks somebody's own words, which are printed as they were written. `choices` are all texts that it may be,
    empty where they cannot be listed.
    """

    path: str
    meaning: str
    example: str | int | bool
    quoted: bool = False
    choices: tuple[str, ...] = ()

    @property
    def parts(self) -> list[str]:
        """The path's parts, a list's with its `[]`."""
        return self.path.split(".")


def example_context(names: Iterable[Name], items: int = 2) -> dict[str, object]:
    """Return a context of the names' examples, every list with `items` equal items."""
    whole: dict = {}
    for name in names:
        inside = whole
        *upper, last = name.parts
        for part in upper:
            held = inside.setdefault(part.removesuffix("[]"), [{}] if part.endswith("[]") else {})
            inside = held[0] if isinstance(held, list) else held
        inside[last.removesuffix("[]")] = [name.example] if last.endswith("[]") else name.example
    return _repeated(whole, items)


def _repeated(value: object, items: int) -> object:
    if isinstance(value, dict):
        return {key: _repeated(inner, items) for key, inner in value.items()}
    if isinstance(value, list):
        return [_repeated(value[0], items) for _ in range(items)]
    return value


def paths(context: Mapping[str, object]) -> set[str]:
    """Return the paths of every name in a context; of an empty list only that it is one."""
    return set(_paths(context, ""))


def _paths(value: object, way: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, f"{way}.{key}" if way else key)
    elif isinstance(value, (list, tuple)):
        if not value:
            yield f"{way}[]"
        for inner in value:
            yield from _paths(inner, f"{way}[]")
    else:
        yield way
