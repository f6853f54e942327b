"""What a new office begins with: the folder that is read, an empty plan in it, and a folder for what the units send."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, NamedTuple

from recruit.deliver.alone import CannotWrite
from recruit.errors import CannotRun
from recruit.intake.folder import staged
from recruit.intake.paths import extended

if TYPE_CHECKING:
    from pathlib import Path

    from recruit.read.inbox import Gathered

REPORTS_FOLDER = "bao_cao_don_vi"
"""Where the clerk saves what the units send; any other place in the folder does as well."""


class Started(NamedTuple):
    """What an office begins with: the folder that is read, the plan in it and its year, None where it is still blank.

    `is_new` says that this run made it, `is_sound` that an older one has nothing left that stops a run.
    """

    inbox: Path
    plan: Path
    year: int | None
    is_new: bool
    is_sound: bool = False

    @property
    def reports(self) -> Path:
        """The folder for what the units send."""
        return self.inbox / REPORTS_FOLDER


def known_plan(inbox: Path, gathered: Gathered, year: int | None) -> Started | None:
    """Return the plan of a year that a folder has, finished or not, None where it has none; without a year any plan."""
    for file, plan in sorted(gathered.plans.items()):
        if year in (None, plan.year):
            return Started(inbox, inbox / file, plan.year, is_new=False, is_sound=True)
    for file, problem in sorted(gathered.plan_problems.items()):
        if year is None or problem.year in (None, year):
            return Started(inbox, inbox / file, problem.year, is_new=False)
    return None


def begin(inbox: Path, year: int | None, plan: bytes) -> Started:
    """Put a plan into a folder, with a folder for what the units send; both are made where they are not there.

    Nothing that is there is touched, and no record is kept: the plan is the office's own file from now on. Raises
    CannotRun.
    """
    path = inbox / (f"ke_hoach_nam_{year}.xlsx" if year else "ke_hoach_nam.xlsx")
    place = extended(path)
    waiting = staged(place)
    try:
        extended(inbox / REPORTS_FOLDER).mkdir(parents=True, exist_ok=True)
        if place.exists():
            raise CannotRun(
                f"Đã có tệp {path}, nhưng đó không phải là một kế hoạch đọc được. Đổi tên tệp đó rồi chạy lại."
            )
        try:
            waiting.write_bytes(plan)
            os.rename(waiting, place)
        finally:
            with contextlib.suppress(OSError):
                waiting.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(
            f"Không ghi được vào thư mục {inbox}: kiểm tra đường dẫn và quyền ghi rồi chạy lại."
        ) from error
    return Started(inbox, path, year, is_new=True)
