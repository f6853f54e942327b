"""The form's versions: by which declaration a workbook is read, told by the number on its hidden sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.form import COVER, LIST, VERSION

if TYPE_CHECKING:
    from recruit.declared.field import Field


class Version(NamedTuple):
    """A declaration of the form as it was issued under `number`.

    Its fields bear the keys of today's declaration, under the labels and with the choices of their time.
    """

    number: str
    cover: tuple[Field, ...]
    people: tuple[Field, ...]


VERSIONS: tuple[Version, ...] = (Version(VERSION, COVER, LIST),)
"""Oldest first. A new declaration is a new line; a line that is taken away is a form that is too old."""

CURRENT = VERSIONS[-1]
"""What a workbook is read by that names no version, as one typed anew, or one that is not known."""


def is_known(number: str) -> bool:
    """Whether a form of this version is read by its own declaration."""
    return any(version.number == number for version in VERSIONS)
