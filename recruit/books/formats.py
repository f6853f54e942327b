"""What a workbook's styles say of a cell: its number format, its font, and whether its number is a day."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from recruit.books.ooxml import Look, font_name, is_struck, local
from recruit.books.workbook import Format
from recruit.language.font_names import encoding_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

# The formats that a file need not spell out (ECMA-376 Part 1, 18.8.30), as far as a form can hold them.
_BUILT_IN = {
    "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "11": "0.00E+00", "12": "# ?/?",
    "13": "# ??/??", "14": "dd/mm/yyyy", "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy", "18": "h:mm AM/PM",
    "19": "h:mm:ss AM/PM", "20": "h:mm", "21": "h:mm:ss", "22": "dd/mm/yyyy h:mm", "37": "#,##0", "38": "#,##0",
    "39": "#,##0.00", "40": "#,##0.00", "45": "mm:ss", "46": "[h]:mm:ss", "47": "mm:ss.0", "48": "##0.0E+0", "49": "@",
}  # fmt: skip
# Dates of East Asian locales, which have numbers but no one code.
_LOCAL_DATES = frozenset(map(str, (*range(27, 37), *range(50, 59))))

_LONGEST_CODE = 255
"""Letters of a number format's code that are looked at: no office program takes a longer one."""
_ELAPSED = re.compile(r"\[([hms]{1,255})\]", re.IGNORECASE)
_LITERAL = re.compile(r'"[^"]{0,255}"|\\.|\[[^\]]{0,255}\]|_.|\*.')


def read_formats(root: _Element) -> list[Format]:
    """Return the formats in a styles part, by style index. What is left out or unknown is General and fontless."""
    parts = {local(child): child for child in root}
    codes = {e.get("numFmtId", ""): e.get("formatCode", "") for e in parts.get("numFmts", ())}
    fonts = [(font_name(font), is_struck(font)) for font in parts.get("fonts", ())]
    found = []
    for xf in parts.get("cellXfs", ()):
        number, font = xf.get("numFmtId", "0"), xf.get("fontId", "0")
        known = font.isdecimal() and len(font) < 7 and int(font) < len(fonts)
        found.append(numbered_format(number, codes.get(number), *(fonts[int(font)] if known else ("", False))))
    return found


def numbered_format(number: str, code: str | None, font: str, struck: bool) -> Format:
    """Return the format with number format `number`, whose `code` the file spells out, or does not: None."""
    if code is None:
        code = _BUILT_IN.get(number, "")
    code = code[:_LONGEST_CODE]
    return Format(code, font, number in _LOCAL_DATES or is_date_code(code), struck)


def look_of(text: str, runs: Sequence[tuple[int, str, bool]]) -> Look:
    """Return how a text looks whose runs are (first letter, font, whether struck out), letters counted in UTF-16.

    Before the first run the text is as its cell says.
    """
    font = next((name for _, name, _ in reversed(runs) if encoding_of(name)), "")
    letters = text.encode("utf-16-le", "surrogatepass")
    starts = [0, *(2 * start for start, _, _ in runs), len(letters)]
    struck = (None, *(strike for _, _, strike in runs))
    parts = (letters[start:end].decode("utf-16-le", "replace") for start, end in pairwise(starts))
    strikes = tuple(strike for part, strike in zip(parts, struck, strict=True) if part.strip())
    return Look(font, strikes if any(strike is not None for strike in strikes) else ())


# A workbook may have a great many styles; it has few formats.
@lru_cache(maxsize=4096)
def is_date_code(code: str) -> bool:
    """Whether a number format code shows a number as a day: it has days, months or years; hours alone are none."""
    bare = _LITERAL.sub("", _ELAPSED.sub(r"\1", code)).casefold().partition(";")[0]
    if "general" in bare:
        return False
    return bool(re.search(r"[dy]", bare)) or ("m" in bare and not re.search(r"[hs#0?]", bare))
