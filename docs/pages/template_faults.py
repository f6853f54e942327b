"""The page of template faults, made from their table."""

from __future__ import annotations

import io
from string import Formatter

from docx import Document

from pages.table import table
from recruit.letters.documents import MONTHLY
from recruit.write.word.check.faults import KINDS, Fault, Kind
from recruit.write.word.check.template import check_template

_OPENING = """\
# Lỗi của mẫu văn bản

Lệnh `python generate_report.py check` soát các mẫu trong thư mục `templates`, chỉ ra từng đoạn sai và lập một bản sao của
mẫu có ghi chú tại chỗ. Trang này do chương trình lập từ bảng lỗi của chính nó; mỗi ví dụ gõ ra đúng lỗi ấy. Có lỗi
thì mẫu không dùng được; lưu ý thì vẫn dùng được.
"""


def template_faults_page() -> str:
    """Return the page as Markdown: each kind with an example of what is typed and what is said of it."""
    rows = []
    for code, kind in sorted(KINDS.items()):
        untold = {name: "…" for _, name, _, _ in Formatter().parse(kind.message + kind.remedy) if name}
        fault = next(iter(example_faults(kind)), kind.fault(**untold))
        typed = kind.example.replace("\n", " ¶ ")
        typed = f"`{typed}`" if typed.isprintable() and typed else ""
        cells = (code, kind.severity.value, kind.title, typed, fault.message, fault.remedy)
        rows.append([cell.replace("|", r"\|") for cell in cells])
    lines = table(("Mã", "Mức", "Tên", "Ví dụ", "Nội dung", "Cách sửa"), rows)
    return "\n".join([_OPENING, *lines]) + "\n"


def example_faults(kind: Kind) -> list[Fault]:
    """Return what is wrong with a kind's example, typed as a template of the monthly letter; nothing without one."""
    document, out = Document(), io.BytesIO()
    for line in kind.example.split("\n"):
        document.add_paragraph(line)
    document.save(out)
    return check_template(out.getvalue(), MONTHLY.names)
