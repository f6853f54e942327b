"""Facts travel as data: reword every message, every outcome, and only these words change; nobody reads them again."""

from __future__ import annotations

import ast
import contextlib
import email
import email.policy
import io
import json
import re
import zipfile
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from letters import mail
from office import find, person, unit
from openpyxl import load_workbook
from returned import lines, month_of
from test_returned import MENDED

from recruit.check import registry
from recruit.declared.summary import Submission
from recruit.job import Job
from recruit.letters.words import open_work
from recruit.measure.result import CaseKind
from recruit.model import FileOutcome, LetterOptions, Period, Severity
from recruit.run import report
from recruit.screen.said import say
from recruit.write.returned.words import WORDS
from recruit.write.summary.workbook import consolidated_bytes

if TYPE_CHECKING:
    from recruit.deliver.outcome import Outcome

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "input_examples"


def other_words(template: str) -> str:
    """Return other words of the same length, the slots in the other order: no two templates become one."""
    pieces = []
    for literal, slot, _, _ in Formatter().parse(template):
        pieces += [literal[::-1].swapcase(), "" if slot is None else f"{{{slot}}}"]
    return "".join(reversed(pieces))


def reword_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    for code, known in list(registry._RULES.items()):
        words = {key: other_words(getattr(known, key)) for key in ("title", "message", "remedy")}
        monkeypatch.setitem(registry._RULES, code, replace(known, **words))


def reword_what_units_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, word in WORDS.items():
        monkeypatch.setitem(
            WORDS, name, word._replace(message=other_words(word.message), remedy=other_words(word.remedy))
        )


def reword_what_is_told_by_enumerations(monkeypatch: pytest.MonkeyPatch) -> None:
    for member in (*FileOutcome, *Submission, *CaseKind):
        monkeypatch.setattr(member, "_value_", other_words(member.value))


@dataclass
class Run:
    """What a run of a month leaves: its outcome, every file that it wrote, and the screen."""

    outcome: Outcome
    files: dict[str, bytes]
    screen: str

    @property
    def sheets(self) -> list[str]:
        """The names of the sheets of the consolidated workbook."""
        return self._book.sheetnames

    def sheet(self, name: str) -> list[tuple]:
        """Return the rows of a sheet of the consolidated workbook."""
        return list(self._book[name].iter_rows(values_only=True))

    def part_of(self, sheet: str) -> str:
        """Return the name of a sheet's part in the package of the consolidated workbook."""
        return f"xl/worksheets/sheet{self._book.sheetnames.index(sheet) + 1}.xml"

    @cached_property
    def _book(self):
        return load_workbook(io.BytesIO(self.files["tong_hop_2024-11.xlsx"]))


def run(output: Path, *rewordings) -> Run:
    with pytest.MonkeyPatch.context() as patch:
        # The second opinion knows the contract's words, and would issue nothing under other ones.
        patch.setattr("recruit.run.second_opinion", lambda *_, **__: ())
        for reword in rewordings:
            reword(patch)
        outcome = report(Job(EXAMPLES, Period(2024, 11), output, options=LetterOptions(issue=True)))
        shown = io.StringIO()
        with contextlib.redirect_stdout(shown):
            say(outcome)
        said = [(found.message_on_screen, found.remedy) for found in outcome.result.findings]
    folder = output / "2024-11"
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    screen = shown.getvalue().replace(str(output), "ra")
    for message, remedy in said:
        screen = screen.replace(f"{message} {remedy}", "(lời)")
    return Run(outcome, files, screen)


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> Run:
    return run(tmp_path_factory.mktemp("thường"))


@pytest.fixture(scope="module")
def reworded(tmp_path_factory) -> Run:
    return run(tmp_path_factory.mktemp("lời khác"), reword_the_rules, reword_what_units_are_told)


@pytest.fixture(scope="module")
def renamed(tmp_path_factory) -> Run:
    return run(tmp_path_factory.mktemp("tên khác"), reword_what_is_told_by_enumerations)


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed_parts(one: bytes, other: bytes) -> set[str]:
    first, second = parts(one), parts(other)
    assert list(first) == list(second)
    return {name for name in first if without_heights(first[name]) != without_heights(second[name])}


def without_heights(part: bytes) -> bytes:
    """Return a part in which no row says how high it is: other words may take another line."""
    return re.sub(rb' ht="[^"]*"(?: customHeight="1")?', b"", part)


def mail_without_files(data: bytes) -> tuple:
    """Return a draft's headers, but for the number that stands for its bytes, its text and its files' names.

    Of the lines that tell of findings only the cells are kept: their words are the rules' own.
    """
    mail = email.message_from_bytes(data, policy=email.policy.default)
    headers = [(key, value) for key, value in mail.items() if key not in ("Message-ID", "Content-Type")]
    text = re.sub(r"(?m)^(- ô [^:]{1,200}):.*$", r"\1", mail.get_body().get_content())
    return headers, text, [part.get_filename() for part in mail.iter_attachments()]


def record_without_digests(data: bytes) -> dict:
    return {
        key: value
        for key, value in json.loads(data).items()
        if not isinstance(value, str) or not re.fullmatch("[0-9a-f]{64}", value)
    }


def of_kind(run: Run, start: str = "", end: str = "") -> dict[str, bytes]:
    found = {name: data for name, data in run.files.items() if name.startswith(start) and name.endswith(end)}
    assert found
    return found


# -- every message of the registry in other words ----------------------------------------------------------------------


def test_the_other_words_are_other_words(plain, reworded):
    before, after = plain.outcome.result.findings, reworded.outcome.result.findings
    assert {found.severity for found in before} == set(Severity)
    assert all(one.message != other.message for one, other in zip(before, after, strict=True))


def test_no_finding_moves_and_none_becomes_new_or_old(plain, reworded):
    before, after = (
        [
            (found.code, found.severity, found.flaw, found.unit_code, found.repeated)
            for found in run.outcome.result.findings
        ]
        for run in (plain, reworded)
    )
    assert before == after


def test_a_warning_that_stood_last_month_is_known_again(office, monkeypatch):
    reword_the_rules(monkeypatch)
    for month in (10, 11):
        office.send([person(helper=None), person("Lê Văn Bảy", "1991")], month=month, cover={"Ngày họp xét": None})
    found = [found for found in office.month().findings if found.code in ("B21", "N27", "O22")]
    assert [(one.code, one.repeated) for one in found] == [("B21", False), ("N27", True), ("O22", True)]


def test_every_figure_and_every_list_is_the_same(plain, reworded):
    before, after = plain.outcome.result, reworded.outcome.result
    for field in fields(before):
        # The people are rows of workbooks, last year's too; the sheet `Danh sách` is compared below.
        if field.name not in ("findings", "people", "last_year", "probation"):
            assert getattr(before, field.name) == getattr(after, field.name)
    assert plain.outcome.exit_code == reworded.outcome.exit_code


def test_letters_and_next_months_forms_keep_their_bytes(plain, reworded):
    assert plain.files.keys() == reworded.files.keys()
    for name, data in {**of_kind(plain, end=".docx"), **of_kind(plain, "bieu_thang_12/")}.items():
        assert reworded.files[name] == data


def test_drafts_say_the_same_and_bring_the_same_files(plain, reworded):
    for name, data in of_kind(plain, end=".eml").items():
        assert mail_without_files(data) == mail_without_files(reworded.files[name])


def test_the_record_keeps_the_same_figures(plain, reworded):
    before, after = (record_without_digests(run.files[".ket_qua.json"]) for run in (plain, reworded))
    assert before == after


def test_in_the_consolidated_workbook_only_two_columns_of_the_list_of_errors_change(plain, reworded):
    name = "tong_hop_2024-11.xlsx"
    assert changed_parts(plain.files[name], reworded.files[name]) == {plain.part_of("Lỗi")}
    before, after = plain.sheet("Lỗi"), reworded.sheet("Lỗi")
    worded = [before[0].index(heading) for heading in ("Nội dung", "Cách sửa")]
    for one, other in zip(before, after, strict=True):
        assert [v for i, v in enumerate(one) if i not in worded] == [v for i, v in enumerate(other) if i not in worded]


def test_in_a_returned_workbook_only_comments_and_words_of_the_first_sheet_change(plain, reworded):
    for name, data in of_kind(plain, "tra_lai/").items():
        other = reworded.files[name]
        assert only_words_change(data, other)
        bare = [[(*line[:5], *line[7:]) for line in lines(book)] for book in (data, other)]
        assert bare[0] == bare[1]


def test_the_screen_says_the_same_but_for_the_messages(plain, reworded):
    assert "(lời)" in plain.screen
    assert plain.screen == reworded.screen


def only_words_change(one: bytes, other: bytes) -> bool:
    """Whether two workbooks differ in texts and comments alone: no cell moves, none is of another colour."""
    changed = changed_parts(one, other)
    # The drawing of a comment is as large as its words.
    words = ("xl/sharedStrings.xml", "xl/comments", "xl/drawings/vmlDrawing")
    return bool(changed) and all(part.startswith(words) for part in changed)


@pytest.mark.parametrize("code", MENDED)
def test_a_unit_gets_the_same_workbook_marked_at_the_same_cells(offices, monkeypatch, code):
    mending = MENDED[code]
    made = offices(*mending.units, **mending.options)
    mending.sent(made)
    before = month_of(made)
    reword_the_rules(monkeypatch)
    reword_what_units_are_told(monkeypatch)
    after = month_of(made)
    assert find(after.result, code)
    assert only_words_change(before.returned["CB01"], after.returned["CB01"])


def test_the_row_beside_which_somebody_stands_twice_is_named_in_the_forms_own_rows(offices):
    made = offices(unit())
    made.send([person(), person()], edit=lambda book: book["Danh sách"].insert_rows(1, 5))
    month = month_of(made)
    (found,) = find(month.result, "P01")
    assert (found.row, found.flaw.other.row) == (8, 7)
    (line,) = (line for line in lines(month.returned["CB01"]) if line[0] == "Lỗi")
    assert "dòng 3 " in line[5]
    assert "dòng 3:" in line[6]


def test_what_somebody_typed_is_left_out_on_the_screen_whatever_the_words(office, monkeypatch):
    reword_the_rules(monkeypatch)
    month = office.send([person(gender="Lò Thị Mai")]).month()
    (found,) = find(month, "O02")
    assert "Lò Thị Mai" in found.message
    assert "Lò Thị Mai" not in found.message_on_screen


def test_what_somebody_typed_in_a_lower_committees_list_is_left_out_on_the_screen(lower, upper):
    lower.send([person("Giàng A Sử", gender="Lò Thị Mai")], unit="CB02")
    upper.put("a.xlsx", consolidated_bytes(lower.month()))
    (found,) = find(upper.month(), "C01")
    assert "“Lò Thị Mai” không có" in found.message
    assert found.message_on_screen == found.message.replace("Lò Thị Mai", "…")


@pytest.mark.parametrize("known", registry.registered(), ids=lambda known: known.code)
def test_what_a_message_quotes_is_declared_as_typed(known):
    quoted = set(re.findall(r"“\{(\w+)\}”", known.message)) - NAMES_OF_THE_OFFICE.get(known.code, set())
    assert quoted <= set(known.typed)


NAMES_OF_THE_OFFICE = {"B01": {"first"}, **dict.fromkeys(("B24", "K25", "K26"), frozenset({"name"}))}
"""What is quoted and is nobody's typing into a person's cell: the sheet that counts, the unit's name in the plan."""


# -- outcomes, sends and cases under other names -----------------------------------------------------------------------


def test_under_other_names_only_the_sheets_that_print_them_change(plain, renamed):
    changed = {sheet for sheet in plain.sheets if plain.sheet(sheet) != renamed.sheet(sheet)}
    assert changed == {"Tệp", "Nộp báo cáo", "Trình Đảng ủy"}


def test_under_other_names_only_the_list_for_the_meeting_is_another_document(plain, renamed):
    changed = {name for name, data in of_kind(plain, end=".docx").items() if renamed.files[name] != data}
    assert changed == {"trinh_dang_uy_2024-11.docx"}


def test_under_other_names_the_letter_tells_the_two_kinds_of_cases_apart(office, monkeypatch):
    cases = [person(class_asked="10/10/2024"), person("Lê Văn Bảy", "01/01/1991", asked="10/10/2024")]
    said = open_work(office.send(cases).month())
    reword_what_is_told_by_enumerations(monkeypatch)
    assert open_work(office.month()) == said
    assert "01\xa0trường hợp đề nghị cử đi học" in said[0]


def test_under_other_names_a_mail_without_a_report_is_told_on_the_screen(offices, monkeypatch, tmp_path, capsys):
    office = offices(unit(addresses="cb01@vidu.example"))
    office.send([person()], month=10).put("a.eml", mail(("ảnh.jpg", b"\xff\xd8\xff\xe0 ")))
    reword_what_is_told_by_enumerations(monkeypatch)
    say(report(Job(office.folder, Period(2024, 11), tmp_path / "ra")))
    assert "Đã gửi, chưa dùng được: CB01 Chi bộ CB01 (bản chụp, không đọc được số liệu; " in capsys.readouterr().out


def test_under_other_names_units_get_the_same(plain, renamed):
    for name, data in {
        **of_kind(plain, "tra_lai/"),
        **of_kind(plain, "bieu_thang_12/"),
        **of_kind(plain, "don_doc/"),
    }.items():
        assert renamed.files[name] == data


def test_under_other_names_the_screen_says_the_same(plain, renamed):
    assert plain.screen == renamed.screen


def test_under_other_names_the_office_above_reads_who_has_not_sent(lower, upper, monkeypatch):
    reword_what_is_told_by_enumerations(monkeypatch)
    (lower.folder / "CB02_11.xlsx").unlink()
    upper.put("a.xlsx", consolidated_bytes(lower.month()))
    assert [found.flaw.slots["code"] for found in find(upper.month(), "C03")] == ["CB02"]


# -- the source --------------------------------------------------------------------------------------------------------

READS = ("language", "read", "recount")
"""The rooms that take apart what people write, and the one that holds what is printed against what they wrote."""

NO_SENTENCE_OF_OURS = {
    "cli.py": "the words of the library that reads the command line, put into Vietnamese",
    "deliver/outputs.py": "a letter of a unit's code, for a file's name",
    "intake/typed_lists.py": "the headings of a list that somebody typed into a mail",
    "letters/head.py": "names and citations as the office typed them in its plan",
    "write/word": "what people write into templates, and their letters",
}
"""Modules that look for Vietnamese words in something else than words of this program."""

_ASKING = {
    *("startswith", "endswith", "removeprefix", "removesuffix", "replace", "partition", "rpartition"),
    *("split", "rsplit", "find", "rfind", "index", "rindex", "count"),
}


def is_vietnamese(node: ast.AST) -> bool:
    return any(
        isinstance(part, ast.Constant)
        and isinstance(part.value, str)
        and any(letter.isalpha() and not letter.isascii() for letter in part.value)
        for part in ast.walk(node)
    )


def looks_for_words(node: ast.AST) -> bool:
    """Whether a call or a comparison asks a text for Vietnamese words: by a pattern, a text's method, `in` or `==`."""
    if isinstance(node, ast.Compare):
        return any(map(is_vietnamese, (node.left, *node.comparators)))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        of_patterns = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
        return (of_patterns or node.func.attr in _ASKING) and any(map(is_vietnamese, node.args))
    return False


def test_no_module_that_does_not_read_looks_for_vietnamese_words():
    found = []
    for path in sorted((ROOT / "recruit").rglob("*.py")):
        name = path.relative_to(ROOT / "recruit").as_posix()
        if name.startswith((*(f"{room}/" for room in READS), *NO_SENTENCE_OF_OURS)):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [f"{name}:{node.lineno} {ast.unparse(node)}" for node in ast.walk(tree) if looks_for_words(node)]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        're.search(r"dòng (\\d+)", message)',
        'outcome.startswith("Không đọc được")',
        'what == "Cử đi học lớp"',
        '"đã sửa" in note',
        'message.replace("xóa dòng này", "")',
    ],
)
def test_the_search_of_the_source_sees_what_it_looks_for(line):
    assert any(map(looks_for_words, ast.walk(ast.parse(line))))
