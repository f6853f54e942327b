"""Hostile templates by a seed: relations, fields, braces and numbers as no office types them, and what must hold for each.

`python tests/bent_templates.py 2000 --seed 1` makes as many as one likes; each failure names the seed of its template,
and `--only SEED` runs that one again. What is checked, and why each check is sound:

- The check ends without an exception, and says the same when it is asked again.
- A relation or field that was put in to fetch something is named (M37), or the file is refused as a whole (M01); one
  that fetches nothing is not named.
- A template without an error makes a letter of examples, whether its lists have two items or none. In that letter no
  relation leads outside but to web and mail, no comment is left, and no two things bear one number.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import zipfile
from collections import Counter
from pathlib import Path
from random import Random, SystemRandom
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from recruit.letters.names import Name, example_context
from recruit.model import Severity
from recruit.write.word.check.template import check_template
from recruit.write.word.filling import WordTemplate
from recruit.write.word.sandbox import environment

NAMES = (
    Name("so", "số", "127"),
    Name("n", "số người", 2),
    Name("du_thao", "dự thảo", True),
    Name("noi[]", "nơi nhận", "Đảng ủy"),
    Name("bang[].ten", "tên", "Chi bộ 1"),
    Name("bang[].nguoi[]", "người", "Ón"),
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": f"{_OFFICE}/relationships",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
_ROOT = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items()) + ' mc:Ignorable="w14"'
_HARMLESS = re.compile(r"https?://|mailto:", re.IGNORECASE)


class Hostile(NamedTuple):
    """A hostile template: its seed, what was done in words, and whether it fetches; None where that is not asked."""

    seed: str
    note: str
    data: bytes
    fetches: bool | None = None


# -- a small package ---------------------------------------------------------------------------------------------------


def packed(body: str, header: str = "", relations: dict[str, str] | None = None, others: dict | None = None) -> bytes:
    """Return a template of a body and a header; `relations` are more relations by the part that has them."""
    parts = {"document": ("document.main", f"<w:body>{body}<w:p/></w:body>"), "settings": ("settings", "")}
    if header:
        parts["header1"] = ("header", header)
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>' for name, (kind, _) in parts.items()
    )
    own = {"": _relation("rId1", "officeDocument", "word/document.xml")}
    own["document"] = _relation("rId1", "settings", "settings.xml")
    own["document"] += _relation("rId2", "header", "header1.xml") if header else ""
    for part, more in (relations or {}).items():
        own[part] = own.get(part, "") + more
    roots = {"document": "document", "settings": "settings", "header1": "hdr"}
    files = {
        f"word/{name}.xml": f"<w:{roots[name]} {_ROOT}>{xml}</w:{roots[name]}>" for name, (_, xml) in parts.items()
    }
    for part, xml in own.items():
        name = f"word/_rels/{part}.xml.rels" if part else "_rels/.rels"
        files[name] = (
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{xml}</Relationships>'
        )
    defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    defaults += '<Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="a/b"/>'
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{defaults}{types}</Types>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in {"[Content_Types].xml": types, **files, **(others or {})}.items():
            package.writestr(name, text)
    return out.getvalue()


def _relation(number: str, kind: str, address: str, mode: str = "") -> str:
    kind = kind if ":" in kind else f"{_OFFICE}/relationships/{kind}"
    mode = f' TargetMode="{mode}"' if mode else ""
    return f"<Relationship Id={quoteattr(number)} Type={quoteattr(kind)} Target={quoteattr(address)}{mode}/>"


def _paragraph(*runs: str, attributes: str = "") -> str:
    return f"<w:p{attributes}>{''.join(runs)}</w:p>"


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


# -- what is bent ------------------------------------------------------------------------------------------------------


_OUTSIDE = (
    *("file:///C:/a.docx", "file://may/mau/a", "file:////may/a", r"\\may\mau\a", "//may/a", "mhtml:http://a/b!c"),
    *("ms-word:ofe|u|http://a/b", "ms-msdt:/id", "javascript:a", "ftp://a/b", "http://", "../a.docx", "a%20b.docx"),
    *("FILE:///x", "data:text/html,a", r"C:\a\b.docx", "httpx://a"),
)
_INSIDE = ("http://a.vn/b", "https://a.vn", "HTTP://A.VN", "mailto:a@b.vn", "#noi_nhan", "MAILTO:a@b.vn")
_KINDS = (
    *("image", "frame", "oleObject", "externalLink", "package", "video", "audio", "subDocument", "aFChunk", "font"),
    *("attachedTemplate", "externalLinkPath", "recipientData", "mailMergeSource", "lạ", "control", "http://a/b/image"),
)


def relations(rng: Random, seed: str) -> Hostile:
    """Return a template one part of which has a relation to the outside, or one that is none."""
    part = rng.choice(("document", "settings", "header1", "numbering", "fontTable", "webSettings", "theme/a", ""))
    fetches = rng.random() < 0.6
    kind = rng.choice(_KINDS) if fetches else "hyperlink"
    address = rng.choice((*_OUTSIDE, *(_INSIDE[:3] if fetches else ()))) if fetches else rng.choice(_INSIDE)
    if fetches and rng.random() < 0.3:
        kind, address = "hyperlink", rng.choice([a for a in _OUTSIDE if not _HARMLESS.match(a)])
    if kind == "attachedTemplate" and re.match(r"(file:///)?C:|a%20b", address):
        address = "http://a/b.dotm"
    used = _paragraph('<w:hyperlink r:id="rId9"><w:r><w:t>a</w:t></w:r></w:hyperlink>') if rng.random() < 0.5 else ""
    mode = rng.choice(("External", "External", "external", "EXTERNAL"))
    data = packed(_paragraph(_run("{{ so }}")) + used, _paragraph(), {part: _relation("rId9", kind, address, mode)})
    return Hostile(seed, f"{part}: {kind} to {address}, {mode}", data, fetches)


_FETCHING = ("INCLUDETEXT", "IncludePicture", "INCLUDE", "IMPORT", "LINK", "dde", "DDEAUTO", "DATABASE", "RD")
_QUIET = ("PAGE", "DATE", "REF", "SEQ", "IF 1 = 1", "TOC", "HYPERLINK", "AUTHOR", "INCLUDED", "STYLEREF")

_LINKS = ('HYPERLINK "file:///C:/a"', r'HYPERLINK "\\\\may\\a"', r'hyperlink \h "ms-word:a"', "HYPERLINK a.docx")


def fields(rng: Random, seed: str) -> Hostile:
    """Return a template with a field that fetches or one that does not, cut into runs, paragraphs and other fields."""
    fetches = rng.random() < 0.5
    code = f' {rng.choice(_FETCHING if fetches else _QUIET)} "http://a.vn/link" \\o "LINK a"'
    if rng.random() < 0.2:
        fetches, code = True, rng.choice(_LINKS)
    begin, end = (f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>" for kind in ("begin", "end"))
    if rng.random() < 0.15:
        return Hostile(
            seed, f"simple: {code}", packed(_paragraph(f"<w:fldSimple w:instr={quoteattr(code)}/>")), fetches
        )
    cuts = sorted(rng.sample(range(1, len(code)), rng.randrange(4)))
    pieces = [code[a:b] for a, b in zip([0, *cuts], [*cuts, len(code)], strict=True)]
    between = rng.choice(("", "</w:p><w:p>", "<w:bookmarkStart w:id='1' w:name='a'/><w:bookmarkEnd w:id='1'/>"))
    runs = between.join(f'<w:r><w:instrText xml:space="preserve">{escape(p)}</w:instrText></w:r>' for p in pieces)
    inner = f"{begin}{runs}{end}" if rng.random() < 0.8 else f"{begin}{runs}"
    if rng.random() < 0.4:
        # What a program made of it, maybe with the number of a page; some write the mark of the result first.
        shown, page = "<w:r><w:fldChar w:fldCharType='separate'/></w:r>", "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        result = f"{shown}{begin}{page}{shown}{end}"
        inner = f"{begin}{result}{runs}{end}" if rng.random() < 0.2 else f"{begin}{runs}{result}{end}"
    for _ in range(rng.randrange(3)):
        inner = f"{begin}<w:r><w:instrText>IF 1 = 1 </w:instrText></w:r>{inner}{end}"
    where = rng.choice(("body", "header"))
    body, header = (f"<w:p>{inner}</w:p>", _paragraph())[:: 1 if where == "body" else -1]
    return Hostile(seed, f"{where}: {pieces}, {between!r}", packed(body, header), fetches)


_SIGNS = (
    *("{{ so }}", "{{", "}}", "{%", "%}", "{#", "#}", "{", "}", "%", "#", "so", "if du_thao", "endif", "for a in noi"),
    *(
        "endfor",
        "{%p if du_thao %}",
        "{%p endif %}",
        "{%tr for a in bang %}",
        "{% if n > 1 %}",
        "{% endif %}",
        "{{ so|",
    ),
    *(
        "{% for a in noi %}{{ a }}{% endfor %}",
        "'",
        '"',
        "“",
        "&",
        "<",
        " ",
        "\t",
        "\u00a0",
        "-",
        "+",
        "()",
        ".",
        "[0]",
    ),
    *("{_{", "{%-", "-%}", "{{r ", "{%tc ", "{% raw %}", "{% colspan ", "{% vm %}", "\u200b", "{{ noi[0] }}", "a" * 50),
)


def braces(rng: Random, seed: str) -> Hostile:
    """Return a template of signs in any order, in runs, paragraphs and cells as they come; some of one sign alone."""
    if rng.random() < 0.1:
        text = rng.choice(_SIGNS) * rng.choice((50, 1_000, 6_000))
        return Hostile(seed, f"{len(text)} letters of {text[:10]!r}", packed(_paragraph(_run(text[:19_999]))))
    pieces, xml = [], []
    for _ in range(rng.randrange(1, 6)):
        signs = [rng.choice(_SIGNS) for _ in range(rng.choice((1, 1, 2, 4, 9)))]
        pieces.append(signs)
        runs = ["".join(signs)] if rng.random() < 0.5 else signs
        paragraph = _paragraph(*map(_run, runs))
        cell = f"<w:tc><w:tcPr/>{paragraph}</w:tc>"
        table = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cell}</w:tr></w:tbl><w:p/>"
        xml.append(table if rng.random() < 0.2 else paragraph)
    return Hostile(seed, str(pieces), packed("".join(xml)))


_MARKS = (
    '<w:bookmarkStart w:id="{}" w:name="a{}"/>',
    '<w:bookmarkEnd w:id="{}"/>',
    '<w:bookmarkStart w:id="{}" w:name="b{}"/><w:bookmarkEnd w:id="{}"/>',
    '<w:permStart w:id="{}" w:edGrp="everyone"/><w:permEnd w:id="{}"/>',
    '<w:commentRangeStart w:id="{}"/><w:commentRangeEnd w:id="{}"/><w:r><w:commentReference w:id="{}"/></w:r>',
    '<w:r><w:pict><v:rect id="s{}" o:spid="s{}"/></w:pict></w:r>',
    '<w:r><w:drawing><wp:inline><wp:docPr id="{}" name="a"/></wp:inline></w:drawing></w:r>',
    '<w:sdt><w:sdtPr><w:id w:val="{}"/></w:sdtPr><w:sdtContent><w:r><w:t>a</w:t></w:r></w:sdtContent></w:sdt>',
    '<w:r><w:footnoteReference w:id="{}"/></w:r>',
)


def numbers(rng: Random, seed: str) -> Hostile:
    """Return a template with things that have numbers of their own, in loops and beside them, in body or header."""
    marks = [
        mark.replace("{}", str(7 + number)) for number, mark in enumerate(rng.choices(_MARKS, k=rng.randrange(1, 6)))
    ]
    note = str([mark.split()[0] for mark in marks])

    def line(text: str) -> str:
        here = [mark for mark in marks if rng.random() < 0.4]
        marks[:] = [mark for mark in marks if mark not in here]
        return _paragraph(_run(text), *here, attributes=f' w14:paraId="{rng.randrange(1 << 28):08X}"')

    loop = rng.choice(("{%p for a in noi %}", "{%p for a in bang %}", "{%p if du_thao %}"))
    end = "{%p endif %}" if " if " in loop else "{%p endfor %}"
    texts = ("đầu", loop, rng.choice(("a", "{{ so }}", "")), "b", end, "cuối")
    xml = "".join(line(text) for text in texts)
    return Hostile(seed, f"{note} in {loop}", packed(xml) if rng.random() < 0.7 else packed(_paragraph(), xml))


BENDS = {"relations": relations, "fields": fields, "braces": braces, "numbers": numbers}


def hostile(kind: str, seed: str) -> Hostile:
    """Return the hostile template of a kind and a seed."""
    return BENDS[kind](Random(f"{kind} {seed}"), seed)


# -- what must hold ----------------------------------------------------------------------------------------------------


def broken(template: Hostile) -> tuple[list[str], str]:
    """Return what does not hold of a template, and how it was judged: the codes of its errors, or `written`."""
    faults = check_template(template.data, NAMES)
    codes = {fault.code for fault in faults if fault.severity is Severity.ERROR}
    wrong = [] if check_template(template.data, NAMES, trial=False) is not None else ["nothing said"]
    if template.fetches is True and not codes & {"M37", "M01"}:
        wrong.append("fetches, and nobody says so")
    if template.fetches is False and "M37" in codes:
        wrong.append("fetches nothing, and is named")
    if not codes:
        filling = WordTemplate(template.data, environment())
        for items in (2, 0):
            wrong += _wrong_in_letter(filling.filled(example_context(NAMES, items), title="", author=""))
    return wrong, " ".join(sorted(codes)) or "written"


def _wrong_in_letter(letter: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(letter)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    wrong = [f"{name} is left" for name in parts if "comment" in name]
    for name, part in parts.items():
        if name.endswith(".rels"):
            for relation in re.findall(r"<Relationship [^>]*>", part):
                address = re.search(r'Target="([^"]*)"', relation)[1]
                if "External" in relation and not (_HARMLESS.match(address) or address.startswith("#")):
                    wrong.append(f"{name} leads to {address}")
        elif name.startswith("word/"):
            marks = re.findall(
                r"<(w:bookmarkStart|w:bookmarkEnd|w:permStart|w:permEnd|v:rect|wp:docPr|w:id|w:footnoteReference)[^>]*?"
                r' ((?:w:)?(?:id|val)="[^"]*")',
                part,
            )
            wrong += [f"{name} has {mark} twice" for mark, times in Counter(marks).items() if times > 1]
            wrong += [f"{name} has a comment"] if "comment" in part else []
            ends = Counter(re.findall(r'<w:bookmark\w+ w:id="(\d+)', part))
            wrong += [f"{name} has half a mark" for times in ends.values() if times != 2]
    return wrong


def main() -> int:
    """Make the templates that the arguments ask for; return 1 where something does not hold."""
    parser = argparse.ArgumentParser(description="Make hostile templates by a seed, and check what must hold.")
    parser.add_argument("count", nargs="?", type=int, default=1_000, help="how many of each kind (default: 1000)")
    parser.add_argument("--seed", type=int, help="of the first (default: a new one)")
    parser.add_argument("--kinds", default=",".join(BENDS), help="which ones, by commas")
    parser.add_argument("--only", metavar="SEED", help="one of each kind by its seed")
    options = parser.parse_args()
    first = SystemRandom().randrange(10**9) if options.seed is None else options.seed
    seeds = [options.only] if options.only else [str(first + number) for number in range(options.count)]
    judged: Counter[str] = Counter()
    failed = 0
    print(f"seed {seeds[0]}, {len(seeds)} of each kind")
    for kind in options.kinds.split(","):
        for seed in seeds:
            template = hostile(kind, seed)
            try:
                wrong, how = broken(template)
            except Exception as error:
                wrong, how = [repr(error)], "raised"
            judged[f"{kind}: {how}"] += 1
            failed += bool(wrong)
            for what in wrong:
                print(f"FAILED {kind} {seed}: {what}\n    bent: {template.note[:600]}")
    for word, count in sorted(judged.items()):
        print(f"{count:8} {word}")
    print(f"{failed} failures")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
