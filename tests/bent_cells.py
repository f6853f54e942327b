"""Bends of what a workbook holds: cells, shared strings, rows, sheets, as damaged files or odd programs have them.

Every bend takes the randomness and the parts (name → bytes), changes the parts, and returns in words what it did, or
None where there is nothing to bend.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bent_parts import edit, pick, put, shown, text_of

if TYPE_CHECKING:
    from random import Random

    Parts = dict[str, bytes]

_FILLED = re.compile(r"<c\b[^<>]*[^/]>.*?</c>", re.S)
_ROW = re.compile(r"<row\b[^<>]*(?:/>|>.*?</row>)", re.S)
_ITEM = re.compile(r"<si>.*?</si>", re.S)
_REFERENCE = re.compile(r'(<c\b[^<>]*?\br=")([A-Z]+)([0-9]+)(")')
_LIST = "xl/worksheets/sheet2.xml"

FAR = ("XFD1048576", "XFD1", "A1048576", "ZZZ9", "AAAA1", "A99999999", "B20001", "SS2", "SR3")
ODD_REFERENCES = (
    "", "A0", "0", "1A", "Ô5", "A1:B2", "A-1", "$B$2", "B02", " B2", "B 2", "B２", "R2C2", "b2", "B2\u200b", "_", "B2.0",
)  # fmt: skip
ODD_INDEXES = ("-1", "99999999", "1_0", "+1", "1.0", "0x1", " 2 ", "", "١", "1e1", "9" * 400, "NaN", "٣2")
ODD_VALUES = (
    "9" * 400, "1e400", "-1e400", "NaN", "INF", "-0", "1e-400", "2958466", "60", "0", "-1", "1960", "1_000", "0x10", "１２",
    "_xD800_", "_xD83D__xDE00_", "_x0000_", "_x0008_", "_x005F_x0041_", "&#55296;", "&#0;", "&#1;", "&#xFFFF;", "&bogus;",
    "&amp;&lt;", "]]&gt;", "=1+1", "+84", "@SUM(A1)", "-", "#N/A", "#BOGUS!", "true", "TRUE", "31/02/1990", "05/13/1990",
    "5/3/90", "1990", "3/1990", "1990-03-05", "00/00/0000", "\u202eA", "\ufeff", "\u00a0", "{{ 7 * 7 }}", "<b>x</b>", "x" * 70_000,
    "Nguyễn\u0000", "Ho\u0300a", "Không", "0", "\t", "a\nb", "\ud7ff",
)  # fmt: skip
ODD_TYPES = ("n", "s", "str", "inlineStr", "b", "e", "d", "", "S", "bogus", "shared")
ODD_STYLES = ("-1", "99999", "9" * 30, "", "1.5", "x", "1_0", "١")
ODD_DIMENSIONS = ("A1", "A1:XFD1048576", "", "ZZZZ1", "B2:A1", "A1:A1:A1")


def _some_sheet(rng: Random, parts: Parts) -> str | None:
    sheets = [name for name in parts if name.startswith("xl/worksheets/sheet")]
    if _LIST in sheets and rng.random() < 0.6:
        return _LIST
    return rng.choice(sheets) if sheets else None


# -- cells -------------------------------------------------------------------------------------------------------------


def bend_a_reference(rng: Random, parts: Parts) -> str | None:
    """Move a cell far away, over another, to an address that is none, or take its address away."""
    name = _some_sheet(rng, parts)
    if name is None:
        return None
    text = text_of(parts, name)
    cell, other = pick(rng, _REFERENCE, text), pick(rng, _REFERENCE, text)
    if cell is None:
        return None
    reference = cell[2] + cell[3]
    how = rng.choice(("far", "over another", "small", "odd", "turned", "below", "taken away", "all taken away"))
    if how == "all taken away":
        edit(parts, name, re.sub(r'(<(?:c|row)\b[^<>]*?)\sr="[^"]*"', r"\1", text))
        return f"{name}: every address taken away"
    if how == "taken away":
        edit(parts, name, put(text, cell, re.sub(r'\sr="$', "", cell[1])))
        return f"{name}: {reference} without address"
    new = {
        "far": rng.choice(FAR),
        "over another": other[2] + other[3],
        "small": reference.lower(),
        "odd": rng.choice(ODD_REFERENCES),
        "turned": f"{'ABCDEFGHIJ'[int(cell[3]) % 10]}{len(cell[2]) + ord(cell[2][-1]) - 64}",
        "below": f"{cell[2]}{int(cell[3]) + rng.choice((1, 7, 300, 19_000))}",
    }[how]
    edit(parts, name, put(text, cell, cell[1] + new + cell[4]))
    return f"{name}: {reference} → {shown(new)}"


def bend_a_string_index(rng: Random, parts: Parts) -> str | None:
    """Let a cell point to another shared string, to none, or all cells to the next one."""
    name = _some_sheet(rng, parts)
    if name is None:
        return None
    text = text_of(parts, name)
    pattern = re.compile(r't="s"\s*><v>(\d+)</v>')
    if rng.random() < 0.25:
        step = rng.choice((1, -1, 5))
        edit(parts, name, pattern.sub(lambda match: f't="s"><v>{int(match[1]) + step}</v>', text))
        return f"{name}: every string {step:+} on"
    match = pick(rng, pattern, text)
    if match is None:
        return None
    new = rng.choice((*ODD_INDEXES, str(rng.randrange(60)), str(int(match[1]) + 1)))
    edit(parts, name, put(text, match, f't="s"><v>{new}</v>'))
    return f"{name}: string {match[1]} → {shown(new)}"


def bend_a_cell(rng: Random, parts: Parts) -> str | None:
    """Change a cell's type or style, or double, drop, empty, or give a formula to it."""
    name = _some_sheet(rng, parts)
    if name is None:
        return None
    text = text_of(parts, name)
    cell = pick(rng, _FILLED, text)
    if cell is None:
        return None
    how = rng.choice(("type", "style", "doubled", "dropped", "emptied", "formula", "formula alone", "both", "nested"))
    new = cell[0]
    if how == "type":
        how = rng.choice(ODD_TYPES)
        new = re.sub(r'\st="[^"]*"', "", new).replace("<c", f'<c t="{how}"', 1)
    elif how == "style":
        how = rng.choice((*ODD_STYLES, str(rng.randrange(9))))
        new = re.sub(r'\ss="[^"]*"', "", new).replace("<c", f'<c s="{how}"', 1)
    elif how in ("doubled", "dropped"):
        new = new * 2 if how == "doubled" else ""
    elif how == "emptied":
        new = re.sub(r"<v>.*?</v>|<is>.*?</is>", rng.choice(("", "<v/>", "<v></v>", "<is/>")), new, flags=re.S)
    elif how == "formula":
        formula = rng.choice(("<f>1+1</f>", '<f t="shared" si="0"/>', '<f t="array" ref="A1:B2">X</f>', "<f/>"))
        new = new.replace(">", f">{formula}", 1)
    elif how == "formula alone":
        new = new[: new.index(">") + 1] + "<f>TODAY()</f></c>"
    elif how == "both":
        new = new.replace("</c>", "<is><t>Khác</t></is></c>")
    else:
        new = new.replace("</c>", "<c r='C3'><v>5</v></c></c>")
    edit(parts, name, put(text, cell, new))
    return f"{name}: {shown(cell[0])}: {shown(how)}"


def bend_a_value(rng: Random, parts: Parts) -> str | None:
    """Put an odd value where a cell's value or a shared string stands."""
    odd = rng.choice(ODD_VALUES)
    where = rng.choice(("cell", "cell", "string"))
    name = _some_sheet(rng, parts) if where == "cell" else "xl/sharedStrings.xml"
    if name is None or name not in parts:
        return None
    text = text_of(parts, name)
    if where == "string":
        match = pick(rng, re.compile(r"<t(?:\s[^<>]*)?>[^<]*</t>"), text)
        new = f"<t>{odd}</t>"
    else:
        match = pick(rng, _REFERENCE, text)
        match = match and re.compile(r"<c\b[^<>]*?(?:/>|>.*?</c>)", re.S).match(text, match.start())
        reference = match and re.search(r'\br="([^"]*)"', match[0])
        kind = rng.choice(("str", "n", "inlineStr", "e", "b", "d"))
        inner = f"<is><t>{odd}</t></is>" if kind == "inlineStr" else f"<v>{odd}</v>"
        new = f'<c r="{reference[1]}" t="{kind}">{inner}</c>' if reference else ""
    if match is None:
        return None
    edit(parts, name, put(text, match, new))
    return f"{name}: {shown(match[0])} → {shown(new)}"


def bend_the_strings(rng: Random, parts: Parts) -> str | None:
    """Drop or double a shared string, split one into runs, give one a phonetic hint, or spell all out in their cells."""
    name = "xl/sharedStrings.xml"
    if name not in parts:
        return None
    text = text_of(parts, name)
    items = _ITEM.findall(text)
    item = pick(rng, _ITEM, text)
    if item is None:
        return None
    how = rng.choice(("dropped", "doubled", "in runs", "with a hint", "emptied", "spelt out", "spelt out"))
    inner = re.sub(r"<[^>]*>", "", item[0])
    new = {
        "dropped": "",
        "doubled": item[0] * 2,
        "in runs": f"<si><r><t>{inner[:3]}</t></r><r><rPr><b/></rPr><t>{inner[3:]}</t></r></si>",
        "with a hint": f'<si><t>{inner}</t><rPh sb="0" eb="1"><t>hint</t></rPh><phoneticPr fontId="1"/></si>',
        "emptied": "<si/>",
    }.get(how)
    if new is not None:
        edit(parts, name, put(text, item, new))
        return f"{name}: {shown(item[0])} {how}"
    for sheet in [part for part in parts if part.startswith("xl/worksheets/sheet")]:
        parts[sheet] = re.sub(
            r't="s"\s*><v>(\d+)</v>',
            lambda match: f't="inlineStr"><is>{items[int(match[1])][4:-5]}</is>' if int(match[1]) < len(items) else "",
            text_of(parts, sheet),
        ).encode("utf-8", "surrogatepass")
    return "every shared string spelt out in its cells"


# -- rows and sheets ---------------------------------------------------------------------------------------------------


def bend_a_row(rng: Random, parts: Parts) -> str | None:
    """Drop, double, move, hide or renumber a row."""
    name = _some_sheet(rng, parts)
    if name is None:
        return None
    text = text_of(parts, name)
    row, other = pick(rng, _ROW, text), pick(rng, _ROW, text)
    if row is None:
        return None
    how = rng.choice(("dropped", "doubled", "moved", "hidden", "renumbered", "numberless", "number odd"))
    new = row[0]
    if how == "moved" and other.start() != row.start():
        first, last = sorted((row, other), key=lambda match: match.start())
        edit(parts, name, put(put(text, last, first[0]), first, last[0]))
        return f"{name}: two rows in each other's place"
    if how == "renumbered":
        number = str(rng.choice((1, 2, 3, 50, 25_000)))
        new = re.sub(r'(\br="[A-Z]*)\d+"', rf'\g<1>{number}"', new)
    elif how == "numberless":
        new = re.sub(r'^(<row\b[^<>]*?)\sr="[^"]*"', r"\1", new)
    elif how == "number odd":
        new = re.sub(r'^(<row\b[^<>]*?\sr=)"[^"]*"', rf'\1"{rng.choice(ODD_REFERENCES)}"', new)
    elif how == "hidden":
        new = new.replace("<row", '<row hidden="1"', 1)
    else:
        new = {"dropped": "", "doubled": new * 2}.get(how, new)
    edit(parts, name, put(text, row, new))
    return f"{name}: a row {how}"


def bend_a_sheet(rng: Random, parts: Parts) -> str | None:
    """Merge everything, lie about the dimension, hide columns, add a second block of data or very many rows."""
    name = _some_sheet(rng, parts)
    if name is None:
        return None
    text = text_of(parts, name)
    how = rng.choice(("merged", "merged", "dimension", "columns", "second block", "many merges", "many rows"))
    if how == "merged":
        ref = rng.choice(("A1:XFD1048576", "A2:AB4", "B2:B3", "B3:C3", "A1:AB1", "C2:B1", "B2", "", "A1:ZZZZ9"))
        text = text.replace("</sheetData>", f'</sheetData><mergeCells><mergeCell ref="{ref}"/></mergeCells>')
        how = f"merged {ref}"
    elif how == "dimension":
        text = re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="{rng.choice(ODD_DIMENSIONS)}"', text)
    elif how == "columns":
        first, last = rng.choice(((1, 28), (2, 2), (3, 16_384), (5, 1), (0, 99_999_999)))
        text = text.replace("<sheetData", f'<cols><col min="{first}" max="{last}" hidden="1"/></cols><sheetData', 1)
    elif how == "second block":
        block = re.search(r"<sheetData>.*?</sheetData>", text, re.S)
        text = text.replace("</sheetData>", "</sheetData>" + (block[0] if block else "<sheetData/>"), 1)
    elif how == "many merges":
        merges = "".join(f'<mergeCell ref="B{n}:C{n}"/>' for n in range(2, rng.choice((200, 9_000, 20_000))))
        text = text.replace("</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>")
    else:
        if rng.random() < 0.7:
            return None  # costly, so seldom
        text = text.replace("</sheetData>", _empty_rows() + "</sheetData>")
    edit(parts, name, text)
    return f"{name}: {how}"


@lru_cache(maxsize=1)
def _empty_rows() -> str:
    return "".join(f'<row r="{number}"/>' for number in range(40, 1_000_040))


def bend_the_workbook(rng: Random, parts: Parts) -> str | None:
    """Hide, drop, double, rename or exchange sheets in the workbook's own list, or count days from 1904."""
    name = "xl/workbook.xml"
    if name not in parts:
        return None
    text = text_of(parts, name)
    sheet = pick(rng, re.compile(r"<sheet\b[^<>]*/>"), text)
    if sheet is None:
        return None
    how = rng.choice(("hidden", "veryHidden", "dropped", "doubled", "renamed", "other part", "1904", "no relation"))
    if how == "1904":
        text = re.sub(r"<workbookPr[^<>]*/>", "", text).replace("<sheets", '<workbookPr date1904="1"/><sheets', 1)
    else:
        tag = re.sub(r'\sstate="[^"]*"', "", sheet[0])
        new = {
            "hidden": tag.replace("<sheet", '<sheet state="hidden"'),
            "veryHidden": tag.replace("<sheet", '<sheet state="veryHidden"'),
            "dropped": "",
            "doubled": tag * 2,
            "renamed": re.sub(
                r'name="[^"]*"', f'name="{rng.choice(("_bieu", "Hướng dẫn", "x" * 99, "", "../a"))}"', tag
            ),
            "other part": re.sub(r'id="rId\d+"', f'id="rId{rng.randrange(1, 6)}"', tag),
            "no relation": re.sub(r'\sr:id="[^"]*"', "", tag),
        }[how]
        text = put(text, sheet, new)
    edit(parts, name, text)
    return f"{name}: {shown(sheet[0])} {how}"


CELL_BENDS = (
    bend_a_reference,
    bend_a_reference,
    bend_a_string_index,
    bend_a_cell,
    bend_a_cell,
    bend_a_value,
    bend_a_value,
    bend_a_value,
    bend_the_strings,
    bend_a_row,
    bend_a_sheet,
    bend_the_workbook,
)
"""The bends, those that reach furthest more than once."""
