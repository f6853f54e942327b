"""What reads untrusted bytes with a library runs apart, in a bounded process; a reader that is lost refuses the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recruit.guard.isolation import Lost, isolated
from recruit.guard.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from recruit.guard.refusals import Refused

_CODES = {"died": "lost", "slow": "slow", "memory": "memory"}


def apart(reader: Callable[..., Any], *arguments: object) -> Any:
    """Return what the module's function `reader` gives. Raises what it raises, or Refused where it was lost."""
    try:
        return isolated(reader, *arguments)
    except Lost as lost:
        raise refusal_of_loss(lost) from lost


def refusal_of_loss(lost: Lost) -> Refused:
    """Return the refusal of what ended the process that read it."""
    return refusal(_CODES[lost.why])
