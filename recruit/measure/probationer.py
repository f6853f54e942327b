"""A probationary member of a month: the facts that the sheet, the letters and the mails are written from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from recruit.language.wording import count

if TYPE_CHECKING:
    from datetime import date

    from recruit.declared.plan import Unit
    from recruit.merge.probation import Answer
    from recruit.model import Place


class Tenure(Enum):
    """How a member stands on the day up to which everything counts, with the words of the column `Tình trạng`.

    `{}` stands for the days that are left.
    """

    NOT_YET = "Chưa đến hạn"
    SOON = "Còn {} ngày"
    DUE = "Đến hạn"
    LATE = "Quá hạn"
    RECOGNISED = "Đã công nhận"


@dataclass(frozen=True, slots=True)
class Probationer:
    """A probationary member: admitted with a ceremony by the day looked at, recognised or not.

    `unit` is None where last year's unit is none of this year's plan, which knew it as `unit_code`. The twelve months are
    over on `due`; by `review_by` the chi bộ has to look at the case. `reviewed` and `recognised` are days that had come by
    the day looked at. `days_left` counts from that day to `due`, and is below 0 after it. `place` is the cell of the
    ceremony, `answer` the row of a unit's sheet that tells the rest, None where no sheet has the member.
    """

    name: str
    birth: date | int
    unit: Unit | None
    unit_code: str
    ceremony: date
    due: date
    review_by: date
    place: Place
    standing: Tenure
    days_left: int
    class_number: str = ""
    class_day: date | None = None
    reviewed: date | None = None
    recognition_number: str = ""
    recognised: date | None = None
    note: str = ""
    answer: Answer | None = None

    @property
    def standing_words(self) -> str:
        """What stands under `Tình trạng`."""
        return self.standing.value.format(count(self.days_left))

    @property
    def is_due(self) -> bool:
        """Whether the twelve months are over and nobody has recognised the member."""
        return self.standing in (Tenure.DUE, Tenure.LATE)

    @property
    def is_unreviewed(self) -> bool:
        """Whether the twelve months are over and the chi bộ has not looked at the case."""
        return self.is_due and self.reviewed is None

    @property
    def waits_for_committee(self) -> bool:
        """Whether the chi bộ has looked at the case and the committee has not decided."""
        return self.is_due and self.reviewed is not None
