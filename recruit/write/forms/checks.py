"""The form's checks: formulas that a typed day must meet, with their Vietnamese prompts and errors."""

from __future__ import annotations


def date_check(cell: str) -> str:
    """Return the formula that is true of a d/m/yyyy text whose day exists, and of a real date.

    Of functions that Excel 2010 has, below Excel's 255 characters. A day exists where DATE gives the same day back for
    a month from 1 to 12; nothing here depends on the machine's own order of day and month. Of text that is no date the
    formula is an error, which Excel takes for a refusal.
    """
    day = f'LEFT({cell},FIND("/",{cell})-1)'
    # Two blanks for each stroke put the month at the fourth character, whether the day has one digit or two.
    month = f'MID(SUBSTITUTE({cell},"/","  "),4,3)'
    year = f"RIGHT({cell},4)"
    return (
        f'OR(ISNUMBER({cell}),AND(LEN({cell})>7,MID({cell},LEN({cell})-4,1)="/",{year}>"1899",ABS({month}-6.5)<6,'
        f"DAY(DATE({year},{month},{day}))={day}*1))"
    )


def birth_check(cell: str) -> str:
    """Return the formula for a birth date, which also lets a bare year pass."""
    return f"IF(LEN({cell})=4,{cell}*1>1899,{date_check(cell)})"


def date_validation(cell: str) -> dict[str, object]:
    return {
        "validate": "custom",
        "value": f"={date_check(cell)}",
        **words(
            "Ngày/tháng/năm",
            "Ghi ngày trước, tháng sau, năm đủ bốn chữ số. Ví dụ 05/03/2024.",
            "Ngày không đúng",
            "Ngày không có thật hoặc ghi không đúng dạng ngày/tháng/năm. Ví dụ 05/03/2024.",
        ),
    }


def words(title: str, prompt: str, error_title: str, error: str) -> dict[str, str]:
    return {
        "input_title": title[:32],
        "input_message": prompt[:255],
        "error_title": error_title,
        "error_message": error,
    }
