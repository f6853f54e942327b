"""Templates with more than tags in them: what Word, other programs and an attacker put in, and how long it may take."""

from __future__ import annotations

import ast
import io
import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from audit import complaints
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from recruit.job import DEFAULT_TEMPLATES
from recruit.letters.documents import ALL, MONTHLY, YEARLY
from recruit.letters.documents import Document as Letter
from recruit.letters.names import Name, example_context
from recruit.model import Severity
from recruit.write.word import check
from recruit.write.word.check.folder import commented_copy
from recruit.write.word.check.template import check_template
from recruit.write.word.folder import TemplateProblem
from recruit.write.word.sandbox import MAX_LISTS
from recruit.write.word.templates import Templates

LETTER = Letter(
    "Thư",
    "thu.docx",
    (
        Name("so", "số", "127"),
        Name("hoc.so", "số người", "02"),
        Name("hoc.n", "số người", 2),
        Name("du_thao", "dự thảo", True),
        Name("loi", "lời", "lời", quoted=True),
        *(Name(f"bang_{key}[].ten", "tên", "tên") for key in "abc"),
        Name("bang_a[].nguoi[]", "người", "tên"),
    ),
)
CONTEXT = {
    "so": "127",
    "hoc": {"so": "02", "n": 2},
    "du_thao": True,
    "loi": "lời",
    **{f"bang_{key}": [] for key in "abc"},
}


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def with_body(*xml: str) -> bytes:
    """Return a document whose body is the given XML."""
    document = Document()
    body = document.element.body
    body.clear_content()
    for element in list(parse_xml(f"<w:body {nsdecls('w', 'r')}>{''.join(xml)}</w:body>").iterchildren()):
        body.insert(len(body) - 1, element)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def lines(*texts: str) -> bytes:
    return with_body(*map(paragraph, texts))


def repacked(data: bytes, changes) -> bytes:
    """Return a package with parts changed by functions of their bytes, by name; unknown names are added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in dict.fromkeys((*source.namelist(), *changes)):
            part = source.read(name) if name in source.namelist() else b""
            target.writestr(name, changes[name](part) if name in changes else part)
    return out.getvalue()


def related(data: bytes, kind: str, target: str, *, mode: str = "External", part: str = "document") -> bytes:
    """Return a document with one more relation, `rId99`, of its body or settings."""
    address = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="rId99" Type="{address}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    name = f"word/_rels/{part}.xml.rels"
    return repacked(data, {name: lambda old: (old or empty).replace(b"</R", relation.encode() + b"</R")})


def found(data: bytes):
    return [(fault.code, fault.paragraph) for fault in check_template(data, LETTER.names)]


def filled(data: bytes, tmp_path, **values) -> list[str]:
    """Return the paragraphs of the letter that the template in `data` makes."""
    (tmp_path / LETTER.template).write_bytes(data)
    made = Templates(tmp_path).filled(LETTER, CONTEXT | values, title="Thư", author="Đảng ủy")
    body = Document(io.BytesIO(made)).element.body
    return ["".join(letters.text or "" for letters in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]


# -- braces that the filling would take together -----------------------------------------------------------------------


@pytest.mark.parametrize("end", ["{{ so }}", "đạt 50%", "mục #"])
@pytest.mark.parametrize("between", [(), ("",)])
def test_a_brace_that_would_join_two_paragraphs_is_an_error_where_it_stands(end, between):
    errors = [f for f in check_template(lines(end, *between, "} b"), LETTER.names) if f.severity is Severity.ERROR]
    assert [(fault.code, fault.paragraph) for fault in errors] == [("M10", 2 + len(between))]


def test_a_tag_with_an_empty_paragraph_inside_is_an_error_at_both_its_ends():
    assert found(lines("a {", "", "{ so }}")) == [("M10", 1), ("M10", 3)]


@pytest.mark.parametrize("start", ["{", "% a", "# a"])
def test_a_brace_that_the_next_paragraph_would_make_a_sign_of_is_an_error(start):
    assert ("M10", 1) in found(lines("a {", start))


@pytest.mark.parametrize(
    "inside", ["{{ so }}", "{%p if du_thao %}", "{{p so }}", "{{{{{{ so }}", "{{ so", "{% if so", "{%" * 9, "{{" * 9]
)
def test_a_tag_in_a_remark_is_an_error(inside):
    assert ("M10", 1) in found(lines(f"{{# {inside} #}}", "a"))


def test_a_remark_is_not_printed(tmp_path):
    data = lines("a{# 100% {số} #}b")
    assert found(data) == []
    assert filled(data, tmp_path) == ["ab"]


# -- values ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    ["{_{ so }_}", "{_% if %_}", "{{ so }}", "{% if so %}", "{# a #}", "<?rows 0?>", "]]>", "&lt;", "x" * 10_000],
)
def test_a_value_is_printed_as_it_was_typed(value, tmp_path):
    assert filled(lines("{{ loi }}"), tmp_path, loi=value) == [value]


# -- what no program shows ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hidden", ["<!-- {{ so.a }} -->", "<!-- {% if du_thao %} -->", "<?rows 0?>", "<?a {{ so.a }}?>"]
)
def test_comments_and_instructions_of_xml_are_left_out(hidden, tmp_path):
    data = with_body(paragraph("a"), hidden, paragraph("{{ so }}"))
    assert found(data) == []
    assert filled(data, tmp_path) == ["a", "127"]


def test_a_tag_of_character_references_in_a_footnote_is_filled(tmp_path):
    note = '<w:footnotes {}><w:footnote w:id="1"><w:p><w:r><w:t\n>&#123;{{ so }}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode()
    data = repacked(
        related(lines("a"), "footnotes", "footnotes.xml", mode="Internal"),
        {
            "word/footnotes.xml": lambda _: note.replace("{}", nsdecls("w")).replace("{{", "{").encode("utf-16"),
            "[Content_Types].xml": lambda types: types.replace(b"</Types>", override),
        },
    )
    assert found(data) == []
    (tmp_path / LETTER.template).write_bytes(data)
    made = Templates(tmp_path).filled(LETTER, CONTEXT, title="Thư", author="Đảng ủy")
    assert b">127<" in zipfile.ZipFile(io.BytesIO(made)).read("word/footnotes.xml")


@pytest.mark.parametrize("columns", ["", "<w:tblGrid/>", "<w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>"])
def test_a_table_that_does_not_say_how_wide_it_is_is_filled(columns, tmp_path):
    row = f"<w:tr><w:tc><w:tcPr/>{paragraph('{{ so }}')}</w:tc></w:tr>"
    data = with_body(f"<w:tbl><w:tblPr/>{columns}{row}</w:tbl>", paragraph("a"))
    assert found(data) == []
    assert filled(data, tmp_path) == ["127", "a"]


def test_the_columns_of_a_table_stay_as_the_template_has_them(tmp_path):
    grid = "<w:tblGrid>" + '<w:gridCol w:w="1000"/>' * 3 + "</w:tblGrid>"
    row = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc><w:tcPr/>{paragraph("{{ so }}")}</w:tc></w:tr>'
    (tmp_path / LETTER.template).write_bytes(with_body(f"<w:tbl><w:tblPr/>{grid}{row}</w:tbl>", paragraph("a")))
    made = Templates(tmp_path).filled(LETTER, CONTEXT, title="Thư", author="Đảng ủy")
    assert len(list(Document(io.BytesIO(made)).element.body.iter(qn("w:gridCol")))) == 3


# -- content that stands elsewhere -------------------------------------------------------------------------------------


def test_a_tag_in_a_box_that_word_fills_from_the_properties_is_an_error():
    box = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>" + paragraph("{{ so }}") + "</w:sdtContent></w:sdt>"
    assert found(with_body(box.replace("{}", '<w:dataBinding w:xpath="/a" w:storeItemID="{0}"/>', 1))) == [("M08", 1)]
    assert found(with_body(box.replace("{}", "<w:text/>", 1))) == []


def test_a_picture_from_the_network_is_an_error_at_its_paragraph():
    blip = "<w:drawing><a:blip xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' r:link='rId99'/></w:drawing>"
    data = with_body(paragraph("a"), f"<w:p><w:r>{blip}</w:r></w:p>")
    assert found(related(data, "image", "http://127.0.0.1:9/a.png")) == [("M37", 2)]


def test_a_document_put_in_whole_is_an_error():
    data = with_body(paragraph("a"), '<w:altChunk r:id="rId99"/>')
    whole = repacked(
        related(data, "aFChunk", "a.htm", mode="Internal"),
        {
            "word/a.htm": lambda _: b"{{ so }}",
            "[Content_Types].xml": lambda t: t.replace(
                b"</T", b'<Default Extension="htm" ContentType="text/html"/></T'
            ),
        },
    )
    assert [code for code, _ in found(whole)] == ["M37"]


@pytest.mark.parametrize(
    "code", ['INCLUDETEXT "a.docx"', 'includepicture "http://a/b.png"', "DDEAUTO excel a b", 'LINK Excel.Sheet "a"']
)
def test_a_field_that_fetches_content_is_an_error_at_its_paragraph(code):
    field = f"<w:r><w:instrText> {code[:4]}</w:instrText></w:r><w:r><w:instrText>{code[4:]} </w:instrText></w:r>"
    assert found(with_body(paragraph("a"), f"<w:p>{field}</w:p>")) == [("M37", 2)]
    simple = f"<w:p><w:fldSimple w:instr='{code}'><w:r><w:t>a</w:t></w:r></w:fldSimple></w:p>"
    assert found(with_body(simple)) == [("M37", 1)]


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/a.dotm",
        "file://may/mau/a.dotm",
        "file:///\\\\may\\mau\\a.dotm",
        "file:////may/mau/a.dotm",
        "\\\\may\\mau\\a.dotm",
        "//may/mau/a.dotm",
        "../a.dotm",
        "%5C%5Cmay%5Cmau%5Ca.dotm",
    ],
)
def test_a_template_attached_from_elsewhere_is_an_error(address):
    assert found(related(lines("a"), "attachedTemplate", address, part="settings")) == [("M37", 0)]


@pytest.mark.parametrize(
    "address", ["file:///C:/Mau/a.dotm", "file:///C:\\Mau\\a.dotm", "C:\\Mau\\a.dotm", "Normal.dotm"]
)
def test_a_template_attached_on_the_disk_is_none(address):
    assert found(related(lines("a"), "attachedTemplate", address, part="settings")) == []


@pytest.mark.parametrize(
    "part", ["document", "settings", "numbering", "styles", "fontTable", "webSettings", "theme/theme1"]
)
def test_whatever_part_fetches_something_is_an_error(part):
    assert found(related(lines("a"), "image", "http://127.0.0.1:9/a.png", part=part)) == [("M37", 0)]


def test_the_package_itself_that_fetches_something_is_an_error():
    relation = b'<Relationship Id="rId99" Type="a/thumbnail" Target="http://a/b.png" TargetMode="External"/></R'
    assert found(repacked(lines("a"), {"_rels/.rels": lambda old: old.replace(b"</R", relation)})) == [("M37", 0)]


@pytest.mark.parametrize("kind", ["frame", "image", "oleObject", "externalLink", "subDocument", "lạ"])
def test_relations_of_any_kind_to_the_outside_are_an_error(kind):
    assert found(related(lines("a"), kind, "a.docx")) == [("M37", 0)]


@pytest.mark.parametrize("mode", ["external", "Internal"])
def test_a_file_whose_relation_to_the_outside_is_not_said_to_be_one_cannot_be_used(mode):
    assert found(related(lines("a"), "image", "http://a/b.png", mode=mode)) == [("M01", 0)]


def test_a_part_that_is_xml_by_another_name_is_one_fault_of_the_file():
    kind = b'<Override PartName="/word/a.foo" ContentType="a/b+xml"/></Types>'
    changes = {"word/a.foo": lambda _: b"<a/>", "[Content_Types].xml": lambda t: t.replace(b"</Types>", kind)}
    assert found(repacked(lines("a"), changes)) == [("M01", 0)]


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("https://a.vn/b", []),
        ("HTTP://a.vn", []),
        ("mailto:a@b.vn", []),
        ("#noi_nhan", []),
        ("", []),
        ("file:///C:/a.docx", ["M37"]),
        ("mhtml:http://a/b!c", ["M37"]),
        ("ms-word:ofe|u|http://a/b.docx", ["M37"]),
        ("ms-msdt:/id", ["M37"]),
        ("javascript:a", ["M37"]),
        ("\\\\may\\a", ["M37"]),
        ("a.docx", ["M37"]),
    ],
)
def test_only_links_to_web_and_mail_are_let_through(address, codes):
    link = '<w:hyperlink r:id="rId99"><w:r><w:t>a</w:t></w:r></w:hyperlink>'
    data = related(with_body(f"<w:p>{link}</w:p>"), "hyperlink", address)
    assert found(data) == [(code, 1) for code in codes]
    doubled = address.replace("\\", "\\\\")
    field = f"<w:p><w:r><w:instrText>HYPERLINK &quot;{doubled}&quot; \\o &quot;file:&quot;</w:instrText></w:r></w:p>"
    assert found(with_body(field)) == [(code, 1) for code in codes]


def test_a_picture_of_the_older_kind_from_the_network_is_an_error_at_its_paragraph():
    picture = "<w:r><w:pict><v:imagedata xmlns:v='urn:schemas-microsoft-com:vml' src='http://a/b.png'/></w:pict></w:r>"
    assert found(with_body(paragraph("a"), f"<w:p>{picture}</w:p>")) == [("M37", 2)]


def test_what_one_shape_takes_from_elsewhere_is_said_in_the_order_in_which_it_names_it():
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    names = "abcdef"
    relations = [
        f'<Relationship Id="{n}" Type="{kind}/image" Target="http://{n}/" TargetMode="External"/>' for n in names
    ]
    attributes = " ".join(f'r:{n}="{n}"' for n in names)
    data = with_body(
        f"<w:p><w:r><w:pict><v:rect xmlns:v='urn:schemas-microsoft-com:vml' {attributes}/></w:pict></w:r></w:p>"
    )
    data = repacked(
        data, {"word/_rels/document.xml.rels": lambda old: old.replace(b"</R", "".join(relations).encode() + b"</R")}
    )
    said = [fault.message for fault in check_template(data, LETTER.names)]
    assert [re.search("http://(.)/", message)[1] for message in said] == list(names)


@pytest.mark.parametrize(("address", "codes"), [("http://a.vn", []), ("file://may/a", ["M37"]), ("ms-word:a", ["M37"])])
def test_a_link_of_a_shape_of_the_older_kind_is_one_as_any_other(address, codes):
    shape = f"<w:r><w:pict><v:rect xmlns:v='urn:schemas-microsoft-com:vml' href='{address}'/></w:pict></w:r>"
    assert [code for code, _ in found(with_body(f"<w:p>{shape}</w:p>"))] == codes


def test_a_template_for_merging_from_a_source_is_an_error():
    merge = b'<w:mailMerge><w:connectString w:val="Data Source=a"/></w:mailMerge></w:settings>'
    changes = {"word/settings.xml": lambda part: part.replace(b"</w:settings>", merge)}
    assert found(repacked(lines("a"), changes)) == [("M37", 0)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("word/vbaProject.bin", ""),
        ("word/a.bin", "application/vnd.ms-office.vbaProject"),
        ("word/activeX/activeX1.bin", ""),
    ],
)
def test_a_template_with_a_macro_is_one_fault_of_the_file(name, kind):
    override = f'<Override PartName="/{name}" ContentType="{kind or "a/b"}"/></Types>'.encode()
    changes = {name: lambda _: b"a", "[Content_Types].xml": lambda types: types.replace(b"</Types>", override)}
    [fault] = check_template(repacked(lines("a"), changes), LETTER.names)
    assert (fault.code, "macro" in fault.message) == ("M01", True)


def test_a_relation_to_a_macro_is_one_fault_of_the_file():
    assert found(related(lines("a"), "vbaProject", "a.bin", mode="Internal")) == [("M01", 0)]


def mark(kind: str) -> str:
    return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"


def code(text: str) -> str:
    return f"<w:r><w:instrText>{escape(text)}</w:instrText></w:r>"


@pytest.mark.parametrize(
    "field",
    [
        pytest.param((mark("begin") + code("INCLUDE"), code('TEXT "a"') + mark("end")), id="over paragraphs"),
        pytest.param((mark("begin") + code("IF "), mark("begin") + code("DDE a") + mark("end") * 2), id="in another"),
        pytest.param(
            (mark("begin") + code("LI") + mark("begin") + code("SEQ a") + mark("end") + code("NK a") + mark("end"),),
            id="around another",
        ),
        pytest.param(
            (mark("begin") * 2 + code("SEQ a") + mark("end") + code(" a") + mark("end"),), id="named by another"
        ),
        pytest.param((mark("end") + code("INCLUDETEXT a"),), id="without a beginning"),
        pytest.param((mark("begin") + code("LINK a"),), id="without an end"),
        pytest.param((mark("begin") + mark("separate") + code("LINK a") + mark("end"),), id="behind its result's mark"),
    ],
)
def test_a_field_that_fetches_is_found_however_it_is_cut(field):
    assert found(with_body(*(f"<w:p>{runs}</w:p>" for runs in field)))[0][0] == "M37"


def test_a_tag_in_the_code_of_a_field_is_an_error_also_behind_the_mark_of_its_result():
    cut = mark("begin") + code("PAGE") + mark("separate") + code("{{ so }}") + mark("end")
    assert found(with_body(f"<w:p>{cut}</w:p>")) == [("M08", 1)]


def test_a_tag_in_the_code_of_a_field_over_paragraphs_is_an_error():
    cut = (mark("begin") + code("REF {"), code("{ so }} ") + mark("end"))
    assert found(with_body(*(f"<w:p>{runs}</w:p>" for runs in cut))) == [("M08", 1)]


def test_a_link_around_the_number_of_a_page_fetches_nothing():
    page = mark("begin") + code("PAGEREF _Toc1") + mark("separate") + mark("end")
    link = mark("begin") + code('HYPERLINK \\l "_Toc1"') + mark("separate") + page + mark("end")
    assert found(with_body(f"<w:p>{link}</w:p>")) == []


@pytest.mark.parametrize(
    "field", ["PAGE", 'HYPERLINK "http://a/link" \\l "b"', "TOC \\o", 'DATE \\@ "d/M"', 'IF 1 = 1 "link: a"']
)
def test_a_field_that_fetches_nothing_is_none(field):
    code = f"<w:r><w:instrText> {escape(field)} </w:instrText></w:r>"
    link = '<w:hyperlink r:id="rId99"><w:r><w:t>a</w:t></w:r></w:hyperlink>'
    assert found(related(with_body(f"<w:p>{code}{link}</w:p>"), "hyperlink", "http://a")) == []


def test_an_opendocument_file_under_a_word_name_is_told_as_such():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", "<a/>")
    [fault] = check_template(out.getvalue(), LETTER.names)
    assert (fault.code, ".odt" in fault.message) == ("M01", True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(r"<c:ser>.*?</c:ser>", "", id="a series taken away"),
        pytest.param(r"<c:idx [^>]*/>", "", id="no numbers"),
        pytest.param(r'<c:idx val="[^"]*"/>', '<c:idx val="a"/>', id="no number"),
    ],
)
def test_a_chart_that_cannot_show_the_figures_is_a_fault_of_the_file(old, new):
    data = (DEFAULT_TEMPLATES / YEARLY.template).read_bytes()
    change = {"word/charts/chart1.xml": lambda part: re.sub(old, new, part.decode(), count=1, flags=re.DOTALL).encode()}
    assert check_template(data, YEARLY.names, series=YEARLY.series) == []
    faults = check_template(repacked(data, change), YEARLY.names, series=YEARLY.series)
    assert [(fault.code, fault.paragraph) for fault in faults] == [("M64", 0)]


# -- what is known by a number ------------------------------------------------------------------------------------------


NAMESPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
PICTURE = (
    "<w:r><w:drawing><wp:inline><wp:extent cx='9' cy='9'/><wp:docPr id='1' name='a'/><a:graphic><a:graphicData"
    " uri='http://schemas.openxmlformats.org/drawingml/2006/picture'><pic:pic><pic:nvPicPr><pic:cNvPr id='0' name='a'/>"
    "<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill/><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline>"
    "</w:drawing></w:r>"
)
SHAPE = "<w:r><w:pict><v:rect id='_x0000_s1026' o:spid='_x0000_s1026' style='width:10pt;height:10pt'/></w:pict></w:r>"
BOX = "<w:sdt><w:sdtPr><w:id w:val='5'/></w:sdtPr><w:sdtContent><w:r><w:t>a</w:t></w:r></w:sdtContent></w:sdt>"


def shipped(place: str, *xml: str) -> bytes:
    """Return the shipped letter with more paragraphs in its body or a header, whose loop goes over its addressees."""
    document = Document(DEFAULT_TEMPLATES / MONTHLY.template)
    body = document.element.body
    holder = body if place == "body" else document.sections[0].header._element
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    made = parse_xml(f"<w:body {nsdecls('w', 'r')} {names} mc:Ignorable='w14'>{''.join(xml)}</w:body>")
    for element in list(made.iterchildren()):
        holder.insert(len(holder) - (place == "body"), element)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def written(data: bytes, tmp_path) -> bytes:
    """Return the letter that a template in `data` makes of examples, each list with two items."""
    (tmp_path / MONTHLY.template).write_bytes(data)
    return Templates(tmp_path).filled(MONTHLY, example_context(MONTHLY.names, 2), title="Thư", author="Đảng ủy")


@pytest.mark.parametrize("place", ["body", "header"])
@pytest.mark.parametrize(
    "mark",
    [
        pytest.param("<w:bookmarkStart w:id='7' w:name='a'/><w:bookmarkEnd w:id='7'/>", id="bookmark"),
        pytest.param("<w:permStart w:id='7' w:edGrp='everyone'/><w:permEnd w:id='7'/>", id="permission"),
        pytest.param(PICTURE, id="picture"),
        pytest.param(SHAPE, id="shape"),
        pytest.param(BOX, id="box"),
    ],
)
def test_what_has_a_number_of_its_own_is_told_apart_in_a_loop(mark, place, tmp_path):
    marked = f"<w:p w14:paraId='12345678' w14:textId='77777777'><w:r><w:t>lặp</w:t></w:r>{mark}</w:p>"
    data = shipped(place, paragraph("{%p for noi in kinh_gui %}"), marked, paragraph("{%p endfor %}"))
    assert check_template(data, MONTHLY.names) == []
    letter = written(data, tmp_path)
    with zipfile.ZipFile(io.BytesIO(letter)) as package:
        parts = [package.read(name) for name in package.namelist() if re.match(r"word/(document|header\d)", name)]
    assert max(part.decode().count("lặp") for part in parts) == 2
    numbers = [n for part in parts for n in re.findall(rb'(paraId="\w+|docPr id="\w+|w:id w:val="\w+)', part)]
    assert len(numbers) == len(set(numbers))
    assert complaints(letter, tmp_path, "thu.docx") == []


def test_rows_repeated_with_something_that_has_a_number_are_told_apart_however_many(tmp_path, monkeypatch):
    monkeypatch.setattr("recruit.write.word.filling._STRETCH", 1)
    mark = "<w:bookmarkStart w:id='7' w:name='a'/><w:bookmarkEnd w:id='7'/>"
    texts = ("{%tr for noi in kinh_gui %}", "{{ noi }}", "{%tr endfor %}")
    cells = [f"<w:tc><w:tcPr/>{paragraph(text).replace('</w:p>', mark + '</w:p>')}</w:tc>" for text in texts]
    rows = "".join(f"<w:tr>{cell}</w:tr>" for cell in (f"<w:tc><w:tcPr/>{paragraph('a')}</w:tc>", *cells))
    data = shipped("body", f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{rows}</w:tbl>", paragraph("b"))
    with zipfile.ZipFile(io.BytesIO(written(data, tmp_path))) as package:
        assert package.read("word/document.xml").count(b"bookmarkStart") == 1


def test_a_mark_of_which_a_command_takes_one_end_away_is_in_no_letter(tmp_path):
    begin, end = "<w:bookmarkStart w:id='7' w:name='a'/>", "<w:bookmarkEnd w:id='7'/>"
    command = paragraph("{%p if du_thao %}").replace("</w:p>", begin + "</w:p>")
    data = shipped("body", command, f"<w:p>{end}</w:p>", paragraph("{%p endif %}"))
    with zipfile.ZipFile(io.BytesIO(written(data, tmp_path))) as package:
        assert b"bookmark" not in package.read("word/document.xml")


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_that_a_loop_repeats_is_printed_as_often(kind, tmp_path):
    marked = f"<w:p><w:r><w:t>lặp</w:t></w:r><w:r><w:{kind}Reference w:id='7'/></w:r></w:p>"
    data = shipped("body", paragraph("{%p for noi in kinh_gui %}"), marked, paragraph("{%p endfor %}"))
    note = f"<w:{kind} w:id='7'>{paragraph('theo {{ so }}')}</w:{kind}>"
    type_of = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
    override = f'<Override PartName="/word/{kind}s.xml" ContentType="{type_of}"/></Types>'.encode()
    data = repacked(
        related(data, f"{kind}s", f"{kind}s.xml", mode="Internal"),
        {
            f"word/{kind}s.xml": lambda _: f"<w:{kind}s {nsdecls('w')}>{note}</w:{kind}s>".encode(),
            "[Content_Types].xml": lambda types: types.replace(b"</Types>", override),
        },
    )
    assert check_template(data, MONTHLY.names) == []
    letter = written(data, tmp_path)
    with zipfile.ZipFile(io.BytesIO(letter)) as package:
        references = re.findall(rf'{kind}Reference w:id="(\d+)"', package.read("word/document.xml").decode())
        notes = re.findall(rf'<w:{kind} w:id="(\d+)">.*?theo 127<', package.read(f"word/{kind}s.xml").decode())
    assert (len(references), references) == (2, notes)
    assert complaints(letter, tmp_path, "thu.docx") == []


def test_comments_of_a_template_come_into_no_letter(tmp_path):
    document = Document(io.BytesIO(shipped("body")))
    for text in ("{%p for noi in kinh_gui %}", "{{ noi }}", "{%p endfor %}"):
        document.add_comment(document.add_paragraph(text).runs, "Xem lại", "Ai đó", "A")
    out = io.BytesIO()
    document.save(out)
    assert check_template(out.getvalue(), MONTHLY.names) == []
    letter = written(out.getvalue(), tmp_path)
    with zipfile.ZipFile(io.BytesIO(letter)) as package:
        assert [name for name in package.namelist() if "comment" in name] == []
        assert b"comment" not in package.read("word/document.xml")
    assert complaints(letter, tmp_path, "thu.docx") == []


@pytest.mark.parametrize("marks", ["<w:commentReference w:id='7'/>" * 2, "<w:t>b</w:t><w:commentReference w:id='7'/>"])
def test_only_the_mark_of_a_comment_is_left_out_of_a_letter(marks, tmp_path):
    data = with_body(f"<w:p><w:r><w:t>a</w:t></w:r><w:r>{marks}</w:r></w:p>")
    assert found(data) == []
    assert filled(data, tmp_path) == ["ab" if ">b<" in marks else "a"]


@pytest.mark.parametrize("document", ALL, ids=lambda document: document.template)
def test_a_copy_with_comments_that_was_mended_makes_a_valid_letter(document, tmp_path):
    edited = Document(DEFAULT_TEMPLATES / document.template)
    for run in [paragraph.runs[0] for paragraph in edited.paragraphs if paragraph.runs]:
        run.add_text(" {{ sai_ten_nay }}")
    out = io.BytesIO()
    edited.save(out)
    faults = check_template(out.getvalue(), document.names)
    mended = Document(io.BytesIO(commented_copy(out.getvalue(), faults)))
    assert faults and len(list(mended.comments)) == len(faults)
    for text in mended.element.body.iter(qn("w:t")):
        text.text = text.text.replace(" {{ sai_ten_nay }}", "")
    out = io.BytesIO()
    mended.save(out)
    assert check_template(out.getvalue(), document.names, series=document.series) == []
    (tmp_path / document.template).write_bytes(out.getvalue())
    context = example_context(document.names, 2)
    letter = Templates(tmp_path).filled(document, context, title="Thư", author="Đảng ủy")
    assert complaints(letter, tmp_path, "thu.docx") == []


# -- what is found only while a letter is filled -------------------------------------------------------------------------


def test_a_cell_that_this_months_figures_leave_empty_keeps_the_letter_from_being_written(tmp_path):
    cell = "".join(map(paragraph, ("{%p if hoc.n != 1 %}", "a", "{%p endif %}")))
    data = with_body(f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr/>{cell}</w:tc></w:tr></w:tbl>", paragraph("b"))
    assert found(data) == []
    assert filled(data, tmp_path) == ["a", "b"]
    with pytest.raises(TemplateProblem):
        filled(data, tmp_path, hoc={"so": "01", "n": 1})


def test_a_value_misused_where_this_month_comes_by_is_told_with_its_paragraph(tmp_path):
    data = lines("a", "{% if hoc.n > 1 %}{{ bang_a }}{% endif %}")
    assert filled(data, tmp_path, hoc={"so": "01", "n": 1}) == ["a", ""]
    with pytest.raises(TemplateProblem, match=r"đoạn 2.*Thẻ {{ bang_a }} dùng sai giá trị: danh sách"):
        filled(data, tmp_path)


@pytest.mark.parametrize("part", ["document", "settings"])
def test_relations_that_cannot_be_read_are_one_fault_of_the_file(part):
    data = repacked(lines("a"), {f"word/_rels/{part}.xml.rels": lambda _: b"<Relationships"})
    assert found(data) == [("M01", 0)]


# -- how much ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(("{{ so }}",) * 5_001, id="paragraphs"),
        pytest.param(("{{ so " * 4_000,), id="one long paragraph"),
        pytest.param(("{{ so }} " * 2_000,) * 20, id="letters"),
        pytest.param(("a" * 19_000,) * 20, id="letters without tags"),
        pytest.param(("{{ so }}" * 500,) * 5, id="tags"),
    ],
)
def test_a_template_longer_than_any_letter_is_one_fault_of_the_file(texts):
    assert found(lines(*texts)) == [("M01", 0)]


@pytest.mark.parametrize(
    "tag", ["{# " + "a" * 1_000 + " #}", "{{ so" + " " * 1_000 + "}}", "{% if so" + " " * 1_000 + "%}a{% endif %}"]
)
def test_a_tag_longer_than_any_in_a_letter_is_an_error(tag):
    assert ("M10", 1) in found(lines(tag))


def patterns_of(path: Path) -> list[str]:
    """Return the texts of the patterns that a module searches with."""
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    searched = [node.args[0] for node in calls if ast.unparse(node.func).startswith("re.")]
    constants = [node for pattern in searched for node in ast.walk(pattern) if isinstance(node, ast.Constant)]
    return [constant.value for constant in constants if isinstance(constant.value, str)]


@pytest.mark.parametrize("path", sorted(Path(check.__path__[0]).glob("*.py")), ids=lambda path: path.stem)
def test_no_pattern_of_the_check_repeats_anything_without_a_bound(path):
    unbounded = re.compile(r"(?<!\\)(?:[*+]|\{\d+,\})(?![^\[]*\])")
    assert [pattern for pattern in patterns_of(path) if unbounded.search(pattern)] == []


@pytest.mark.parametrize("text", ["{" + " " * 19_000, "{ " * 9_000, "a_" * 9_000, "{{ '" + "a'" * 9_000, "{" * 19_000])
def test_a_paragraph_of_nothing_but_signs_is_judged_as_any_other(text):
    assert {number for _, number in found(lines(text))} <= {0, 1}


def loops(*lists: str) -> bytes:
    opened = [f"{{%p for v{index} in {name} %}}" for index, name in enumerate(lists)]
    return lines(*opened, "a", *["{%p endfor %}"] * len(lists))


def test_loops_within_loops_over_more_lists_than_two_are_an_error_at_the_innermost():
    data = loops("bang_a", "bang_b", "bang_c")
    [fault] = check_template(data, LETTER.names)
    assert (fault.code, fault.paragraph, f"quá {MAX_LISTS} danh sách" in fault.message) == ("M33", 3, True)


def test_comparisons_within_comparisons_are_an_error_however_many():
    tag = "so == '1'"
    for _ in range(30):
        tag = f"({tag}) == du_thao"
    assert found(lines(f"{{% if {tag} %}}a{{% endif %}}")) == [("M33", 1)]


@pytest.mark.parametrize("lists", [("bang_a", "bang_b"), ("bang_a", "v0.nguoi"), ("bang_a", "v0.nguoi", "bang_b")])
def test_loops_over_two_lists_and_over_lists_of_a_row_are_none(lists):
    assert found(loops(*lists)) == []


def test_what_loops_make_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("recruit.write.word.filling._LARGEST", 10_000)
    with pytest.raises(TemplateProblem):
        filled(loops("bang_a", "bang_b"), tmp_path, bang_a=[{}] * 100, bang_b=[{}] * 100)
