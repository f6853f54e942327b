"""The page of template faults in the docs, made from their table."""

from __future__ import annotations

import io
from string import Formatter

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from recruit.letters.documents import MONTHLY
from recruit.write.word.check.faults import KINDS, Fault, Kind
from recruit.write.word.check.template import check_template

_OPENING = """\
# Lỗi của mẫu văn bản

Lệnh `python generate_report.py check` soát các mẫu trong thư mục `templates`, chỉ ra từng đoạn sai và lập một bản sao của
mẫu có ghi chú tại chỗ. Trang này do chương trình lập từ bảng lỗi của chính nó; mỗi ví dụ là một mẫu có đúng lỗi ấy. Có lỗi
thì mẫu không dùng được; lưu ý thì vẫn dùng được.
"""


def page() -> str:
    """Return the page as Markdown: each kind with an example of what is typed and what is said of it."""
    lines = [_OPENING, "| Mã | Mức | Tên | Ví dụ | Nội dung | Cách sửa |", "|---|---|---|---|---|---|"]
    for code, kind in sorted(KINDS.items()):
        untold = {name: "…" for _, name, _, _ in Formatter().parse(kind.message + kind.remedy) if name}
        fault = next(iter(example_faults(kind)), kind.fault(**untold))
        typed = fault.text if "<" in kind.example else kind.example.replace("\n", " ¶ ").removeprefix("@")
        typed = f"`{typed.strip()}`" if typed.isprintable() and typed else ""
        cells = (code, kind.severity.value, kind.title, typed, fault.message, fault.remedy)
        lines.append("| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def example_faults(kind: Kind) -> list[Fault]:
    """Return what is wrong with a kind's example, a template of the monthly letter; nothing where it has none."""
    return check_template(example_template(kind.example), MONTHLY.names) if kind.example else []


def example_template(example: str) -> bytes:
    """Return the template that an example is: a paragraph a line, one as XML where the line begins with `<`.

    After `@` stands the content of a file that is no document.
    """
    if example.startswith("@"):
        return example[1:].encode()
    document = Document()
    for line in example.split("\n"):
        if line.startswith("<"):
            document.element.body.insert(-1, parse_xml(line.replace(">", f" {nsdecls('w')}>", 1)))
        else:
            document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
