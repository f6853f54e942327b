"""The form checks itself: over the list and on the cover one line says how many cells are to be mended, with a link to the first.

The line is help for who fills in the form, and the program never reads it: it rests on a hidden sheet that reading
passes over. There a column of formulas is one formula over the whole list, from its heading row on, so that rows may be
inserted, deleted and sorted. Of functions that Excel 2010, WPS and LibreOffice know; nothing is computed beforehand, for
every one of these programs fills in a formula that has no value.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from recruit.books.workbook import column_letter
from recruit.declared.choices import ADMITTED, LEAVING_REASONS, TRANSFER
from recruit.declared.field import Kind
from recruit.declared.form import CHECK_SHEET, CHECKED_ROWS, COVER, COVER_SHEET, LIST, LIST_SHEET, STEPS
from recruit.read.dates import FIRST_DAY_NUMBER, LAST_DAY_NUMBER, LAST_YEAR
from recruit.write.forms.cover import cover_address
from recruit.write.forms.people import HEADING_ROW, LINE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xlsxwriter.worksheet import Worksheet

    from recruit.write.forms.styles import Formats

NOTHING_TO_MEND = "Không còn ô phải sửa"

_ROWS = CHECKED_ROWS - HEADING_ROW + 1
_COLUMN = {field.key: number for number, field in enumerate(LIST, start=1)}
_DAYS = tuple(field.key for field in LIST if field.kind in (Kind.DATE, Kind.BIRTH_DATE))
_PRESENT, _AT_BIRTH, _NAMED, _FIRST, _PERSON, _FOUND = "present", "at_birth", "named", "first", "person", "found"


def _parts_of(key: str) -> str:
    """Return under what key the parts of a column of days stand."""
    return f"parts of {key}"


_AT = {
    key: column_letter(2 + place)
    for place, key in enumerate((*_DAYS, *map(_parts_of, _DAYS), _PRESENT, _AT_BIRTH, _NAMED, _FIRST, _PERSON, _FOUND))
}
_YEAR, _MONTH, _LAST_DAY, _MEETING, _MEETING_DAY, _COUNT, _ON_COVER, _ROW, _ON_LIST, _WORDS, _LINK = (
    f"A{row}" for row in range(1, 12)
)

_IN_ORDER = (
    ("procedure_proposed", "agreed"),
    ("resolution", "decision"),
    ("decision", "ceremony"),
    ("decision", "left"),
)
"""Steps of which the second is never before the first."""
_TOGETHER = (("decision_number", "decision"), ("leaving_reason", "left"))
"""A text and the day that belongs to it."""

_STAYS = tuple(
    text
    for text, reason in (*zip(LEAVING_REASONS.choices, LEAVING_REASONS.choices, strict=True), *LEAVING_REASONS.variants)
    if reason in (ADMITTED, TRANSFER)
)
"""Reasons of who may have left the list before the decision."""

_NO_YEAR, _NO_LIMIT = LAST_YEAR + 1, 99_999
"""A year that no cover says, and a day that lies after all others: where the cover says no month."""
_MOST = 64
"""More cells than a row has; above it stand the places of a row's bad cells, one bit each."""

_TONES = tuple(
    (f"{first}{vowel}", f"{moved}{second}")
    for first, second, vowels, moves in (
        ("o", "a", "àáảãạ", "òóỏõọ"),
        ("o", "e", "èéẻẽẹ", "òóỏõọ"),
        ("u", "y", "ỳýỷỹỵ", "ùúủũụ"),
    )
    for vowel, moved in zip(vowels, moves, strict=True)
)
"""The two places of one tone mark."""

_SAID, _LINKED = (f"'{CHECK_SHEET}'!{cell}" for cell in (_WORDS, _LINK))
LINE = f'=IFERROR(IF({_LINKED}="",{_SAID},HYPERLINK({_LINKED},{_SAID})),"Không tự kiểm được: đã xóa cột của biểu")'
"""The formula of the line."""


def write_self_check(sheets: Mapping[str, Worksheet], formats: Formats) -> None:
    """Write the line over the list and on the cover, and the hidden sheet on which it rests."""
    sheet = sheets[CHECK_SHEET]
    sheet.very_hidden()
    columns, results = _formulas()
    for column, (key, formula) in enumerate(columns.items(), start=1):
        sheet.write_array_formula(0, column, 0, column, f"={formula}", None, "")
        # Of a whole range XlsxWriter fills the further cells with noughts: kilobytes, and values that are none.
        sheet.table[0][column] = sheet.table[0][column]._replace(range=_of(key))
    for cell, formula in results.items():
        sheet.write_array_formula(f"{cell}:{cell}", f"={formula}", None, "")
    style = formats.get(bold=True, text_wrap=True, align="center", font_color="#375623")
    for name, row, last_column in ((COVER_SHEET, 1, 2), (LIST_SHEET, 0, LINE_COLUMNS - 1)):
        sheets[name].merge_range(row, 0, row, last_column, "", style)
        sheets[name].write_formula(row, 0, LINE, style, "")
        criteria = f'=LEFT($A${row + 1},3)="Còn"'
        sheets[name].conditional_format(
            row, 0, row, last_column, {"type": "formula", "criteria": criteria, "format": formats.red}
        )


NOTHING_TYPED = (
    *("-", "–", "—", "--", "/", ".", "..", "...", "…", "_", "không", "không có", "ko", "ko có", "k", "khong"),
    *("chưa", "chưa có", "chua", "n/a"),
)
"""The words for nothing that the form knows: in a cell of a day, a number or a reason they are a blank."""


@cache
def _formulas() -> tuple[dict[str, str], dict[str, str]]:
    """Return the formulas that give a value for each row of the list, by key, and those of the first column, by cell."""
    found = {key: _day(_list(key), _of(_parts_of(key)), year_alone=key == "birth") for key in _DAYS}
    found |= {_parts_of(key): _parts(_list(key)) for key in _DAYS}
    found[_PRESENT] = _present()
    found[_AT_BIRTH] = _born_after_all()
    found[_NAMED] = _named()
    found[_FIRST] = _first_of_day()
    found[_PERSON] = _person()
    found[_FOUND] = f"IFERROR({_sum_of_bits(_bad_cells())},0)"
    return found, _results()


def found_column() -> str:
    """Return the letter of the hidden column that says of each row of the list which cells are bad."""
    return _AT[_FOUND]


def _list(key: str) -> str:
    """Return a column of the list with its heading."""
    letter = column_letter(_COLUMN[key])
    return f"'{LIST_SHEET}'!{letter}{HEADING_ROW}:{letter}{CHECKED_ROWS}"


def _of(key: str) -> str:
    """Return a column of the hidden sheet."""
    return f"{_AT[key]}1:{_AT[key]}{_ROWS}"


def _cover(key: str) -> str:
    return f"'{COVER_SHEET}'!{cover_address(key)}"


def _text(cells: str) -> str:
    """Return the formula of a text without blanks at its ends; an error is no blank."""
    return f'IFERROR(TRIM(SUBSTITUTE({cells},"\u00a0"," ")),"x")'


def _is_blank(cells: str) -> str:
    return f'({_text(cells)}="")'


def _any_of(cells: str, texts: Iterable[str]) -> str:
    return f"ISNUMBER(MATCH(TRIM({cells}),{_texts(texts)},0))"


def _is_nothing(cells: str, *more: str) -> str:
    """Return the formula that says of texts whether they are a word for nothing; a question mark in them is no wildcard."""
    return f'ISNUMBER(FIND("|"&LOWER({_text(cells)})&"|","|{"|".join((*NOTHING_TYPED, *more))}|"))'


def _texts(texts: Iterable[str]) -> str:
    """Return a list of texts as a formula has it."""
    quoted = ";".join(f'"{text}"' for text in texts)
    return f"{{{quoted}}}"


def _parts(cells: str) -> str:
    """Return the formula of the days that stand in `cells` as texts, with ten blanks between their parts.

    One kind of separator parts a day: a stroke where there is one, else a full stop or a hyphen.
    """
    separator = f'IF(ISERR(FIND("/",{cells})),IF(ISERR(FIND(".",{cells})),"-","."),"/")'
    strokes = f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({_text(cells)},{separator},"/")," /","/"),"/ ","/")'
    return f'IFERROR(SUBSTITUTE({strokes},"/","{" " * 10}"),"x")'


def _day(cells: str, parts: str, *, year_alone: bool = False) -> str:
    """Return the formula of the days that stand in `cells`, and in `parts` as `_parts` has them.

    It is 0 where nothing stands, -1 where no day can be read. Read are real dates, and days with one stroke, full stop
    or hyphen twice: day first, also with a year of two digits, or year first. A year alone is half a day before it
    begins: so it is told from a day, and is after no day of the year.
    """
    # Nine characters from the start, the ninth or the end hold one part and blanks.
    one, two, three = f"LEFT({parts},9)", f"MID({parts},9,9)", f"RIGHT({parts},9)"
    year_first, year_last = (f"(ABS({part}-2000)<=100)" for part in (one, three))
    is_short = f"(LEN(TRIM({three}))=2)"
    year = f"IF({year_first},{one},{three}+{is_short}*(2000-100*({three}+2000>{_YEAR}+1)))"
    number = f"IF({year_first},{three},{one})"
    day = f"DATE({year},{two},{number})"
    sound = (
        f"{'*'.join(map(_is_plain, (one, two, three)))}*({year_first}+{year_last}+{is_short}>0)"
        f"*(ABS({two}-6.5)<6)*(DAY({day})={number}*1)"
    )
    alone = f'IF(({parts}=({parts}*1)&"")*(ABS({parts}-2000)<=100),DATE({parts},1,1)-0.5,-1)' if year_alone else "-1"
    is_day = f"({cells}>={FIRST_DAY_NUMBER})*({cells}<{LAST_DAY_NUMBER + 1})"
    of_number, of_text = f"IF({is_day},INT({cells}),{alone})", f"IF(LEN({parts})=4,{alone},IF({sound},{day},-1))"
    return f'IFERROR(IF(ISNUMBER({cells}),{of_number},IF(({parts}="")+{_is_nothing(cells)}>0,0,{of_text})),-1)'


def _is_plain(part: str) -> str:
    """Return whether a part of a day is nothing but digits, before them at most one nought.

    Part by part: LibreOffice puts texts wrongly together where one of them is an error in another row.
    """
    return f'(SUBSTITUTE("/"&TRIM({part}),"/0","/")="/"&{part}*1)'


def _present() -> str:
    """Return the formula that counts what stands in a row, beyond its number and words for nothing."""
    first, last = column_letter(_COLUMN["name"]), column_letter(len(LIST))
    block = f"'{LIST_SHEET}'!{first}{HEADING_ROW}:{last}{CHECKED_ROWS}"
    nothing = [_is_nothing(_list(key), "0") for key in ("helpers", "religion")]
    nothing += [_is_nothing(_list(key)) for key in ("certificate_number", "decision_number")]
    nothing += [f'({_of(key)}=0)*({_text(_list(key))}<>"")' for key in _DAYS]
    return f'MMULT(--({_text(block)}<>""),TRANSPOSE(COLUMN({block})^0))-{"-".join(nothing)}'


def _late(key: str) -> str:
    """Return whether somebody is born after a step."""
    return f"({_of(key)}>0)*({_of('birth')}>{_of(key)})"


def _born_after_all() -> str:
    """Return the formula that says whether somebody is born after all of the steps: then the birth is wrong."""
    steps, late = ("+".join(parts) for parts in ([f"({_of(key)}>0)" for key in STEPS], map(_late, STEPS)))
    return f"({steps}>0)*({steps}={late})"


def _named() -> str:
    """Return the formula of a name with the year of birth, empty where one of them is not known."""
    name = f"LOWER({_text(_list('name'))})"
    for one, other in _TONES:
        name = f'SUBSTITUTE({name},"{one}","{other}")'
    return f'IF(({_text(_list("name"))}<>"")*({_of("birth")}>0),{name}&"|"&YEAR(ABS({_of("birth")})+0.5),"")'


def _first_of_day() -> str:
    """Return the formula that repeats `_named` in the first row of each full day of birth."""
    named, birth = _of(_NAMED), _of("birth")
    key = f'{named}&"|"&{birth}'
    return f'IF(({named}<>"")*({birth}=INT({birth}))*(MATCH({key},{key},0)=ROW({named})),{named},"")'


def _person() -> str:
    """Return the formula of what is the same in two rows of one person.

    A year of birth alone is that of a namesake born in it, where all of them have one day.
    """
    named = _of(_NAMED)
    return f'IF({named}="","",IF(COUNTIF({_of(_FIRST)},{named})>1,{named}&"|"&{_of("birth")},{named}))'


def _bad_cells() -> list[list[str]]:
    """Return for each column of the list the conditions under which its cell is to be mended, each 0 or 1."""
    bad: dict[str, list[str]] = {}
    for field in LIST:
        cells = _list(field.key)
        is_day = field.key in _DAYS
        bad[field.key] = [f"({_of(field.key)}<0)" if is_day else f"ISERROR({cells})"]
        if field.required:
            blank = f"({_of(field.key)}=0)" if is_day else _is_blank(cells)
            bad[field.key].append(f"({_of(_PRESENT)}>0)*{blank}")
    bad["name"].append(f'IF({_of(_PERSON)}="",0,IFERROR(MATCH({_of(_PERSON)},{_of(_PERSON)},0)<ROW({_of(_PERSON)}),0))')
    bad["birth"].append(_of(_AT_BIRTH))
    for key in STEPS:
        bad[key].append(f"(1-{_of(_AT_BIRTH)})*{_late(key)}")
        if key != "ceremony":
            bad[key].append(f"({_of(key)}>{_LAST_DAY})")
    for one, other in _IN_ORDER:
        turned = f"({_of(other)}>0)*({_of(other)}<{_of(one)})"
        stays = f"*(1-{_any_of(_list('leaving_reason'), _STAYS)})" if other == "left" else ""
        bad[other].append(turned + stays)
    for text, day in _TOGETHER:
        blank = f"({_is_blank(_list(text))}+{_is_nothing(_list(text))}>0)"
        bad[text].append(f"({_of(day)}<>0)*{blank}")
        bad[day].append(f"({_of(day)}=0)*(1-{blank})")
    del bad["number"]
    return list(bad.values())


def _sum_of_bits(bad: list[list[str]]) -> str:
    """Return the formula of one number: how many cells are bad and, times `_MOST`, a bit for each, the first the highest."""
    bits = [1 + _MOST * 2 ** (len(bad) - place) for place in range(1, len(bad) + 1)]
    return "+".join(f"({'+'.join(parts)}>0)*{bit}" for parts, bit in zip(bad, bits, strict=True))


def _results() -> dict[str, str]:
    """Return the formulas of the hidden sheet's first column, by cell."""
    code, year, month = map(_cover, ("unit_code", "year", "month"))
    months = (map(str, range(1, 13)), (f"{number:02d}" for number in range(1, 10)))
    plain, padded = (f"MATCH(TRIM({month}),{_texts(texts)},0)" for texts in months)
    bad = {field.key: f"ISERROR({_cover(field.key)})" for field in COVER} | {
        "unit_code": f"({_is_blank(code)}+ISERROR({code})>0)",
        "month": f"({_MONTH}=0)",
        "year": f"({_YEAR}={_NO_YEAR})",
        "meeting_date": f"({_MEETING_DAY}<0)",
    }
    rows = f"{_AT[_FOUND]}2:{_AT[_FOUND]}{_ROWS}"
    # Where rows were deleted the list is shorter than this sheet, and there is nothing beside its end.
    found = f"IFERROR({rows},0)"
    heading = f"'{LIST_SHEET}'!A{HEADING_ROW}"
    first = f"INT(LOG(INT(INDEX({rows},{_ROW})/{_MOST}),2)+1E-11)"
    on_cover = '""'
    for key in reversed(bad):
        on_cover = f'IF({bad[key]},"{cover_address(key)}",{on_cover})'
    place = f"ADDRESS(ROW({heading})+{_ROW},COLUMN({heading})+{len(LIST) - 1}-{first},4)"
    return {
        _YEAR: f'IFERROR(IF((TRIM({year})=({year}*1)&"")*(ABS({year}-2000)<=100),{year}*1,{_NO_YEAR}),{_NO_YEAR})',
        _MONTH: f"IFERROR(IFERROR({plain},{padded}),0)",
        _LAST_DAY: f"IF(({_YEAR}<{_NO_YEAR})*({_MONTH}>0),DATE({_YEAR},{_MONTH}+1,0),{_NO_LIMIT})",
        _MEETING: _parts(_cover("meeting_date")),
        _MEETING_DAY: _day(_cover("meeting_date"), _MEETING),
        _COUNT: f"{'+'.join(bad.values())}+SUM({found}-{_MOST}*INT({found}/{_MOST}))",
        _ON_COVER: on_cover,
        _ROW: f"IFERROR(MATCH(TRUE,{found}>0,0),0)",
        _ON_LIST: f'IF({_ROW}=0,"",{place})',
        _WORDS: f'IF({_COUNT}=0,"{NOTHING_TO_MEND}","Còn "&TEXT({_COUNT},"00")&" ô phải sửa, ô đầu tiên: "'
        f'&IF({_ON_COVER}="",{_ON_LIST},{_ON_COVER}&" trang {COVER_SHEET}"))',
        _LINK: f'IF({_COUNT}=0,"",IF({_ON_COVER}="","#\'{LIST_SHEET}\'!"&{_ON_LIST},"#\'{COVER_SHEET}\'!"&{_ON_COVER}))',
    }
