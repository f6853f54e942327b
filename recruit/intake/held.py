"""What another program holds for a moment: asked for again, three seconds in all, before it counts as held."""

from __future__ import annotations

from time import sleep
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_Thing = TypeVar("_Thing")

WAITS = (0.1, 0.2, 0.4, 0.8, 1.5)
"""Seconds that are waited between tries: what a scanner or a sync client holds it has let go by then."""


def patiently(things: Iterable[_Thing], succeeds: Callable[[_Thing], bool]) -> list[_Thing]:
    """Try each of `things` until it succeeds, with waits in between that are of all together; return what did not."""
    held = [thing for thing in things if not succeeds(thing)]
    for seconds in WAITS:
        if not held:
            break
        sleep(seconds)
        held = [thing for thing in held if not succeeds(thing)]
    return held


def insist(action: Callable[[], object]) -> None:
    """Do something to a file, waiting where another program holds it. Raises PermissionError where that does not let go."""

    def succeeds(_: object) -> bool:
        try:
            action()
        except PermissionError:
            return False
        return True

    if patiently((action,), succeeds):
        action()
