"""The office's own consolidated workbooks of the year before, found again: the newest, and that of a month."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from recruit.intake.unpack import FOLDER
from recruit.recount.sends import SPEAK, WORKBOOKS
from recruit.recount.text import same

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recruit.model import Period
    from recruit.recount.form import Form
    from recruit.recount.plan import Planned
    from recruit.recount.printed import Printed


def of_no_unit(printed: Printed) -> list[str]:
    """Return the plain workbooks of the folder that are no unit's: the office's own of last year are among them."""
    return [
        told.file
        for told in printed.files.values()
        if told.origin == FOLDER
        and not told.month
        and not told.unit_code
        and (told.fate.startswith(SPEAK) or told.file.casefold().endswith(WORKBOOKS))
    ]


class LastYear:
    """Last year's workbooks among the files that `forms` opened, None where one could not be."""

    def __init__(self, forms: Mapping[str, Form | None], printed: Printed, planned: Planned) -> None:
        self._printed = printed
        self.is_known = all(
            form is not None or not printed.files[file].fate.startswith(SPEAK) for file, form in forms.items()
        )
        self._own = {
            file: form
            for file, form in forms.items()
            if form is not None
            and form.is_committees
            and form.cover.get("year") == planned.year - 1
            and isinstance(form.cover.get("month"), int)
            and same(str(form.cover.get("unit_name") or "")) == same(planned.name)
        }

    @cached_property
    def newest(self) -> tuple[str, Form] | None:
        """The workbook of the newest month, of several the one saved last, of equal ones the first by its name."""
        return self._newest(self._own)

    def of(self, period: Period, day: date) -> tuple[str, Form] | None:
        """Return the workbook of the same month; up to a day inside a month nothing is held against last year."""
        if day < period.last_day:
            return None
        return self._newest({file: form for file, form in self._own.items() if form.cover["month"] == period.month})

    def _newest(self, forms: Mapping[str, Form]) -> tuple[str, Form] | None:
        if not forms:
            return None
        told = self._printed.files
        newest = max(forms, key=lambda file: (forms[file].cover["month"], told[file].sent or datetime.min, file))
        file = min(file for file in forms if told[file].sha256 == told[newest].sha256)
        return file, forms[file]
