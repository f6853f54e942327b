"""A labelled value of a form or of the plan: its label, what its cell holds, and how it is explained."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recruit.declared.choice_list import ChoiceList

STAR = " *"


class Kind(Enum):
    """What a cell holds; the reader, the form's checks and the writers each have one way for each kind."""

    TEXT = "chữ"
    NUMBER = "số"
    DATE = "ngày"
    BIRTH_DATE = "ngày sinh"
    CHOICE = "chọn"
    MONTH = "tháng"
    YEAR = "năm"
    UNIT_CODE = "mã đơn vị"


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One labelled value: a line of the cover sheet or a column of the list.

    `label` is the exact label without its star; `synonyms` are other labels under which units send the same value, `vague`
    those of them that say it only beside other columns of the field's group: elsewhere they are of a card, a post, the
    Youth Union.
    `width` is the column's width in characters. `is_step` marks a date that is a step of a person's way.
    """

    key: str
    label: str
    kind: Kind
    group: str = ""
    required: bool = False
    choices: ChoiceList | None = None
    synonyms: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    help: str = ""
    example: str = ""
    width: int = 14
    is_step: bool = False

    @property
    def heading(self) -> str:
        """The label as printed, with a star when it must be filled."""
        return self.label + STAR if self.required else self.label
