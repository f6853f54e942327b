"""Templates broken as clerks break them: every fault found at its paragraph, sound templates left alone."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from pathlib import Path

import pytest
from audit import complaints
from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from jinja2 import TemplateError
from libreoffice import convert
from pages.template_faults import example_faults

from recruit.letters.documents import ALL, MONTHLY
from recruit.letters.names import Name
from recruit.model import Severity
from recruit.write.word.check import faults as template_faults
from recruit.write.word.check.folder import commented_copy
from recruit.write.word.check.template import check_template
from recruit.write.word.filling import WordTemplate
from recruit.write.word.sandbox import NotAllowed, environment

TEMPLATES = Path(__file__).parents[1] / "templates"
LETTER = (TEMPLATES / "cong_van_bao_cao.docx").read_bytes()
ERROR, WARNING = Severity.ERROR, Severity.WARNING
NAMES = (
    Name("so", "số", "127"),
    Name("ten_co_quan", "tên", "ĐẢNG ỦY"),
    Name("nop.da", "đã nộp", "05"),
    Name("nop.da_n", "đã nộp", 5),
    Name("nop.phai_n", "phải nộp", 7),
    Name("du_thao", "dự thảo", True),
    Name("kinh_gui[]", "nơi nhận", "Đảng ủy Khối"),
    Name("bang[].ten", "tên đơn vị", "Chi bộ 1"),
    Name("bang[].tong_n", "tổng", 3),
    Name("bang[].nguoi[]", "người", "Lò Văn Ón"),
    Name("phu_luc.muc[]", "mục", "x"),
)


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def template(*lines: str) -> bytes:
    """Return a document of one paragraph for each line."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def table(*rows: tuple[str, ...], before: tuple[str, ...] = (), after: tuple[str, ...] = ()) -> bytes:
    """Return a document with a table, each cell's text split into paragraphs at line breaks."""
    document = Document()
    for line in before:
        document.add_paragraph(line)
    made = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            first, *others = text.split("\n")
            cell.paragraphs[0].add_run(first)
            for other in others:
                cell.add_paragraph(other)
    for line in after:
        document.add_paragraph(line)
    return saved(document)


def found(data: bytes, names=NAMES):
    return [(fault.code, fault.paragraph) for fault in check_template(data, names)]


def faults_of(*lines: str):
    return check_template(template(*lines), NAMES)


def repacked(data: bytes, changes) -> bytes:
    """Return a package with parts changed by functions of their bytes, by name; unknown names are added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in dict.fromkeys((*source.namelist(), *changes)):
            part = source.read(name) if name in source.namelist() else b""
            target.writestr(name, changes[name](part) if name in changes else part)
    return out.getvalue()


def with_body(xml: str) -> bytes:
    """Return a document whose body is the given XML."""
    document = Document()
    body = document.element.body
    body.clear_content()
    for element in parse_xml(f"<w:body {nsdecls('w', 'r')}>{xml}</w:body>"):
        body.insert(len(body) - 1, element)
    return saved(document)


# -- sound templates ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", ALL, ids=lambda document: document.template)
def test_a_shipped_template_has_no_fault(document):
    assert check_template((TEMPLATES / document.template).read_bytes(), document.names) == []


@pytest.mark.parametrize("document", ALL, ids=lambda document: document.template)
def test_a_shipped_template_saved_again_by_libreoffice_has_no_error(document):
    data = (TEMPLATES / document.template).read_bytes()
    again = convert(data, "mau.docx", "docx", filter_name="MS Word 2007 XML")
    assert [fault for fault in check_template(again, document.names) if fault.severity is ERROR] == []


@pytest.mark.parametrize(
    "lines",
    [
        ("Số {{ so }}-{{so}}",),
        ("{% if nop.da_n %}{{ nop.da }}{% else %}không{% endif %}",),
        ("{% if nop.da_n == nop.phai_n %}a{% elif nop.da_n > 3 and not du_thao %}b{% endif %}",),
        ("{%p if du_thao %}", "Dự thảo", "{%p endif %}"),
        ("{%p for noi in kinh_gui %}", "- {{ noi }}{% if loop.last %}.{% else %};{% endif %}", "{%p endfor %}"),
        ("{%p for dong in bang %}", "{{ dong.ten }}: {{ dong.nguoi|join(', ') }}", "{%p endfor %}"),
        ("{%p for dong in bang %}", "{%p for ai in dong.nguoi %}", "{{ ai }}", "{%p endfor %}", "{%p endfor %}"),
        ("{%p for a in kinh_gui %}", "{{ a }}", "{%p else %}", "không", "{%p endfor %}"),
        ("{% if so == “127” %}a{% endif %}",),
        ("{% if 'Khối' in so or so in kinh_gui %}a{% endif %}",),
        ("{% if kinh_gui %}{{ kinh_gui|first|upper }}, {{ kinh_gui[0] }}{% endif %}",),
        ("{# lời dặn #}{{ so }}",),
        ("{%p if kinh_gui|length == 1 %}", "{{ kinh_gui[0] }}", "{%p endif %}"),
        ("{{ 'có' if du_thao else 'không' }}",),
        ("{% for a in kinh_gui %}{{ loop.index }}. {{ a }}{% endfor %}",),
        ("Không có thẻ nào, 100%, a_b, thu@van_phong.vn",),
    ],
)
def test_a_sound_template_has_no_fault(lines):
    assert faults_of(*lines) == []


def test_rows_repeated_by_a_loop_have_no_fault():
    data = table(("TT", "Tên"), ("{%tr for dong in bang %}", ""), ("{{ dong.ten }}", "x"), ("{%tr endfor %}", ""))
    assert found(data) == []


def test_a_tag_in_runs_of_one_look_is_no_fault():
    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("{", "{ ten_", "co_quan ", "}", "}"):
        paragraph.add_run(piece).bold = True
    assert found(saved(document)) == []


def test_a_bookmark_that_a_tag_holds_whole_is_no_fault():
    inside = '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
    assert found(with_body(f"<w:p><w:r><w:t>{{{{ s</w:t></w:r>{inside}<w:r><w:t>o }}}}</w:t></w:r></w:p>")) == []


# -- names -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{{ khong_co }}", "M20"),
        ("{{ nop.sai }}", "M20"),
        ("{% if khong_co %}a{% endif %}", "M20"),
        ("{% for a in khong_co %}a{% endfor %}", "M20"),
        ("{{ range }}", "M20"),
        ("{{ dict }}", "M20"),
        ("{{ bang[0].sai }}", "M20"),
        ("{{ so if khong_co else so }}", "M20"),
        ("{{ kinh_gui|join(khong_co) }}", "M20"),
        ("{% for a in kinh_gui %}{% endfor %}{{ a }}", "M20"),
        ("{{ loop.index }}", "M20"),
        ("{% for a in kinh_gui %}{{ a }}{% else %}{{ a }}{% endfor %}", "M20"),
        ("{{ so.khac }}", "M20"),
        ("{{ nop.da_n.khac }}", "M20"),
        ("{{ kinh_gui }}", "M22"),
        ("{{ bang.ten }}", "M20"),
        ("{{ nop }}", "M22"),
        ("{% if nop %}a{% endif %}", "M22"),
        ("{% for a in bang %}{{ a }}{% endfor %}", "M22"),
        ("{{ du_thao }}", "M22"),
        ("{{ nop.da_n == 5 }}", "M22"),
        ("{{ not du_thao }}", "M22"),
        ("{% for a in so %}{{ a }}{% endfor %}", "M22"),
        ("{% for a in phu_luc %}{{ a }}{% endfor %}", "M22"),
        ("{% for a in nop.da_n %}a{% endfor %}", "M22"),
        ("{{ so[0] }}", "M20"),
        ("{% if nop.da == 5 %}a{% endif %}", "M22"),
        ("{% if nop.da_n == '5' %}a{% endif %}", "M22"),
        ("{% if du_thao == 'có' %}a{% endif %}", "M22"),
        ("{% if kinh_gui == 1 %}a{% endif %}", "M22"),
        ("{% if nop.da_n in kinh_gui %}a{% endif %}", "M22"),
        ("{% if so is none %}a{% endif %}", "M33"),
        ("{% if nop.da > 3 %}a{% endif %}", "M22"),
        ("{% if so > '3' %}a{% endif %}", "M22"),
        ("{{ so|join(', ') }}", "M22"),
        ("{{ bang|join(', ') }}", "M22"),
        ("{{ nop.da_n|upper }}", "M22"),
        ("{{ kinh_gui|join(1) }}", "M22"),
        ("{% if so is odd %}a{% endif %}", "M22"),
    ],
)
def test_a_wrong_use_of_names_is_an_error(line, code):
    assert [(fault.code, fault.severity) for fault in faults_of("Dòng đầu", line)] == [(code, ERROR)]


def test_a_wrong_use_of_a_group_is_told_with_what_stands_in_it():
    (fault,) = faults_of("{% if nop %}a{% endif %}")
    assert "nhóm tên, phải ghi thêm phần sau dấu chấm (da, da_n, phai_n)" in fault.message


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ten_co_qan", "ten_co_quan"),
        ("tên_cơ_quan", "ten_co_quan"),
        ("Ten_Co_Quan", "ten_co_quan"),
        ("ten co quan", "ten_co_quan"),
        ("ten-co-quan", "ten_co_quan"),
        ("nop,da", "nop.da"),
        ("nopda", "nop.da"),
        ("kinhgui", "kinh_gui"),
    ],
)
def test_the_nearest_name_is_proposed(typed, meant):
    (fault,) = faults_of(f"{{{{ {typed} }}}}")
    assert f"Có phải là {meant}?" in fault.remedy


def test_the_nearest_name_of_a_loop_is_proposed():
    (fault,) = faults_of("{% for dong in bang %}{{ dong.tenn }}{% endfor %}")
    assert "Có phải là dong.ten?" in fault.remedy


def test_a_loops_name_outside_it_is_said_to_be_known_only_inside():
    (fault,) = faults_of("{%p for dong in bang %}", "{{ dong.ten }}", "{%p endfor %}", "{{ dong.ten }}")
    assert (fault.code, fault.paragraph, fault.tag) == ("M20", 4, "{{ dong.ten }}")
    assert "chỉ dùng được giữa thẻ for đặt ra nó và thẻ endfor" in fault.remedy


def test_an_inner_loops_name_is_unknown_after_it():
    lines = ("{% for d in bang %}{% for a in d.nguoi %}{{ a }}{% endfor %}{{ a }}{% endfor %}",)
    assert [fault.code for fault in faults_of(*lines)] == ["M20"]


def test_a_broken_loop_does_not_make_its_name_unknown():
    assert [fault.code for fault in faults_of("{% for dong in sai %}{{ dong.ten }}{% endfor %}")] == ["M20"]


# -- what a tag says ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{{ }}", "M33"),
        ("{{ so so }}", "M33"),
        ("{{ so. }}", "M33"),
        ("{{ .so }}", "M33"),
        ("{{ so- }}", "M33"),
        ("{{ so| }}", "M33"),
        ("{{ 'so }}", "M33"),
        ("{{ {so} }}", "M33"),
        ("{{ if du_thao }}a{% endif %}", "M33"),
        ("{% if so = 'a' %}a{% endif %}", "M33"),
        ("{% if du_thao && du_thao %}a{% endif %}", "M33"),
        ("{% if so == 'A & B' %}a{% endif %}", "M33"),
        ("{% if %}a{% endif %}", "M33"),
        ("{% if (du_thao %}a{% endif %}", "M33"),
        ("{% if du_thao %}a{% else if du_thao %}b{% endif %}", "M33"),
        ("{% if du_thao %}a{% endif du_thao %}", "M33"),
        ("{% for in kinh_gui %}a{% endfor %}", "M33"),
        ("{% for a kinh_gui %}a{% endfor %}", "M33"),
        ("{% for a in %}a{% endfor %}", "M33"),
        ("{{ s\u200bo }}", "M33"),
        ("{{ so() }}", "M33"),
        ("{{ kinh_gui.pop() }}", "M33"),
        ("{{ so|safe }}", "M33"),
        ("{{ so|attr('x') }}", "M33"),
        ("{{ so|default('x') }}", "M33"),
        ("{{ nop.da_n + 1 }}", "M33"),
        ("{{ so ~ so }}", "M33"),
        ("{{ 'a' * 9 }}", "M33"),
        ("{{ so[0:2] }}", "M33"),
        ("{{ [so] }}", "M33"),
        ("{{ self }}", "M33"),
        ("{{ super }}", "M20"),
        ("{{ so if du_thao }}", "M33"),
        ("{{ so is defined }}", "M33"),
        ("{{ 0.5 }}", "M22"),
        ("{% for a, b in bang %}a{% endfor %}", "M33"),
        ("{% for a in kinh_gui %}{{ loop }}{% endfor %}", "M22"),
        ("{% for a in kinh_gui %}{{ loop.cycle }}{% endfor %}", "M20"),
        ("{% for a in kinh_gui recursive %}a{% endfor %}", "M33"),
        ("{% include '/etc/passwd' %}", "M33"),
        ("{% set a = 1 %}", "M33"),
        ("{% raw %}", "M33"),
        ("{% vm %}", "M33"),
        ("{% cellbg so %}", "M33"),
        ("{% ten_co_quan %}", "M33"),
        ("{% %}", "M33"),
        ("{% viết %}", "M33"),
        ("{% -if du_thao %}a{% endif %}", "M33"),
        ("{% if du_thao %}a{% end if %}", "M33"),
        ("{% if du_thao %}a{% endfi %}", "M33"),
        ("{% IF du_thao %}a{% endif %}", "M33"),
        ("{% if du_thao %}a{% elseif du_thao %}b{% endif %}", "M33"),
        ("{% fro a in kinh_gui %}{{ a }}{% endfor %}", "M33"),
    ],
)
def test_a_tag_that_says_nothing_sound_is_one_error(line, code):
    assert [(fault.code, fault.severity, fault.paragraph) for fault in faults_of("Dòng đầu", line)] == [
        (code, ERROR, 2)
    ]


@pytest.mark.parametrize(
    "command", ["{% p if du_thao %}", "{%pif du_thao %}", "{%P if du_thao %}", "{%p\u00a0if du_thao %}"]
)
def test_a_form_that_is_not_typed_as_the_filling_knows_it_is_an_error(command):
    assert [fault.code for fault in faults_of(command, "a", "{%p endif %}")][:1] == ["M33"]


# -- how a tag is typed ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{{ so", "M10"),
        ("a {{ so b", "M10"),
        ("{{ so }", "M10"),
        ("{{ so {{ so }}", "M10"),
        ("{{ so %}", "M10"),
        ("{{ so } và {{ so }}", "M10"),
        ("{# lời dặn", "M10"),
        ("so }}", "M10"),
        ("{ so }}", "M10"),
        ("if du_thao %}", "M10"),
        ("{so}", "M13"),
        ("{ { so } }", "M13"),
        ("{ % if du_thao % }", "M13"),
        ("{ nop.da }", "M13"),
        ("{%- if du_thao %}a{% endif %}", "M33"),
        ("{{ so -}}", "M33"),
        ("{{r so }}", "M33"),
        ("{{p so }}", "M33"),
        ("{%tc if du_thao %}", "M33"),
    ],
)
def test_a_tag_typed_amiss_is_an_error(line, code):
    assert (code, 2) in [
        (fault.code, fault.paragraph) for fault in faults_of("Dòng đầu", line) if fault.severity is ERROR
    ]


@pytest.mark.parametrize("line", ["Tập {a; b}", "a }"])
def test_a_brace_that_is_no_tags_is_a_warning(line):
    assert [(fault.code, fault.severity) for fault in faults_of(line)] == [("M14", WARNING)]


@pytest.mark.parametrize(
    "lines", [("{{ so", "}} a"), ("{{", "so }}"), ("{", "{ so }}"), ("{{ so }", "} a"), ("{% if", "so %}a{% endif %}")]
)
def test_a_tag_over_two_paragraphs_is_an_error_in_each_of_them(lines):
    assert [(fault.code, fault.paragraph) for fault in faults_of("Dòng đầu", *lines)] == [("M10", 2), ("M10", 3)]


def runs(*pieces) -> bytes:
    """Return a document of one paragraph of runs: texts, or functions that put something in a run of its own."""
    document = Document()
    paragraph = document.add_paragraph()
    for piece in pieces:
        if isinstance(piece, str):
            paragraph.add_run(piece)
        else:
            piece(paragraph.add_run())
    return saved(document)


@pytest.mark.parametrize(
    "between",
    [
        lambda run: run.add_tab(),
        lambda run: run.add_break(),
        lambda run: run.add_break(WD_BREAK.PAGE),
        lambda run: run._r.append(OxmlElement("w:noBreakHyphen")),
        lambda run: run._r.append(OxmlElement("w:softHyphen")),
        lambda run: run._r.append(OxmlElement("w:sym")),
        lambda run: run._r.append(OxmlElement("w:footnoteReference")),
        lambda run: run._r.append(OxmlElement("w:fldChar")),
        lambda run: run._r.append(OxmlElement("w:drawing")),
        lambda run: run._r.addprevious(OxmlElement("w:bookmarkStart", {qn("w:id"): "1", qn("w:name"): "a"})),
    ],
)
def test_what_is_no_letter_inside_a_tag_is_an_error(between):
    assert found(runs("{{ s", between, "o }}")) == [("M16", 1)]


@pytest.mark.parametrize("wrapper", ["hyperlink", "smartTag", "fldSimple"])
def test_a_tag_half_inside_something_is_an_error(wrapper):
    half = f"<w:{wrapper}><w:r><w:t>o }}}}</w:t></w:r></w:{wrapper}>"
    assert found(with_body(f"<w:p><w:r><w:t>{{{{ s</w:t></w:r>{half}</w:p>")) == [("M16", 1)]


@pytest.mark.parametrize("wrapper", ["hyperlink", "smartTag", "fldSimple"])
def test_a_tag_wholly_inside_something_is_none(wrapper):
    whole = f"<w:{wrapper}><w:r><w:t>{{{{ so }}}}</w:t></w:r></w:{wrapper}>"
    assert found(with_body(f"<w:p>{whole}</w:p>")) == []


@pytest.mark.parametrize(
    "change",
    [
        '<w:ins w:id="1" w:author="a"><w:r><w:t>a</w:t></w:r></w:ins>',
        '<w:del w:id="1" w:author="a"><w:r><w:delText>{{ a</w:delText></w:r></w:del>',
    ],
)
def test_tracked_changes_are_an_error_at_their_paragraph(change):
    assert found(with_body(f"<w:p/><w:p>{change}</w:p>")) == [("M06", 2)]


def test_a_change_of_looks_that_was_tracked_is_taken_as_it_looks_now():
    looks = (
        '<w:r><w:rPr><w:b/><w:rPrChange w:id="1" w:author="a"><w:rPr/></w:rPrChange></w:rPr><w:t>{{ so }}</w:t></w:r>'
    )
    data = with_body(f"<w:p>{looks}</w:p>")
    assert found(data) == []
    template = WordTemplate(data, environment())
    assert "rPrChange" not in next(template.parts())[1]


def test_a_tracked_row_is_an_error_at_its_first_paragraph():
    row = '<w:tr><w:trPr><w:del w:id="1" w:author="a"/></w:trPr><w:tc><w:tcPr/><w:p/></w:tc></w:tr>'
    assert found(with_body(f"<w:p/><w:tbl><w:tblPr/><w:tblGrid/>{row}</w:tbl><w:p/>")) == [("M06", 2)]


# -- for, if and their ends --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("{% if du_thao %}a", ["M40"]),
        ("{% for a in kinh_gui %}a", ["M40"]),
        ("{% if du_thao %}{% if du_thao %}a{% endif %}", ["M40"]),
        ("{% for a in kinh_gui %}{% if du_thao %}a{% endfor %}", ["M40"]),
        ("a{% endif %}", ["M41"]),
        ("a{% endfor %}", ["M41"]),
        ("{% if du_thao %}a{% endif %}{% endif %}", ["M41"]),
        ("{% if du_thao %}a{% endfor %}", ["M41", "M40"]),
        ("{% for a in kinh_gui %}a{% endif %}", ["M41", "M40"]),
        ("{% for a in kinh_gui %}{% if du_thao %}a{% endfor %}{% endif %}", ["M40", "M41"]),
        ("a{% else %}b", ["M41"]),
        ("a{% elif du_thao %}b", ["M41"]),
        ("{% for a in kinh_gui %}a{% elif du_thao %}b{% endfor %}", ["M41"]),
        ("{% if du_thao %}a{% else %}b{% else %}c{% endif %}", ["M41"]),
        ("{% if du_thao %}a{% else %}b{% elif du_thao %}c{% endif %}", ["M41"]),
    ],
)
def test_a_block_that_does_not_close_as_it_opened_is_an_error(line, codes):
    assert [fault.code for fault in faults_of("Dòng đầu", line)] == codes


def test_beside_a_misread_command_a_name_that_is_almost_one_is_still_told():
    found = [
        (fault.code, "Có phải là so?" in fault.remedy) for fault in faults_of("{% fi du_thao %}{{ soo }}{{ xyz }}")
    ]
    assert sorted(found) == [("M20", True), ("M33", False)]


def test_unclosed_blocks_are_said_in_the_order_in_which_they_open():
    assert [f.tag for f in faults_of("{% if du_thao %}{% for a in kinh_gui %}")] == [
        "{% if du_thao %}",
        "{% for a in kinh_gui %}",
    ]


def test_an_unclosed_block_is_said_where_it_opens():
    assert [(f.code, f.paragraph) for f in faults_of("a", "{%p if du_thao %}", "a", "b")] == [("M40", 2)]


# -- where a tag stands ------------------------------------------------------------------------------------------------


def test_a_row_tag_outside_a_table_is_an_error():
    lines = ("{%tr for dong in bang %}", "{{ dong.ten }}", "{%tr endfor %}")
    assert [(fault.code, fault.paragraph) for fault in faults_of(*lines)] == [("M57", 1), ("M57", 3)]


def test_a_row_loop_in_one_row_is_an_error():
    data = table(("TT", "Tên", ""), ("{%tr for dong in bang %}", "{{ dong.ten }}", "{%tr endfor %}"))
    assert found(data) == [("M57", 4)]


def test_a_row_loop_over_two_tables_is_an_error():
    document = Document()
    for texts in (("TT", "{%tr for dong in bang %}"), ("{%tr endfor %}", "x")):
        made = document.add_table(2, 1)
        for row, text in zip(made.rows, texts, strict=True):
            row.cells[0].text = text
        document.add_paragraph()
    assert ("M53", 4) in found(saved(document))


@pytest.mark.parametrize(
    "rows",
    [
        (("{%p for dong in bang %}\n{{ dong.ten }}", "{%p endfor %}\nb"),),
        (("a\n{%p if du_thao %}", "b"), ("c", "{%p endif %}\nd")),
    ],
)
def test_a_paragraph_block_over_two_cells_is_an_error(rows):
    assert "M53" in [code for code, _ in found(table(*rows))]


def test_a_paragraph_block_that_closes_in_a_table_is_an_error():
    assert ("M53", 2) in found(table(("{%p endif %}\na",), before=("{%p if du_thao %}",)))


def test_a_block_in_a_sentence_that_closes_in_the_next_paragraph_is_an_error():
    assert [(f.code, f.paragraph) for f in faults_of("{% if du_thao %}a", "b{% endif %}")] == [("M53", 2)]


def test_a_block_in_a_sentence_over_two_cells_is_an_error():
    assert found(table(("{% for dong in bang %}{{ dong.ten }}", "a{% endfor %}"))) == [("M53", 2)]


def test_a_block_half_inside_a_link_is_an_error():
    link = "<w:hyperlink><w:r><w:t>a{% endif %}</w:t></w:r></w:hyperlink>"
    assert found(with_body(f"<w:p><w:r><w:t>{{% if du_thao %}}</w:t></w:r>{link}</w:p>")) == [("M53", 1)]


@pytest.mark.parametrize("lines", [("{%p if du_thao %}", "a {% endif %}"), ("{% if du_thao %} a", "{%p endif %}")])
def test_a_block_that_opens_in_one_form_and_closes_in_another_is_an_error(lines):
    assert [fault.code for fault in faults_of(*lines)] == ["M53"]


@pytest.mark.parametrize(
    "beside", ["chữ {%p if du_thao %}", "{%p if du_thao %} {{ so }}", "{%p if du_thao %}{% if du_thao %}"]
)
def test_a_paragraph_that_will_be_taken_away_with_more_in_it_is_an_error(beside):
    assert ("M57", 1) in [(f.code, f.paragraph) for f in faults_of(beside, "a", "{%p endif %}")]


def test_a_whole_block_in_one_paragraph_that_will_be_taken_away_is_an_error():
    assert [fault.code for fault in faults_of("{%p if du_thao %}a{%p endif %}")] == ["M57"]


def test_a_section_break_that_would_be_taken_away_is_an_error():
    document = Document()
    document.add_paragraph("{%p if du_thao %}")
    document.add_paragraph("a")
    last = document.add_paragraph("{%p endif %}")
    last._p.get_or_add_pPr().append(copy.deepcopy(document.sections[0]._sectPr))
    assert found(saved(document)) == [("M57", 3)]


def test_a_page_break_that_would_be_taken_away_is_an_error():
    document = Document()
    document.add_paragraph("{%p if du_thao %}").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("{%p endif %}")
    assert found(saved(document)) == [("M57", 1)]


def test_a_row_that_will_be_taken_away_with_more_in_it_is_an_error():
    rows = (("TT", ""), ("{%tr for dong in bang %}", "chữ"), ("{{ dong.ten }}", ""), ("{%tr endfor %}", ""))
    assert found(table(*rows)) == [("M57", 3)]


def test_a_cell_that_may_be_left_without_a_paragraph_is_an_error():
    assert found(table(("{%p for noi in kinh_gui %}\n{{ noi }}\n{%p endfor %}", "a"))) == [("M59", 1)]


def test_a_cell_of_which_one_of_two_paragraphs_stays_is_sound():
    assert found(table(("{%p if du_thao %}\na\n{%p else %}\nb\n{%p endif %}", "a"))) == []


def test_a_table_that_may_be_left_without_a_row_is_an_error():
    rows = (("{%tr for dong in bang %}",), ("{{ dong.ten }}",), ("{%tr endfor %}",))
    assert found(table(*rows)) == [("M59", 1)]


# -- parts apart from the body -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("place", "part"), [("header", "đầu trang"), ("footer", "chân trang")])
def test_headers_and_footers_are_checked(place, part):
    document = Document()
    getattr(document.sections[0], place).paragraphs[0].text = "{{ sai_ten_nay }}"
    (fault,) = check_template(saved(document), NAMES)
    assert (fault.code, fault.part, fault.paragraph) == ("M20", part, 1)


def test_a_loop_of_the_body_is_unknown_in_a_footer():
    document = Document()
    document.add_paragraph("{% for a in kinh_gui %}{{ a }}{% endfor %}")
    document.sections[0].footer.paragraphs[0].text = "{{ a }}"
    assert [(f.code, f.part) for f in check_template(saved(document), NAMES)] == [("M20", "chân trang")]


def with_notes(kind: str, text: str) -> bytes:
    """Return a document with a part of footnotes or endnotes."""
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    note = (
        f"<w:{kind}s {nsdecls('w')}><w:{kind} w:id='1'><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}></w:{kind}s>"
    )
    data = template("a")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name).decode("utf-8", "surrogateescape")
            if name == "[Content_Types].xml":
                override = f'<Override PartName="/word/{kind}s.xml" ContentType="{types}{kind}s+xml"/>'
                part = part.replace("</Types>", f"{override}</Types>")
            if name == "word/_rels/document.xml.rels":
                link = f'<Relationship Id="rId99" Type="{relation}{kind}s" Target="{kind}s.xml"/>'
                part = part.replace("</Relationships>", f"{link}</Relationships>")
            target.writestr(name, part.encode("utf-8", "surrogateescape"))
        target.writestr(f"word/{kind}s.xml", note)
    return out.getvalue()


def test_footnotes_are_checked():
    (fault,) = check_template(with_notes("footnote", "{{ sai_ten_nay }}"), NAMES)
    assert (fault.code, fault.part, fault.paragraph) == ("M20", "cước chú", 1)


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_sound_note_is_filled_on_trial(kind):
    assert found(with_notes(kind, "{{ so }}")) == []


def test_endnotes_are_checked_too():
    (fault,) = check_template(with_notes("endnote", "{{ sai_ten_nay }}"), NAMES)
    assert (fault.code, fault.part, fault.paragraph) == ("M20", "cước chú cuối văn bản", 1)


def test_a_tag_in_a_diagram_is_an_error_as_it_is_not_filled():
    data = repacked(template("a"), {"word/diagrams/data1.xml": lambda _: b"<a>{{ so }}</a>"})
    (fault,) = check_template(data, NAMES)
    assert (fault.code, fault.paragraph, fault.tag) == ("M08", 0, "{{ so }}")


def test_a_tag_in_the_properties_is_no_fault_as_every_letter_has_its_own():
    document = Document()
    document.core_properties.title = "{{ so }}"
    assert found(saved(document)) == []


def test_a_tag_in_the_code_of_a_field_is_an_error():
    code = '<w:r><w:instrText xml:space="preserve"> REF {{ so }} </w:instrText></w:r>'
    assert found(with_body(f"<w:p/><w:p>{code}</w:p>")) == [("M08", 2)]


def test_a_tag_in_the_caption_of_a_table_is_an_error():
    cell = "<w:tr><w:tc><w:tcPr/><w:p/></w:tc></w:tr>"
    caption = '<w:tblPr><w:tblCaption w:val="{{ so }}"/></w:tblPr>'
    assert found(with_body(f"<w:p/><w:tbl>{caption}<w:tblGrid/>{cell}</w:tbl><w:p/>")) == [("M08", 2)]


def test_a_comment_is_no_fault_whatever_it_says():
    document = Document()
    document.add_comment(document.add_paragraph("a").runs, "Xem lại {{ so", "Ai đó", "A")
    assert found(saved(document)) == []


def boxed(text: str) -> bytes:
    """Return a document with a text box as Word saves it: twice."""
    names = " ".join(
        (
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
            'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
            'xmlns:v="urn:schemas-microsoft-com:vml"',
        )
    )
    content = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    return with_body(
        f"<w:p><w:r><mc:AlternateContent {names}><mc:Choice Requires='wps'><w:drawing><wps:txbx>{content}</wps:txbx>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )


def test_a_sound_tag_in_a_text_box_is_no_fault():
    assert found(boxed("{{ so }}")) == []


def test_a_wrong_tag_in_a_text_box_is_said_once():
    assert found(boxed("{{ sai_ten_nay }}")) == [("M20", 2)]


# -- the file ----------------------------------------------------------------------------------------------------------


STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
USUAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def changed(name: str, old: str, new: str) -> bytes:
    """Return the shipped letter with every `old` in one of its parts replaced."""
    return repacked(LETTER, {name: lambda part: part.replace(old.encode(), new.encode())})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "M01", id="nothing"),
        pytest.param(b"chao", "M01", id="text"),
        pytest.param(b"%PDF-1.7", "M01", id="PDF"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "M01", id="old Word or password"),
        pytest.param((TEMPLATES / "ke_hoach_nam.xlsx").read_bytes(), "M01", id="workbook"),
        pytest.param(changed("[Content_Types].xml", "document.main+xml", "template.main+xml"), "M01", id="dotx"),
        pytest.param(LETTER[:4000], "M01", id="half"),
        pytest.param(LETTER[:-400], "M01", id="no directory"),
        pytest.param(b"PK\x03\x04" + b"\0" * 100, "M01", id="zeros"),
        pytest.param(LETTER[:9000] + b"\xff" * 40 + LETTER[9040:], "M01", id="bad bytes"),
        pytest.param(repacked(LETTER, {"word/document.xml": lambda part: part[:2000]}), "M01", id="half a part"),
        pytest.param(repacked(LETTER, {"word/document.xml": lambda part: b""}), "M01", id="empty part"),
        pytest.param(changed("word/document.xml", "<w:document", "<!DOCTYPE a><w:document"), "M01", id="doctype"),
        pytest.param(LETTER + b"\0" * (11 << 20), "M01", id="large file"),
        pytest.param(repacked(LETTER, {"word/media/a.png": lambda _: b"a" * (17 << 20)}), "M01", id="bomb"),
        pytest.param(changed("word/document.xml", USUAL, STRICT), "M01", id="strict"),
        pytest.param(changed("word/header1.xml", "w:", "x:"), "M01", id="undeclared prefix"),
    ],
)
def test_a_file_that_cannot_be_filled_is_one_fault_of_the_file(data, code):
    (fault,) = check_template(data, MONTHLY.names)
    assert (fault.code, fault.part, fault.paragraph, fault.severity) == (code, "", 0, ERROR)


@pytest.mark.parametrize("name", ["word/document.xml", "word/header1.xml"])
def test_elements_under_another_prefix_than_the_filling_knows_are_one_fault_of_the_file(name):
    renamed = repacked(LETTER, {name: lambda part: part.replace(b"w:", b"x:").replace(b"xmlns:w=", b"xmlns:x=")})
    assert found(renamed, MONTHLY.names) == [("M01", 0)]


def test_a_template_that_is_not_there_has_a_fault_of_its_own():
    assert template_faults.ABSENT.code == "M05"


# -- the trial ---------------------------------------------------------------------------------------------------------


def test_the_first_of_a_list_that_may_be_empty_is_found_at_its_paragraph():
    (fault,) = faults_of("Dòng đầu", "Kính gửi {{ so }}, {{ kinh_gui[0] }}")
    assert (fault.code, fault.paragraph, fault.tag) == ("M22", 2, "{{ kinh_gui[0] }}")
    assert fault.message == "Thẻ {{ kinh_gui[0] }} dùng sai giá trị: không có giá trị khi các danh sách trống."


def test_a_second_item_that_may_not_be_there_is_found():
    assert [fault.code for fault in faults_of("{% if kinh_gui %}{{ kinh_gui[1] }}{% endif %}")] == ["M22"]


# -- faults as such ----------------------------------------------------------------------------------------------------


def test_a_code_used_twice_is_refused():
    with pytest.raises(ValueError, match="M01"):
        template_faults._kind("M01 Tên\nCâu.\nCâu.")


def test_every_kind_speaks_whole_sentences():
    for kind in template_faults.KINDS.values():
        assert kind.message.endswith("."), kind.code
        assert kind.remedy.endswith((".", "}")), kind.code
        assert kind.title[0].isupper() and not kind.title.endswith("."), kind.code


@pytest.mark.parametrize("kind", [k for k in template_faults.KINDS.values() if k.example], ids=lambda kind: kind.code)
def test_a_kinds_example_has_this_fault_and_no_other(kind):
    assert {fault.kind for fault in example_faults(kind)} == {kind}


def test_paragraphs_count_those_in_tables():
    assert found(table(("a", "b"), ("c", "{{ sai_ten_nay }}"), before=("x",), after=("{{ sai_ten_nay }}",))) == [
        ("M20", 5),
        ("M20", 6),
    ]


def test_a_long_paragraph_is_shown_cut():
    (fault,) = faults_of("{{ sai_ten_nay }} " + "chữ " * 100)
    assert len(fault.text) == 80


def test_the_file_comes_first_then_the_body_from_top_to_bottom():
    document = Document()
    document.sections[0].footer.paragraphs[0].text = "{{ sai_ten_nay }}"
    for line in ("{{ so", "{% if du_thao %}", "{{ sai_ten_nay }}"):
        document.add_paragraph(line)
    data = repacked(saved(document), {"customXml/item1.xml": lambda _: b"<a>{{ so }}</a>"})
    assert found(data) == [("M08", 0), ("M10", 1), ("M40", 2), ("M20", 3), ("M20", 1)]


def test_equal_tags_in_two_paragraphs_are_two_faults():
    assert [fault.paragraph for fault in faults_of("{{ sai_ten_nay }}", "{{ sai_ten_nay }}")] == [1, 2]


# -- the copy with comments --------------------------------------------------------------------------------------------


def closing(document):
    """Return the letter's last sentence."""
    return next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("Trên đây"))


def broken_letter() -> bytes:
    document = Document(io.BytesIO(LETTER))
    closing(document).add_run(" {{ sai_ten_nay }}")
    document.tables[0].rows[0].cells[0].paragraphs[0].add_run(" {{ so")
    document.sections[0].footer.paragraphs[0].text = "{{ sai_ten_nay }}"
    return saved(document)


def comments_of(data: bytes) -> list[tuple[str, str]]:
    """Return the comments of a document in its order: the text that each is about, and what it says."""
    document = Document(io.BytesIO(data))
    said = {str(comment.comment_id): comment for comment in document.comments}
    return [
        (
            "".join(t.text for t in next(start.iterancestors(qn("w:p"))).iter(qn("w:t"))),
            said[start.get(qn("w:id"))].text,
        )
        for start in document.element.body.iter(qn("w:commentRangeStart"))
    ]


def test_the_copy_has_a_comment_at_each_fault():
    data = broken_letter()
    faults = check_template(data, MONTHLY.names)
    about = [text for text, _ in comments_of(commented_copy(data, faults))]
    assert len(about) == len(faults) == 3
    assert about[2].endswith("{{ sai_ten_nay }}")


def test_a_comment_says_message_and_remedy():
    data = template("a", "{{ so")
    (fault,) = check_template(data, NAMES)
    assert comments_of(commented_copy(data, [fault])) == [("{{ so", f"{fault.message} {fault.remedy}")]


def test_a_fault_elsewhere_stands_at_the_first_paragraph_with_its_place():
    document = Document()
    document.add_paragraph("đoạn đầu")
    document.sections[0].footer.paragraphs[0].text = "{{ sai_ten_nay }}"
    data = saved(document)
    ((about, said),) = comments_of(commented_copy(data, check_template(data, NAMES)))
    assert about == "đoạn đầu"
    assert said.startswith("Chân trang, đoạn 1 (“{{ sai_ten_nay }}”): ")


def test_the_copys_comments_are_the_programmes_and_have_no_clock():
    data = broken_letter()
    copied = commented_copy(data, check_template(data, MONTHLY.names))
    for comment in Document(io.BytesIO(copied)).comments:
        assert (comment.author, comment.initials, comment.timestamp.year) == ("Chương trình", "CT", 2024)


def test_the_same_template_gives_the_same_copy():
    data = broken_letter()
    faults = check_template(data, MONTHLY.names)
    assert commented_copy(data, faults) == commented_copy(data, faults)


def test_the_copy_is_valid(tmp_path):
    document = Document(io.BytesIO(LETTER))
    closing(document).add_run(" {{ sai_ten_nay }}")
    document.tables[0].rows[0].cells[0].paragraphs[0].add_run(" {{ so")
    data = saved(document)
    copied = commented_copy(data, check_template(data, MONTHLY.names))
    assert complaints(copied, tmp_path, "mau.docx") == []


def test_the_copy_is_read_by_libreoffice():
    data = template("{{ so")
    text = convert(commented_copy(data, check_template(data, NAMES)), "mau.docx", "odt")
    with zipfile.ZipFile(io.BytesIO(text)) as package:
        content = package.read("content.xml").decode()
    assert re.search(r"<office:annotation .*Thẻ mở bằng {{ mà không có }}", content)


def test_a_fault_in_an_empty_paragraph_gets_its_comment():
    data = with_body('<w:p><w:pPr><w:rPr><w:ins w:id="1" w:author="a"/></w:rPr></w:pPr></w:p>')
    faults = check_template(data, NAMES)
    assert [about for about, _ in comments_of(commented_copy(data, faults))] == [""]


def test_a_file_that_is_no_word_file_has_no_copy():
    with pytest.raises(ValueError):
        commented_copy(b"chao", [])


def test_the_mended_copy_of_a_template_has_no_fault():
    data = template("{{ sai_ten_nay }}", "{%p if du_thao %}", "a", "{%p endif %}")
    document = Document(io.BytesIO(commented_copy(data, check_template(data, NAMES))))
    for text in document.element.body.iter(qn("w:t")):
        text.text = text.text.replace("sai_ten_nay", "so")
    assert found(saved(document)) == []


# -- the sandbox -------------------------------------------------------------------------------------------------------


def filled(source: str, **context) -> str:
    return environment().from_string(source).render(context)


@pytest.mark.parametrize(
    "attempt",
    [
        "{{ ''.__class__ }}",
        "{{ x.__class__ }}",
        "{{ x['__class__'] }}",
        "{{ l.append }}",
        "{{ l.__len__ }}",
        "{{ f }}",
        "{{ f() }}",
        "{{ f.__globals__ }}",
        "{{ x|attr('__class__') }}",
        "{{ x|map(attribute='a') }}",
        "{{ s|safe }}",
        "{{ '%s'|format(1) }}",
        "{{ '{}'.format(1) }}",
        "{{ x.items() }}",
        "{{ self }}",
        "{{ self.__init__ }}",
        "{{ loop }}",
        "{{ cycler }}",
        "{{ range(9) }}",
        "{{ dict }}",
        "{{ lipsum }}",
        "{{ namespace }}",
        "{{ joiner }}",
        "{{ 'a' * 999999999 }}",
        "{{ 9 ** 999999 }}",
        "{{ 1 + 1 }}",
        "{{ 'a' % 1 }}",
        "{{ 'a' ~ 'b' }}",
        "{{ [1] }}",
        "{{ {'a': 1} }}",
        "{{ (1, 2) }}",
        "{{ l[0:1] }}",
        "{{ x[s] }}",
        "{{ none }}",
        "{{ true }}",
        "{{ 1 == 1 }}",
        "{{ nothing }}",
        "{{ l }}",
        "{{ x }}",
        "{{ yes }}",
        "{{ s is mapping }}",
        "{{ s if yes }}",
        "{{ s > 3 }}",
        "{{ l[9] }}",
        "{{ l|join(l) }}",
        "{{ l|join(attribute='a') }}",
        "{{ missing }}",
        "{{ missing|length }}",
        "{% if missing %}{% endif %}",
        "{% for a in s %}{% endfor %}",
        "{% for a in missing %}{% endfor %}",
        "{% for a in l %}{{ loop.__class__ }}{% endfor %}",
        "{% for a in l %}{{ loop.cycle(1) }}{% endfor %}",
        "{% for a in l %}{{ loop['index'] }}{% endfor %}",
        "{% for a in l %}{{ loop._iterable }}{% endfor %}",
        "{% for a, b in l %}{% endfor %}",
        "{% for loop in l %}{% endfor %}",
        "{% for self in l %}{% endfor %}",
        "{% for a in l recursive %}{{ loop(l) }}{% endfor %}",
        "{% for a in l %}{% for b in l %}{% endfor %}{% endfor %}",
        "{% for a in g.a %}{% for b in g.b %}{% for c in g.c %}{% for d in g.d %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in a %}{% for b in b %}{% for c in c %}{% endfor %}{% endfor %}{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% import 'a' as a %}",
        "{% from 'a' import b %}",
        "{% extends 'a' %}",
        "{% block a %}{% endblock %}",
        "{% set a = 1 %}",
        "{% set a %}b{% endset %}",
        "{% macro a() %}{% endmacro %}",
        "{% call f() %}{% endcall %}",
        "{% filter upper %}a{% endfilter %}",
        "{% with a = 1 %}{% endwith %}",
        "{% autoescape false %}{{ s }}{% endautoescape %}",
        "{% do l.append(1) %}",
        "{% debug %}",
        "{{ " + "(" * 5000 + "s" + ")" * 5000 + " }}",
        "{{ " + "not " * 5000 + "s }}",
        "{{ s" + ".a" * 5000 + " }}",
        "{% if s" + " and s" * 5000 + " %}{% endif %}",
        "{{ " + "9" * 5000 + " }}",
        "{% if s %}" * 500 + "{% endif %}" * 500,
    ],
)
def test_nothing_but_the_given_names_can_be_reached(attempt):
    lists = {key: ["a"] for key in "abcd"}
    with pytest.raises(TemplateError):
        filled(attempt, x={"a": "b"}, l=["a", "b"], f=lambda: "a", s="chữ", nothing=None, yes=True, g=lists, **lists)


def test_what_a_template_may_not_say_is_told_in_vietnamese_also_where_jinja2_knows_no_line():
    with pytest.raises(NotAllowed, match="Mẫu không dùng được"):
        environment().from_string("{% autoescape false %}{% endautoescape %}")


def test_a_key_named_like_a_method_is_the_key():
    assert filled("{{ x.items }}{{ x.keys }}{{ x['values'] }}", x={"items": "a", "keys": "b", "values": "c"}) == "abc"


def test_values_are_escaped():
    assert filled("{{ x }}{{ l|join('<') }}", x="<&", l=["a", "b"]) == "&lt;&amp;a&lt;b"


def test_what_looks_like_a_tag_in_a_value_is_printed():
    assert filled("{{ x }}", x="{{ y }}") == "{{ y }}"


def test_a_loop_counts():
    assert (
        filled(
            "{% for a in l %}{{ loop.index }}/{{ loop.length }}{% if not loop.last %}, {% endif %}{% endfor %}",
            l=["a", "b"],
        )
        == "1/2, 2/2"
    )


def test_every_filter_that_is_allowed_works():
    source = "{{ l|length }} {{ l|join('+') }} {{ l|first }} {{ l|last }} {{ s|upper }} {{ s|lower }}"
    assert filled(source, l=["a", "b"], s="Đảng") == "2 a+b a b ĐẢNG đảng"


def test_a_long_chain_of_elif_is_not_nested():
    assert (
        filled(
            "{% if n == 0 %}{% elif n == 1 %}{% else %}a{% endif %}".replace(
                "{% else", "{% elif n == 2 %}" * 200 + "{% else"
            ),
            n=3,
        )
        == "a"
    )


def test_a_failure_names_the_templates_line():
    with pytest.raises(TemplateError) as caught:
        filled("a\nb {{ missing }}")
    assert caught.value.lineno == 2
