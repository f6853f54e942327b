"""The monthly letter (công văn báo cáo tháng) to the upper committee."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.plan import DOCUMENTS
from recruit.language.wording import month_name
from recruit.letters import words
from recruit.letters.appendices import APPENDIX_NAMES, appendices
from recruit.letters.head import HEAD_NAMES, head, monthly_occasion, required
from recruit.letters.names import Name
from recruit.letters.results import RESULT_NAMES, results

if TYPE_CHECKING:
    from recruit.measure.result import MonthResult
    from recruit.model import LetterOptions

NAMES = (
    *HEAD_NAMES,
    *RESULT_NAMES,
    Name("nhiem_vu[]", "việc phải làm thời gian tới", "Đôn đốc các đơn vị chưa gửi báo cáo gửi đủ, đúng hạn."),
    *APPENDIX_NAMES,
)


def letter_context(result: MonthResult, options: LetterOptions) -> dict[str, object]:
    """Return every name of NAMES. Raises MissingValue where the plan leaves blank what the letter prints."""
    plan = result.plan
    deadline = plan.completion_deadline
    return {
        **head(
            plan,
            DOCUMENTS[0],
            options,
            monthly_occasion(result.period, options),
            addressees=(required(plan, "upper_name"),),
        ),
        "du_thao": result.is_open and not options.issue,
        **results(result, past=deadline is not None and result.day > deadline),
        "nhiem_vu": words.tasks(result, options.day),
        **appendices(result),
    }


def letter_title(result: MonthResult) -> str:
    """Return the title that the file's properties show."""
    return f"Công văn báo cáo tháng {month_name(result.period.month)} năm {result.period.year}"
