"""A workbook to a report: finds cover and list by their labels wherever they stand, and reads every row."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from recruit.field import Field, Kind
from recruit.form import GUIDE_SHEET, HIDDEN_SHEET, MENDING_SHEET
from recruit.model import UNREADABLE, Place, Sent, Understood
from recruit.read.dates import LAST_YEAR
from recruit.read.report import Flaw, Listing, Report, Row
from recruit.read.values import DECOMPOSED, ReadValue, read_value
from recruit.text import clean, fold, label_key
from recruit.versions import CURRENT, VERSIONS

if TYPE_CHECKING:
    from recruit.read.workbook import RawCell, RawSheet, RawWorkbook
    from recruit.versions import Version


def _labels(fields: tuple[Field, ...]) -> dict[str, Field]:
    table = {label_key(name): field for field in fields for name in field.synonyms}
    # A field's own label beats another's synonym.
    return table | {label_key(field.label): field for field in fields}


class _Declared(NamedTuple):
    """A version's fields by label, on the cover and above the list, the words with which the latter begin, and by key."""

    cover: dict[str, Field]
    people: dict[str, Field]
    first_words: frozenset[str]
    by_key: dict[str, Field]


def _declared(version: Version) -> _Declared:
    labels = _labels(version.people)
    first_words = frozenset(label.partition(" ")[0] for label in labels)
    by_key = {field.key: field for field in (*version.cover, *version.people)}
    return _Declared(_labels(version.cover), labels, first_words, by_key)


_DECLARED = {version.number: _declared(version) for version in VERSIONS}


def list_field(label: str) -> Field | None:
    """Return the list's field that a heading means in today's form, None where it means none."""
    return _DECLARED[CURRENT.number].people.get(label_key(label))


# Sheets that the office adds to a form; what stands there is no report.
_OF_THE_OFFICE = frozenset(map(fold, (GUIDE_SHEET, MENDING_SHEET)))

_COVER_NEEDS = 3
_LIST_NEEDS = 5
_PROBE_TURNED = 3
_CODE, _VERSION, _PROBE = "mã đơn vị", "phiên bản", "ngày thử"


def read_form(book: RawWorkbook, *, file: str, origin: str, sha256: str, sent: Sent) -> Report | None:
    """Return what `book` reports, or None where it is not the form: neither a cover nor a list stands in it.

    Values are typed by the declaration; two-digit years are read against the year on the cover, which is the plan's in
    every workbook that is used. A flawed cell is UNREADABLE and named in `flaws`. Raises `Refused` where a
    sheet's own XML is refused.
    """
    report = Report(file, origin, sha256, sent)
    covers: list[tuple[RawSheet, dict[str, tuple[int, int]]]] = []
    lists: list[tuple[RawSheet, int, dict[str, int]]] = []
    for sheet in book.sheets:
        if sheet.name == HIDDEN_SHEET:
            _read_hidden(sheet, report)
    declared = _DECLARED.get(report.version) or _DECLARED[CURRENT.number]
    for sheet in book.sheets:
        if sheet.name == HIDDEN_SHEET or fold(sheet.name) in _OF_THE_OFFICE:
            continue
        if heading := _find_heading(sheet, declared):
            lists.append((sheet, *heading))
        elif cover := _find_cover(sheet, declared):
            covers.append((sheet, cover))
    if not covers and not lists:
        return None
    covers = _visible_first(covers)
    plan_year = _year_on(covers, book, declared)
    _read_covers(book, covers, declared, report, plan_year)
    turned = _turns_dates(book)
    for sheet, row, columns in _visible_first(lists):
        _read_list(book, sheet, row, columns, declared, report, plan_year, turned)
    return report


def _visible_first(found: list[tuple]) -> list[tuple]:
    """A hidden copy is no second list; only where nothing is visible a hidden sheet speaks."""
    visible = [entry for entry in found if not entry[0].hidden]
    return visible or found


# -- finding -----------------------------------------------------------------------------------------------------------


def _find_heading(sheet: RawSheet, declared: _Declared) -> tuple[int, dict[str, int]] | None:
    for number, cells in sheet.rows.items():
        if len(cells) < _LIST_NEEDS:
            continue
        columns: dict[str, int] = {}
        for column, cell in cells.items():
            if cell.kind == "s" and (field := declared.people.get(label_key(cell.value))):
                columns.setdefault(field.key, column)
        if len(columns) >= _LIST_NEEDS:
            return number, columns
    return None


def _find_cover(sheet: RawSheet, declared: _Declared) -> dict[str, tuple[int, int]] | None:
    """Return where each cover label stands, as (row, column); None where too few are there."""
    found: dict[str, tuple[int, int]] = {}
    for number, cells in sheet.rows.items():
        for column, cell in cells.items():
            if cell.kind != "s" or len(cell.value) > 60:
                continue
            field = declared.cover.get(label_key(cell.value))
            if field is None or field.key in found:
                continue
            found[field.key] = (number, column)
    return found if len(found) >= _COVER_NEEDS and ("month" in found or "unit_code" in found) else None


# -- the cover ---------------------------------------------------------------------------------------------------------


def _read_covers(book: RawWorkbook, covers: list[tuple], declared: _Declared, report: Report, plan_year: int) -> None:
    first: tuple | None = None
    for sheet, labels in covers:
        values, cells, written, flaws, understood = {}, {}, {}, [], []
        for field in declared.by_key.values():
            if field.key not in labels:
                continue
            row, column = labels[field.key]
            value_column, cell = _value_beside(sheet, row, column)
            address = f"{column_letter(value_column)}{row}"
            cells[field.key] = address
            if cell is None:
                continue
            read = read_value(cell, field, book, plan_year)
            place = Place(report.file, sheet.name, address)
            _note(read, place, None, field.key, flaws, understood)
            if read.value is not None:
                values[field.key] = read.value
                written[field.key] = read.written
        if first is None:
            first = (values, sheet.name)
            report.cover_sheet, report.cover, report.cover_cells = sheet.name, values, cells
            report.cover_written = written
            report.flaws += flaws
            report.understood += understood
        elif any(first[0].get(key) != values.get(key) for key in ("unit_code", "month", "year")):
            report.covers_disagree = sheet.name


def _year_on(covers: list[tuple], book: RawWorkbook, declared: _Declared) -> int:
    for sheet, labels in covers:
        if "year" in labels:
            _, cell = _value_beside(sheet, *labels["year"])
            year = read_value(cell, declared.by_key["year"], book, LAST_YEAR).value if cell else None
            if isinstance(year, int):
                return year
    return LAST_YEAR


def _value_beside(sheet: RawSheet, row: int, column: int) -> tuple[int, RawCell | None]:
    """Return the cell to the right of a label; over a merged label, the first cell after the merge."""
    start = column + 1
    for top, left, bottom, right in sheet.merges:
        if top <= row <= bottom and left <= column <= right:
            start = max(start, right + 1)
    return start, sheet.rows[row].get(start)


def _read_hidden(sheet: RawSheet, report: Report) -> None:
    values = {}
    for cells in sheet.rows.values():
        label, value = cells.get(1), cells.get(2)
        if label is not None and label.kind == "s" and value is not None:
            values[label_key(label.value)] = value
    if code := values.get(label_key(_CODE)):
        report.hidden_code = clean(code.value)
    if version := values.get(label_key(_VERSION)):
        report.version = clean(version.value)


def _turns_dates(book: RawWorkbook) -> bool:
    """Whether the form's probe says that the machine which saved this file reads 05/03 as the 3rd of May."""
    for sheet in book.sheets:
        if sheet.name != HIDDEN_SHEET:
            continue
        for cells in sheet.rows.values():
            label, value = cells.get(1), cells.get(2)
            if label is not None and value is not None and label_key(label.value) == label_key(_PROBE):
                return value.kind == "n" and float(value.value) == _PROBE_TURNED
    return False


# -- the list ----------------------------------------------------------------------------------------------------------


def read_people(book: RawWorkbook, sheet: RawSheet, report: Report, plan_year: int) -> None:
    """Add the list of people on `sheet` to `report`, where one stands there, by the declaration of its version.

    Raises `Refused` where the sheet's own XML is refused.
    """
    declared = _DECLARED.get(report.version) or _DECLARED[CURRENT.number]
    if heading := _find_heading(sheet, declared):
        _read_list(book, sheet, *heading, declared, report, plan_year, turned=False)


class _Column(NamedTuple):
    """A column's field and the values of those of its cells of which there is nothing else to say.

    A list says the same again and again.
    """

    key: str
    field: Field
    plain: dict[RawCell, object]


def _read_list(
    book: RawWorkbook,
    sheet: RawSheet,
    heading: int,
    columns: dict[str, int],
    declared: _Declared,
    report: Report,
    plan_year: int,
    turned: bool,
) -> None:
    letters = {key: column_letter(column) for key, column in columns.items()}
    headings = sheet.rows[heading]
    listing = Listing(sheet.name, heading, column_letter(min(headings)), letters, [])
    report.listings.append(listing)
    if len(report.listings) > 1:
        return
    by_column = {column: _Column(key, declared.by_key[key], {}) for key, column in columns.items() if key != "number"}
    flaws, understood, file = report.flaws, report.understood, report.file
    _note_headings(sheet, heading, columns, declared, report)
    covered = _covered(sheet, heading, report, columns)
    for number, cells in sheet.rows.items():
        if number <= heading:
            continue
        values: dict[str, object] = {}
        written: dict[str, str] = {}
        row_flaws: list[Flaw] = []
        row_understood: list[Understood] = []
        for column, cell in cells.items():
            entry = by_column.get(column)
            if entry is None:
                continue
            key, field, plain = entry
            value = plain.get(cell)
            if value is not None and not covered:
                values[key] = value
                continue
            read = read_value(cell, field, book, plan_year)
            if covered and (number, column) in covered:
                read = ReadValue(UNREADABLE, read.written, flaw="merged_value")
            value, seen, how, flaw, _ = read
            if how or flaw:
                place = Place(file, sheet.name, f"{column_letter(column)}{number}")
                _note(read, place, number, key, row_flaws, row_understood)
            elif value is not None and value is not UNREADABLE and not turned:
                plain[cell] = value
            if value is None:
                if seen:
                    listing.nothing.setdefault((key, seen), []).append(number)
                continue
            values[key] = value
            if value is UNREADABLE:
                written[key] = seen
            elif turned and cell.kind == "n" and field.kind in (Kind.DATE, Kind.BIRTH_DATE) and _may_be_turned(read):
                place = Place(file, sheet.name, f"{column_letter(column)}{number}")
                row_flaws.append(Flaw("turned_date", place, seen, number, key))
        if not values or _repeats_headings(cells, values, declared):
            continue
        rank = _rank(cells.get(columns.get("number", 0)), declared, book, plan_year)
        listing.rows.append(Row(number, values, written, rank))
        if number in sheet.hidden_rows:
            row_flaws.append(
                Flaw(
                    "hidden_row",
                    Place(file, sheet.name, f"{letters.get('name', listing.first_column)}{number}"),
                    "",
                    number,
                    "name",
                )
            )
        flaws += row_flaws
        understood += row_understood


def _rank(cell: RawCell | None, declared: _Declared, book: RawWorkbook, plan_year: int) -> object | None:
    if cell is None:
        return None
    read = read_value(cell, declared.by_key["number"], book, plan_year)
    return read.written if read.value is UNREADABLE else read.value


def _may_be_turned(read: ReadValue) -> bool:
    return not isinstance(read.value, int) and read.value.day <= 12


def _starts_unlike_label(name: str, declared: _Declared) -> bool:
    """Whether the first word alone tells that a name is no label, as it nearly always does."""
    first = name.partition(" ")[0]
    return first.isalpha() and fold(first) not in declared.first_words


def _repeats_headings(cells: dict[int, RawCell], values: dict[str, object], declared: _Declared) -> bool:
    name = values.get("name")
    if isinstance(name, str) and (_starts_unlike_label(name, declared) or label_key(name) not in declared.people):
        return False
    known = sum(1 for cell in cells.values() if cell.kind == "s" and label_key(cell.value) in declared.people)
    return known >= _LIST_NEEDS


def _note_headings(sheet: RawSheet, heading: int, columns: dict[str, int], declared: _Declared, report: Report) -> None:
    """Name columns that nobody asked for, and a heading that stands twice: their values are in no figure."""
    used = set(columns.values())
    hidden = {column for column in used if any(first <= column <= last for first, last in sheet.hidden_columns)}
    odd = {column: cell for column, cell in sheet.rows[heading].items() if column not in used or column in hidden}
    below = {column for number, cells in sheet.rows.items() if number > heading for column in cells} if odd else set()
    for column, cell in odd.items():
        place = Place(report.file, sheet.name, f"{column_letter(column)}{heading}")
        if column not in below:
            continue
        if column in hidden:
            report.flaws.append(Flaw("hidden_column", place, clean(cell.value)))
        elif cell.kind == "s" and clean(cell.value):
            twice = label_key(cell.value) in declared.people
            report.flaws.append(Flaw("column_twice" if twice else "unknown_column", place, clean(cell.value)))
    if sheet.hidden:
        report.flaws.append(Flaw("hidden_sheet", Place(report.file, sheet.name), sheet.name))


def _covered(sheet: RawSheet, heading: int, report: Report, columns: dict[str, int]) -> set[tuple[int, int]]:
    """Return the cells with content that a merge in the list covers; every merge over a person's row is named."""
    used = set(columns.values())
    covered: set[tuple[int, int]] = set()
    numbers = list(sheet.rows)
    for top, left, bottom, right in sheet.merges:
        if bottom <= heading or not any(left <= column <= right for column in used):
            continue
        # Rows are in order: a merge touches one stretch of them, however many merges and rows there are.
        rows = numbers[bisect_left(numbers, max(top, heading + 1)) : bisect_right(numbers, bottom)]
        if not rows:
            continue
        first = sheet.rows.get(top, {}).get(left)
        report.flaws.append(
            Flaw(
                "merged_cells",
                Place(report.file, sheet.name, f"{column_letter(left)}{top}"),
                first.value if first else "",
                detail=f"{column_letter(left)}{top}:{column_letter(right)}{bottom}",
            )
        )
        covered |= {(n, c) for n in rows for c in sheet.rows[n] if left <= c <= right and (n, c) != (top, left)}
    return covered


def _note(
    read: ReadValue, place: Place, row: int | None, key: str, flaws: list[Flaw], understood: list[Understood]
) -> None:
    if read.flaw:
        flaws.append(Flaw(read.flaw, place, read.written, row, key, read.detail))
    if read.how and read.value is not UNREADABLE:
        written = _spelt_out(read.written) if read.how == DECOMPOSED else read.written
        understood.append(Understood(place, written, _as_text(read.value), read.how))


def _spelt_out(text: str) -> str:
    """Decomposed letters look like composed ones on screen; outputs are NFC, the column `Cách` says what changed."""
    return clean(text)


def _as_text(value: object) -> str:
    if value is None:
        return "(trống)"
    if hasattr(value, "strftime"):
        return f"{value:%d/%m/%Y}"
    return str(value)


_LETTERS: dict[int, str] = {}


def column_letter(column: int) -> str:
    """Return the letters of a 1-based column number: 1 → A, 28 → AB."""
    letters = _LETTERS.get(column)
    if letters is None:
        letters, rest = "", column
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letters = chr(65 + digit) + letters
        _LETTERS[column] = letters
    return letters
